// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts objects into tree order: each object is directly followed by all objects below it; roots, and the children of one parent,
 * are in the order of their ids. Stateless, hence safe for use by any thread.
 */
final class TreeOrder {
    private TreeOrder() {}

    /**
     * Returns the objects in tree order; without recursion, because trees may be deep.
     *
     * @param nodes an object whose parent is missing, because it was removed meanwhile, counts as a root
     */
    static List<OfflineNode> of(Collection<OfflineNode> nodes) {
        List<OfflineNode> lastFirst = new ArrayList<>(nodes);
        lastFirst.sort(Comparator.comparing(OfflineNode::id).reversed());
        Map<OfflineNode, List<OfflineNode>> children = new IdentityHashMap<>();
        lastFirst.forEach(node -> children.put(node, List.of()));
        Deque<OfflineNode> next = new ArrayDeque<>();
        for (OfflineNode node : lastFirst) {
            if (node.parent() == null || !children.containsKey(node.parent())) {
                next.push(node);
            } else if (children.get(node.parent()).isEmpty()) {
                children.put(node.parent(), new ArrayList<>(List.of(node)));
            } else {
                children.get(node.parent()).add(node);
            }
        }
        List<OfflineNode> ordered = new ArrayList<>(lastFirst.size());
        while (!next.isEmpty()) {
            OfflineNode node = next.pop();
            ordered.add(node);
            children.get(node).forEach(next::push);
        }
        return ordered;
    }
}
