// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The objects of a snapshot stand in tree order. */
@Timeout(60)
class TreeOrderTest {
    private final Host host = new Host();
    private final OfflineManager root = host.open();

    @AfterEach
    void close() {
        host.close();
    }

    private OfflineManager child(OfflineManager parent, int number) {
        return host.create(CreateInfo.child(parent.id(), new UUID(0, number), OfflineObjectId.NO_INSTANCE));
    }

    private List<String> order() {
        return Stream.of(host.inspector.objects()).map(object -> object.id).toList();
    }

    @Test
    void objects_childSortsBeforeItsParent_followsIt() {
        OfflineManager parent = child(root, 9);
        OfflineManager child = child(parent, 1);
        assertEquals(List.of("default", parent.id().toString(), child.id().toString()), order());
    }

    @Test
    void objects_severalBranches_areKeptTogether() {
        OfflineManager second = child(root, 5);
        OfflineManager first = child(root, 3);
        OfflineManager ofFirst = child(first, 8);
        OfflineManager ofSecond = child(second, 1);
        OfflineManager laterOfFirst = child(first, 9);
        host.create(CreateInfo.global("another"));
        assertEquals(
                Stream.concat(
                                Stream.of("another"),
                                Stream.of(root, first, ofFirst, laterOfFirst, second, ofSecond)
                                        .map(object -> object.id().toString()))
                        .toList(),
                order());
    }

    @Test
    void objects_longChain_needsNoRecursion() {
        OfflineManager last = root;
        for (int i = 20_000; i > 0; i--) {
            last = child(last, i);
        }
        List<String> order = order();
        assertEquals(20_001, order.size());
        assertEquals(last.id().toString(), order.get(20_000));
    }
}
