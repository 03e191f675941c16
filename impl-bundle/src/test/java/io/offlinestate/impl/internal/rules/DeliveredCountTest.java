// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.runtime.dto.AdviseDTO;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is counted as delivered is what was heard, whether the calls of a round were counted one by one or all at once: also where
 * the round is disturbed in the middle, by listeners that come, go, change their terms, throw or hang.
 */
@Timeout(60)
class DeliveredCountTest {
    private static final int MANY = 40; // rounds of a lineup that is left alone are quick after a while

    private final Host host = new Host();
    private OfflineManager object;

    @BeforeEach
    void open() {
        object = host.open(OfflineObjectId.global("default"));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void transitions(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            object.setCurrentState(object.getCurrentState() == ONLINE ? OFFLINE : ONLINE, Host.PATIENCE);
        }
    }

    private void assertCounted(Map<AdviseToken, Counting> listeners) {
        listeners.forEach((token, counting) -> {
            Waits.until(() -> delivered(token) == counting.calls(), counting.calls() + " calls to be counted");
            assertEquals(List.of(), counting.recorder.complaints());
        });
    }

    private long delivered(AdviseToken token) {
        return host.inspect(token, object).delivered;
    }

    /** A listener that knows how often it was called. */
    private final class Counting implements OfflineNotify {
        private final Recorder recorder = new Recorder();
        private volatile Runnable next = () -> {};

        @Override
        public void notify(OfflineNotification notification) {
            recorder.notify(notification);
            Runnable now = next;
            next = () -> {};
            now.run();
        }

        long calls() {
            return recorder.words().size();
        }
    }

