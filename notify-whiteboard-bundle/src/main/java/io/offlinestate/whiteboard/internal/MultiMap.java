// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several values for a key. Thread-safe; what is added before {@code collect} is called, and not removed, is found.
 */
final class MultiMap<K, V> {
    private final Map<K, Set<V>> map = new ConcurrentHashMap<>();

    void add(K key, V value) {
        map.compute(key, (k, values) -> {
            Set<V> grown = values == null ? ConcurrentHashMap.newKeySet(1) : values;
            grown.add(value);
            return grown;
        });
    }

    void remove(K key, V value) {
        map.computeIfPresent(key, (k, values) -> {
            values.remove(value);
            return values.isEmpty() ? null : values;
        });
    }

    void collect(K key, Collection<? super V> into) {
        for (V value : map.getOrDefault(key, Set.of())) {
            into.add(value);
        }
    }

    void collectAll(Collection<? super V> into) {
        map.values().forEach(into::addAll);
    }
}
