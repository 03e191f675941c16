// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.AdviseDTO;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a callback hangs, and where. */
@Timeout(60)
class StalledStackTest {
    private static final String HANG = Hanging.class.getName() + ".hang(Hanging.java:";
    private static final String CALLBACK = Hanging.class.getName() + ".notify(Hanging.java:";

    private final Host host = new Host();
    private final OfflineManager object = host.open();

    @AfterEach
    void close() {
        host.close();
    }

    private AdviseDTO awaitStalled(AdviseToken token) {
        Waits.until(() -> host.inspect(token, object).stalled, "the listener to stall");
        return host.inspect(token, object);
    }

    private static void assertHangsIn(Hanging hanging, AdviseDTO advise, String outermost) {
        assertTrue(hanging.isHanging());
        assertTrue(advise.stalledMillis > 0, advise::toString);
        List<String> stack = List.of(advise.stalledStack);
        assertFalse(stack.get(0).startsWith(Hanging.class.getName()), stack::toString); // it waits for a latch
        assertTrue(stack.stream().anyMatch(frame -> frame.startsWith(HANG)), stack::toString);
        assertTrue(stack.get(stack.size() - 1).startsWith(outermost), stack::toString);
        assertTrue(stack.stream().noneMatch(frame -> frame.contains(".dispatch.")), stack::toString);
    }

    private void assertNothing(AdviseDTO advise) {
        assertEquals(0, advise.stalledMillis, advise::toString);
        assertEquals(List.of(), List.of(advise.stalledStack), advise::toString);
    }

    @Test
    void stalled_inTheQuickLoop_hasItsStack() throws Exception {
        // the ninth transition: those before are timed, and go through the other loop
        try (Hanging hanging =
                Hanging.when(notification -> notification.change().sequence() == 9)) {
            AdviseToken token = object.advise(AdviseInfo.of((OfflineNotify) hanging::notify));
            for (int i = 0; i < 8; i++) {
                object.setCurrentState(i % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE, Host.PATIENCE);
                assertNothing(host.inspect(token, object));
            }
            host.report(object, Reachability.UNREACHABLE);
            hanging.awaitHanging();
            assertHangsIn(hanging, awaitStalled(token), CALLBACK);
        }
    }

    @Test
    void stalled_inTheCarefulLoop_hasItsStack() {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE)) {
            AdviseToken token = object.advise(AdviseInfo.of((OfflineNotify) hanging::notify));
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            assertHangsIn(hanging, awaitStalled(token), CALLBACK);
        }
    }

    @Test
    void stalled_throughItsMailbox_hasItsStack() {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE);
                Hanging first = Hanging.in(NotifyType.STATECHANGE)) {
            host.advise(first);
            AdviseToken token = host.advise(hanging); // called by another thread, once the first has stalled
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            assertHangsIn(hanging, awaitStalled(token), CALLBACK);
        }
    }

    @Test
    void stalled_inAdvised_hasItsStack() {
        try (Hanging hanging = Hanging.inAdvised()) {
            AdviseToken token = host.advise(hanging);
            hanging.awaitHanging();
            assertHangsIn(hanging, awaitStalled(token), Hanging.class.getName() + ".advised(Hanging.java:");
        }
    }

    @Test
    void stalled_whileItIsHeld_hasItsStack() {
        host.configure(30_000, 50);
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE_START)) {
            AdviseToken token = host.advise(hanging);
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            assertHangsIn(hanging, awaitStalled(token), CALLBACK);
            assertEquals(NotifyType.STATECHANGE_START, host.inspector.object(object.id()).phase);
        }
    }

    @Test
    void stalled_longer_countsOn() {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE)) {
            AdviseToken token = host.advise(hanging);
            object.setCurrentState(ConnectionState.OFFLINE);
            long first = awaitStalled(token).stalledMillis;
            Waits.until(() -> host.inspect(token, object).stalledMillis > first + 100, "it to hang for longer");
        }
    }

    @Test
    void stalled_deepStack_hasTheInnermost64Frames() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try {
            AdviseToken token = host.advise(notification -> descend(100, entered, released));
            object.setCurrentState(ConnectionState.OFFLINE);
            Waits.on(entered, "the bottom");
            List<String> stack = List.of(awaitStalled(token).stalledStack);
            assertEquals(64, stack.size());
            assertTrue(stack.get(0).contains("park"), stack::toString);
            assertTrue(stack.get(63).contains(".descend("), stack::toString);
        } finally {
            released.countDown();
        }
    }

    private static void descend(int depth, CountDownLatch entered, CountDownLatch released) {
        if (depth > 0) {
            descend(depth - 1, entered, released);
        } else {
            entered.countDown();
            Waits.on(released, "the test");
        }
    }

    @Test
    void stalled_returned_isNothing() {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE)) {
            AdviseToken token = host.advise(hanging);
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            awaitStalled(token);
            hanging.awaitReturn();
            Waits.until(() -> !host.inspect(token, object).stalled, "it not to be stalled any more");
            assertNothing(host.inspect(token, object));
        }
    }

    @Test
    void stalled_otherListener_isNothing() {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE)) {
            AdviseToken behaved = host.advise(new Recorder());
            AdviseToken token = host.advise(hanging);
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            awaitStalled(token);
            assertNothing(host.inspect(behaved, object));
        }
    }

    @Test
    void hang_isLoggedOnceWithItsStack() {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE)) {
            host.advise(hanging);
            object.setCurrentState(ConnectionState.OFFLINE);
            hanging.awaitHanging();
            Waits.until(() -> hangs().count() > 0, "the hang to be logged");
            String logged = hangs().findFirst().orElseThrow();
            assertTrue(logged.contains("It hangs in {}"), logged);
            assertTrue(logged.contains("java.util.concurrent.CountDownLatch.await, called by " + HANG), logged);
            assertTrue(logged.contains("The stack of the callback"), logged);
            hanging.awaitReturn();
            host.awaitSettled(object);
            assertEquals(1, hangs().count());
        }
    }

    @Test
    void hang_afterGoodConduct_isLoggedAgain() throws Exception {
        try (Hanging first = Hanging.when(notification ->
                        notification.change().sequence() == 1 && notification.type() == NotifyType.STATECHANGE);
                Hanging second = Hanging.when(notification ->
                        notification.change().sequence() == 9 && notification.type() == NotifyType.STATECHANGE)) {
            object.advise(AdviseInfo.of(notification -> {
                first.notify(notification);
                second.notify(notification);
            }));
            object.setCurrentState(ConnectionState.OFFLINE);
            first.awaitHanging();
            Waits.until(() -> hangs().count() == 1, "the first hang to be logged");
            first.awaitReturn();
            host.awaitSettled(object);
            for (int i = 0; i < 7; i++) { // more callbacks than it takes to be called inline again
                object.setCurrentState(i % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE, Host.PATIENCE);
            }
            assertEquals(1, hangs().count());
            object.setCurrentState(ConnectionState.OFFLINE);
            second.awaitHanging();
            Waits.until(() -> hangs().count() == 2, "the second hang to be logged");
        }
    }

    private Stream<String> hangs() {
        return host.logged.stream().filter(line -> line.contains("has not returned from a callback"));
    }
}
