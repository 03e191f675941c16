// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseToken;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.runtime.dto.AdviseDTO;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long callbacks take, as an operator sees it. */
@Timeout(60)
class LatencyTest {
    private final Host host = new Host();
    private OfflineManager object;

    @BeforeEach
    void open() {
        object = host.open();
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

    @Test
    void nothingIsKnownBeforeTheFirstCallback() {
        AdviseDTO advise = host.inspect(host.advise(notification -> {}), object);
        assertEquals(0, advise.p50Micros + advise.p99Micros + advise.maxMicros);
    }

    @Test
    void theFirstCallbacksAreTimed() throws Exception {
        host.configure(5_000, 2_000);
        AdviseToken quick = host.advise(notification -> {});
        AdviseToken slow = host.advise(notification -> Waits.workFor(60));
        transitions(1);
        Waits.until(() -> host.inspect(slow, object).delivered == 3, "the last to be counted");
        AdviseDTO advise = host.inspect(slow, object);
        assertTrue(advise.p50Micros >= 30_000, advise::toString); // the watchdog rounds down by up to a tick
        assertTrue(advise.p50Micros <= advise.p99Micros && advise.p99Micros <= advise.maxMicros, advise::toString);
        AdviseDTO other = host.inspect(quick, object);
        assertTrue(other.p50Micros > 0 && other.p50Micros < 30_000, other::toString);
    }

    @Test
    void oneThatStallsIsTimedWheneverItDoes() throws Exception {
        host.configure(5_000, 20);
        AdviseToken token = host.advise(notification -> {
            if (notification.type() == NotifyType.STATECHANGE
                    && notification.change().sequence() == 15) {
                Waits.workFor(60);
            }
        });
        transitions(16);
        Waits.until(() -> host.inspect(token, object).delivered == 48, "the last to be counted");
        AdviseDTO advise = host.inspect(token, object);
        assertTrue(advise.maxMicros >= 60_000, advise::toString);
        assertTrue(advise.p50Micros < 60_000, advise::toString);
    }

    @Test
    void oneThatIsSlowWithoutStallingIsNoticed() throws Exception {
        host.configure(5_000, 1_000); // the watchdog looks every tenth of it
        AdviseToken token = host.advise(notification -> {
            if (notification.type() == NotifyType.STATECHANGE
                    && notification.change().sequence() == 15) {
                Waits.workFor(400);
            }
        });
        transitions(16);
        Waits.until(
                () -> host.inspect(token, object).maxMicros >= TimeUnit.MILLISECONDS.toMicros(150),
                "the slow one to be noticed");
        assertEquals(false, host.inspect(token, object).stalled);
    }
}