    private Map<AdviseToken, Counting> advise(int count) {
        Map<AdviseToken, Counting> listeners = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Counting counting = new Counting();
            listeners.put(object.advise(AdviseInfo.of(counting)), counting);
        }
        return listeners;
    }

    @Test
    void allOfARoundAtOnce() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(5);
        transitions(MANY);
        assertCounted(listeners);
        listeners.forEach((token, counting) -> assertEquals(3 * MANY, counting.calls()));
    }

    @Test
    void whoeverComesLaterIsNotCountedForWhatWasBefore() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(3);
        transitions(MANY);
        listeners.putAll(advise(2));
        transitions(MANY);
        assertCounted(listeners);
    }

    @Test
    void somebodyLeavesInTheMiddleOfARound() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(5);
        List<AdviseToken> tokens = new ArrayList<>(listeners.keySet());
        transitions(MANY);
        Counting left = listeners.get(tokens.get(3));
        listeners.get(tokens.get(2)).next = tokens.get(3)::close;
        transitions(1);
        assertEquals(3 * MANY, left.calls(), "it was called after its end");
        listeners.remove(tokens.get(3));
        assertCounted(listeners);
    }

    @Test
    void somebodyGoesByOtherTermsFromTheMiddleOfARoundOn() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(5);
        List<AdviseToken> tokens = new ArrayList<>(listeners.keySet());
        transitions(MANY);
        Counting changed = listeners.get(tokens.get(3));
        listeners.get(tokens.get(2)).next = () -> tokens.get(3)
                .update(AdviseInfo.builder(changed)
                        .notifyTypes(NotifyType.STATECHANGE_DONE)
                        .build());
        transitions(2);
        assertEquals(3 * MANY + 2, changed.calls(), "it was called for what it did not want any more");
        assertCounted(listeners);
    }

    @Test
    void somebodyHangsInTheMiddleOfARound() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(5);
        List<AdviseToken> tokens = new ArrayList<>(listeners.keySet());
        transitions(MANY);
        listeners.get(tokens.get(2)).next = () -> Waits.workFor(200);
        transitions(MANY);
        assertCounted(listeners);
    }

    /** The same types or the same token for all are what a quick round needs; here it must see that they are not the same. */
    @Test
    void eachIsToldInItsOwnWordsHoweverManyRounds() throws Exception {
        Map<AdviseToken, Counting> listeners = new LinkedHashMap<>();
        for (int token = 1; token <= 3; token++) {
            Counting counting = new Counting();
            AdviseInfo info = AdviseInfo.builder(counting).clientToken(token).build();
            listeners.put(object.advise(info), counting);
        }
        transitions(MANY);
        assertCounted(listeners);
        int token = 1;
        for (Counting counting : listeners.values()) {
            int own = token++;
            assertEquals(3 * MANY, counting.calls());
            assertTrue(
                    counting.recorder.heard().stream().allMatch(heard -> heard.clientToken() == own), "token " + own);
        }
    }

    @Test
    void eachIsToldOfItsOwnTypesHoweverManyRounds() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(2);
        Counting once = new Counting();
        AdviseInfo info =
                AdviseInfo.builder(once).notifyTypes(NotifyType.STATECHANGE).build();
        listeners.put(object.advise(info), once);
        transitions(MANY);
        assertCounted(listeners);
        assertEquals(MANY, once.calls());
    }

    @Test
    void nobodyIsToldOfWhatNobodyAskedForHoweverManyRounds() throws Exception {
        Map<AdviseToken, Counting> listeners = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            Counting counting = new Counting();
            AdviseInfo info = AdviseInfo.builder(counting)
                    .notifyTypes(NotifyType.STATECHANGE_START)
                    .build();
            listeners.put(object.advise(info), counting);
        }
        transitions(MANY);
        assertCounted(listeners);
        listeners.values().forEach(counting -> assertEquals(MANY, counting.calls()));
    }

    @Test
    void whoIsStillInsideOfACallbackIsNotCalledByAQuickRound() throws Exception {
        host.configure(100, 50);
        try (Hanging hanging =
                Hanging.when(notification -> notification.change().sequence() == MANY + 1)) {
            AdviseToken token = object.advise(AdviseInfo.of(hanging));
            Map<AdviseToken, Counting> others = advise(3);
            transitions(MANY + 5);
            assertEquals(3 * MANY + 1, hanging.recorder.words().size(), "it is in there still");
            hanging.letGo();
            Waits.until(() -> delivered(token) == 3 * (MANY + 5), "all that it has missed");
            assertEquals(List.of(), hanging.recorder.complaints());
            assertCounted(others);
        }
    }

    @Test
    void somebodyThrows() throws Exception {
        Map<AdviseToken, Counting> listeners = advise(3);
        List<AdviseToken> tokens = new ArrayList<>(listeners.keySet());
        transitions(MANY);
        listeners.get(tokens.get(1)).next = () -> {
            throw new IllegalStateException("intended");
        };
        transitions(MANY);
        assertCounted(listeners);
        AdviseDTO thrown = host.inspect(tokens.get(1), object);
        assertEquals(1, thrown.failed);
        assertTrue(thrown.lastFailure.contains("intended"), thrown.lastFailure);
    }

    @Test
    void aThreadThatIsLeftInterruptedIsNotTheNextOnesConcernInAQuickRoundEither() throws Exception {
        List<Counting> listeners = new ArrayList<>(advise(3).values());
        transitions(MANY);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        listeners.get(0).next = () -> Thread.currentThread().interrupt();
        listeners.get(1).next = () -> interrupted.set(Thread.currentThread().isInterrupted());
        transitions(1);
        assertEquals(false, interrupted.get());
    }

    static LongStream seeds() {
        return LongStream.generate(System::nanoTime).limit(3);
    }

    /** A few hundred such events, in random order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappens(long seed) throws Exception {
        Random random = new Random(seed);
        Map<AdviseToken, Counting> listeners = advise(8);
        for (int i = 0; i < 300; i++) {
            List<AdviseToken> tokens = new ArrayList<>(listeners.keySet());
            AdviseToken some = tokens.get(random.nextInt(tokens.size()));
            AdviseToken other = tokens.get(random.nextInt(tokens.size()));
            Counting its = listeners.get(some);
            int millis = random.nextInt(80); // more than it takes to stall, or less
            switch (random.nextInt(20)) {
                case 0 -> listeners.putAll(advise(1));
                case 1 -> {
                    if (tokens.size() > 2 && some != other) {
                        listeners.get(other).next = some::close;
                        transitions(1);
                        listeners.remove(some);
                    }
                }
                case 2 ->
                    listeners.get(other).next = () -> some.update(AdviseInfo.builder(its)
                            .notifyTypes(
                                    random.nextBoolean()
                                            ? NotifyType.values()
                                            : new NotifyType[] {NotifyType.STATECHANGE})
                            .ranking(random.nextInt(3))
                            .build());
                case 3 ->
                    its.next = () -> {
                        throw new IllegalStateException("intended");
                    };
                case 4 -> its.next = () -> Waits.workFor(millis);
                default -> transitions(random.nextInt(12));
            }
            transitions(1);
        }
        assertCounted(listeners);
    }
}
