// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import java.util.function.BiPredicate;

/** Keeps what is the same once, where it comes one after another: of many listeners, most ask for the same. Guarded by its owner's lock. */
final class Repeated<T> {
    private final BiPredicate<T, T> same;
    private T last;

    /**
     * @param same compares them; not the generated equality of records, which stays in a cache of Java 17 with the class loader of the
     *     types
     */
    Repeated(BiPredicate<T, T> same) {
        this.same = same;
    }

    T of(T value) {
        if (last == null || !same.test(last, value)) {
            last = value;
        }
        return last;
    }
}
