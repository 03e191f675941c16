// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.AdviseDTO;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.EmptyStackException;
import java.util.InputMismatchException;
import java.util.List;
import java.util.MissingResourceException;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 8: what a callback throws is caught, counted and logged, and is nobody else's concern. */
@Timeout(60)
class Rule08ThrowingTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void set(ConnectionState state) throws Exception {
        assertEquals(state, object.setCurrentState(state, Host.PATIENCE));
    }

    private AdviseToken advise(OfflineNotify callback, int ranking, String label) {
        return object.advise(
                AdviseInfo.builder(callback).ranking(ranking).label(label).build());
    }

    private long logged(String label) {
        return host.logged.stream().filter(line -> line.contains(label)).count();
    }

    /** Throws what is not declared, as code that was compiled against something else does. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static OfflineNotify throwing(Supplier<Throwable> thrown) {
        return notification -> Rule08ThrowingTest.<RuntimeException>sneak(thrown.get());
    }

    /** Cannot even be printed. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message for you");
        }

        @Override
        public String toString() {
            throw new AssertionError("no text either");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("nor a trace");
        }
    }

    private enum Kind {
        RUNTIME(() -> new IllegalStateException("as the test wants it")),
        LINKAGE(() -> new NoClassDefFoundError("some/Absent")),
        INITIALIZER(() -> new ExceptionInInitializerError("as the test wants it")),
        STACK_OVERFLOW(() -> {
            throw new StackOverflowError();
        }),
        ASSERTION(() -> new AssertionError("as the test wants it")),
        OUT_OF_MEMORY(() -> new OutOfMemoryError("as the test wants it")),
        CHECKED(() -> new IOException("as the test wants it")),
        INTERRUPTED(() -> new InterruptedException("as the test wants it")),
        BARE(() -> new Throwable()),
        NOTHING(() -> null),
        HOSTILE(Hostile::new);

        private final Supplier<Throwable> thrown;

        Kind(Supplier<Throwable> thrown) {
            this.thrown = thrown;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNobodyElsesConcern(Kind kind) throws Exception {
        Recorder before = new Recorder();
        Recorder after = new Recorder();
        advise(before, 1, "before");
        AdviseToken token = advise(throwing(kind.thrown), 0, "bad");
        advise(after, -1, "after");
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        assertEquals(6, before.heard().size());
        assertEquals(6, after.heard().size());
        assertEquals(List.of(), before.complaints());
        assertEquals(List.of(), after.complaints());
        AdviseDTO dto = host.inspect(token, object);
        assertEquals(6, dto.failed);
        assertEquals(6, dto.delivered);
        assertNotNull(dto.lastFailure);
        assertFalse(dto.stalled);
        assertEquals(1, logged("bad"), host.logged::toString);
        assertEquals(1, host.logged.size(), host.logged::toString);
    }

    @ParameterizedTest
    @EnumSource
    void isNobodyElsesConcernInAdvisedEither(Kind kind) throws Exception {
        Recorder heard = new Recorder();
        AdviseToken token = advise(
                new OfflineNotify() {
                    @Override
                    public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
                        Rule08ThrowingTest.<RuntimeException>sneak(kind.thrown.get());
                    }

                    @Override
                    public void notify(OfflineNotification notification) {
                        heard.notify(notification);
                    }
                },
                0,
                "bad");
        Recorder other = new Recorder();
        advise(other, -1, "other");
        other.awaitStart();
        set(ConnectionState.OFFLINE);
        assertEquals(3, heard.heard().size());
        assertEquals(3, other.heard().size());
        assertEquals(1, host.inspect(token, object).failed);
        assertEquals(1, logged("bad"), host.logged::toString);
    }

    @Test
    void arecursionWithoutEndIsCaughtToo() throws Exception {
        class Recursive implements OfflineNotify {
            private int depth;

            @Override
            public void notify(OfflineNotification notification) {
                depth++;
                notify(notification);
            }
        }

        Recursive recursive = new Recursive();
        AdviseToken token = advise(recursive, 1, "bad");
        Recorder other = new Recorder();
        advise(other, 0, "other");
        set(ConnectionState.OFFLINE);
        assertEquals(3, other.heard().size());
        assertEquals(3, host.inspect(token, object).failed);
        assertTrue(recursive.depth > 3);
    }

    @Test
    void theListenerStaysAdvisedAndMayRecover() throws Exception {
        Recorder recorder = new Recorder(notification -> {
            if (notification.change().sequence() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        AdviseToken token = advise(recorder, 0, "recovering");
        for (int i = 0; i < 2; i++) {
            set(ConnectionState.OFFLINE);
            set(ConnectionState.ONLINE);
        }
        assertEquals(12, recorder.heard().size());
        assertEquals(List.of(), recorder.complaints());
        AdviseDTO dto = host.inspect(token, object);
        assertEquals(6, dto.failed);
        assertEquals(12, dto.delivered);
        assertEquals("java.lang.IllegalStateException: not yet", dto.lastFailure);
    }

    @Test
    void itIsLoggedOncePerListenerAndKind() throws Exception {
        OfflineNotify two = notification -> {
            if (notification.type() == STATECHANGE) {
                throw new IllegalStateException("one " + notification);
            }
            throw new UnsupportedOperationException("the other " + notification);
        };
        advise(two, 0, "first");
        advise(two, 0, "second");
        for (int i = 0; i < 5; i++) {
            set(ConnectionState.OFFLINE);
            set(ConnectionState.ONLINE);
        }
        assertEquals(2, logged("first"), host.logged::toString);
        assertEquals(2, logged("second"), host.logged::toString);
        assertEquals(2, logged("IllegalStateException"), host.logged::toString);
    }

    /** Nobody's listener throws so many kinds on purpose; but nothing is said of a number that is too large. */
    @Test
    void itIsLoggedForEachOfManyKinds() throws Exception {
        Queue<Throwable> kinds = new ArrayDeque<>(List.of(
                new IllegalStateException(),
                new IllegalArgumentException(),
                new UnsupportedOperationException(),
                new NullPointerException(),
                new ClassCastException(),
                new ArithmeticException(),
                new IndexOutOfBoundsException(),
                new ArrayStoreException(),
                new NegativeArraySizeException(),
                new NoSuchElementException(),
                new ConcurrentModificationException(),
                new EmptyStackException(),
                new InputMismatchException(),
                new MissingResourceException("", "", ""),
                new BrokenBarrierException(),
                new CancellationException(),
                new RejectedExecutionException(),
                new TimeoutException()));
        int count = kinds.size();
        advise(throwing(kinds::poll), 0, "bad");
        while (!kinds.isEmpty()) {
            set(ConnectionState.OFFLINE);
            set(ConnectionState.ONLINE);
        }
        assertEquals(count, logged("bad"), host.logged::toString);
    }

    @Test
    void whatIsLoggedNamesTheListenerAndHasTheThrowable() throws Exception {
        advise(throwing(() -> new IllegalStateException("as the test wants it")), 0, "plug-in 7");
        set(ConnectionState.OFFLINE);
        String line = host.logged.get(0);
        assertTrue(line.startsWith("warn"), line);
        assertTrue(line.contains("plug-in 7") && line.contains("default"), line);
        assertTrue(line.contains("IllegalStateException: as the test wants it"), line);
    }

    @Test
    void manyThatThrowAreNoDifferent() throws Exception {
        List<Recorder> good = new ArrayList<>();
        List<AdviseToken> bad = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Kind kind = Kind.values()[i % Kind.values().length];
            bad.add(advise(throwing(kind.thrown), i % 7, "bad" + i));
            Recorder recorder = new Recorder();
            good.add(recorder);
            advise(recorder, i % 5, "good" + i);
        }
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        for (Recorder each : good) {
            assertEquals(6, each.heard().size());
            assertEquals(List.of(), each.complaints());
        }
        for (AdviseToken each : bad) {
            assertEquals(6, host.inspect(each, object).failed);
        }
    }

    @Test
    void aThreadThatIsLeftInterruptedIsNotTheNextOnesConcern() throws Exception {
        advise(
                notification -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted");
                },
                1,
                "bad");
        List<Boolean> interrupted = new ArrayList<>();
        advise(notification -> interrupted.add(Thread.currentThread().isInterrupted()), 0, "next");
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(false, false, false), interrupted);
    }

    @ParameterizedTest
    @EnumSource(names = {"STACK_OVERFLOW", "CHECKED", "HOSTILE"})
    void oneThatHasHungMayThrowInTheEnd(Kind kind) {
        host.configure(20_000, 20);
        Hanging hanging = Hanging.in(STATECHANGE_START);
        Recorder other = new Recorder();
        advise(other, -1, "other");
        AdviseToken token = advise(
                notification -> {
                    hanging.notify(notification);
                    Rule08ThrowingTest.<RuntimeException>sneak(kind.thrown.get());
                },
                1,
                "bad");
        try (hanging) {
            host.report(object, Reachability.UNREACHABLE);
            hanging.awaitHanging();
            host.awaitSettled(object);
        }
        Waits.until(() -> host.inspect(token, object).failed == 3, "what it had missed");
        host.report(object, Reachability.REACHABLE);
        Waits.until(() -> host.inspect(token, object).failed == 6, "the next transition");
        assertEquals(6, hanging.recorder.heard().size());
        assertEquals(List.of(), hanging.recorder.complaints());
        Waits.until(() -> other.heard().size() == 6, "the other one");
        assertEquals(
                1, host.logged.stream().filter(l -> l.contains("has thrown")).count(), host.logged::toString);
    }

    @ParameterizedTest
    @EnumSource
    void theTransitionCompletesInWhateverPhaseItThrows(NotifyType type) throws Exception {
        OfflineManager child = host.child(object);
        Recorder below = new Recorder();
        child.advise(AdviseInfo.of(below));
        Recorder recorder = new Recorder(notification -> {
            if (notification.type() == type) {
                throw new AssertionError("as the test wants it");
            }
        });
        AdviseToken token = advise(recorder, 0, "bad");
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        assertEquals(6, recorder.heard().size());
        assertEquals(6, below.heard().size());
        assertEquals(2, host.inspect(token, object).failed);
    }
}
