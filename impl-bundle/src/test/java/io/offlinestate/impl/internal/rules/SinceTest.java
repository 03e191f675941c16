// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.impl.internal.component.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Since when an object is in its state: from the flip, not from the beginning of START. */
@Timeout(60)
class SinceTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();

    @AfterEach
    void close() {
        host.close();
    }

    private long since(OfflineManager of) {
        return host.inspector.object(of.id()).since;
    }

    private static long awaitNextMilli(long after) {
        Waits.until(() -> System.currentTimeMillis() > after, "the clock to go on");
        return System.currentTimeMillis();
    }

    @Test
    void since_noTransition_isTheCreation() {
        assertEquals(host.history(object).get(0).startedAt, since(object));
        long before = System.currentTimeMillis();
        assertTrue(since(host.child(object)) >= before);
    }

    @Test
    void since_duringStart_isThatOfTheOldState() {
        long created = since(object);
        host.configure(30_000, 30_000);
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE_START)) {
            object.advise(AdviseInfo.of(hanging));
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            assertEquals(created, since(object));
        }
    }

    @Test
    void since_afterALongStart_isTheFlip() {
        OfflineManager child = host.child(object);
        host.configure(30_000, 30_000);
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE_START)) {
            object.advise(AdviseInfo.of(hanging));
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            long released = awaitNextMilli(System.currentTimeMillis());
            hanging.letGo();
            host.awaitSettled(object);
            assertTrue(host.history(object).get(1).startedAt < released);
            assertTrue(since(object) >= released, since(object) + " is before " + released);
            assertEquals(since(object), since(child));
        }
    }
}
