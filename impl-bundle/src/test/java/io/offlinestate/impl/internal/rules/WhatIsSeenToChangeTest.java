// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;

import io.offlinestate.AdviseToken;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.reachability.Reachability;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever looks again each time something is said to have changed never keeps an old picture. */
@Timeout(60)
class WhatIsSeenToChangeTest {
    private final Host host = new Host();
    private final AtomicLong changes = new AtomicLong();
    private final CountDownLatch release = new CountDownLatch(1);
    private OfflineManager object;

    @BeforeEach
    void open() {
        object = host.open();
    }

    @AfterEach
    void close() {
        release.countDown();
        host.close();
    }

    private void count() {
        host.whenChanged = changes::incrementAndGet;
    }

    private void awaitChangeAfter(long before, String what) {
        Waits.until(() -> changes.get() > before, "the change to be told: " + what);
    }

    private AdviseToken adviseOneThatHangsIn(NotifyType type) {
        AdviseToken token = host.advise(notification -> {
            if (notification.type() == type) {
                Waits.on(release, "the end of the test");
            }
        });
        Waits.until(() -> !host.inspect(token, object).stalled, "the greeting");
        return token;
    }

    @Test
    void aTransitionThatIsOver() {
        AtomicLong inDone = new AtomicLong();
        host.advise(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_DONE) {
                inDone.set(changes.get());
            }
        });
        count();
        object.setCurrentState(OFFLINE);
        host.awaitSettled(object);
        awaitChangeAfter(inDone.get(), "settled");
    }

    @ParameterizedTest
    @EnumSource(names = {"STATECHANGE", "STATECHANGE_DONE"})
    void aPhaseThatBegins(NotifyType type) throws Exception {
        host.configure(60_000, 60_000);
        CountDownLatch hangs = new CountDownLatch(1);
        AtomicLong before = new AtomicLong();
        host.advise(notification -> {
            if (notification.type() == type) {
                hangs.countDown();
                Waits.on(release, "the end of the test");
            } else {
                before.set(changes.get());
            }
        });
        count();
        object.setCurrentState(OFFLINE);
        Waits.on(hangs, "the phase");
        awaitChangeAfter(before.get(), type + " has begun");
    }

    @Test
    void aVoteThatJoinsOneThatWaits() {
        host.configure(60_000, 60_000);
        adviseOneThatHangsIn(NotifyType.STATECHANGE_START);
        object.setCurrentState(OFFLINE);
        host.report(object, Reachability.REACHABLE);
        count();
        host.report(object, Reachability.UNREACHABLE);
        awaitChangeAfter(0, "unreachable");
    }

    @Test
    void aListenerThatStallsWhileGoingOfflineWaitsForIt() {
        host.configure(60_000, 300);
        AtomicLong inStart = new AtomicLong();
        CountDownLatch hangs = new CountDownLatch(1);
        AdviseToken token = host.advise(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_START) {
                inStart.set(changes.get());
                hangs.countDown();
                Waits.on(release, "the end of the test");
            }
        });
        object.setCurrentState(OFFLINE);
        Waits.on(hangs, "START");
        count();
        Waits.until(() -> host.inspect(token, object).stalled, "the stall");
        awaitChangeAfter(0, "stalled");
    }

    @Test
    void aListenerThatComesBackWhenAllIsOver() throws Exception {
        host.configure(0, 20);
        AdviseToken token = adviseOneThatHangsIn(NotifyType.STATECHANGE_DONE);
        CompletionStage<?> stage = object.setCurrentState(OFFLINE);
        Waits.result(stage);
        host.awaitSettled(object);
        count();
        release.countDown();
        Waits.until(() -> host.inspect(token, object).delivered == 3, "the last to be counted");
        awaitChangeAfter(0, "no longer stalled");
    }
}
