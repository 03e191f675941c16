// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static io.offlinestate.whiteboard.internal.WhiteboardFixture.await;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.join;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.whiteboard.internal.SerialTest.Meeting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A manager's service object is held while somebody holds it, and got and let go equally often. */
@Timeout(60)
class ManagerServiceTest {
    private final FakeFramework framework = new FakeFramework();
    private final Helpers helpers = new Helpers();
    private final FakeLog log = new FakeLog();
    private final Reports reports = new Reports(log.logger, new ChangeCount(helpers));
    private final Relay relay = new Relay(helpers, reports);
    private final Shared shared = new Shared(
            framework.context, new Directory(), relay, new Retries(helpers, relay, reports, System::nanoTime), reports);
    private final FakeManager manager = FakeManager.global(framework, "mail");
    private volatile Runnable whenGot = () -> {};
    private final FakeRegistration<OfflineManager> registration = framework.enter(
            FakeFramework.MAIL,
            OfflineManager.class,
            () -> {
                whenGot.run();
                return manager;
            },
            manager.properties());
    private final ManagerService service = ManagerService.of(registration.reference, shared);

    @AfterEach
    void isBalanced() {
        helpers.close();
        assertEquals(registration.gets.get(), registration.ungets.get());
        assertEquals(List.of(), List.copyOf(framework.violations));
    }

    @Test
    void itIsGotOnceForAllWhoHoldIt() {
        assertSame(manager, service.hold());
        assertSame(manager, service.hold());
        assertEquals(1, registration.gets.get());
        service.release();
        assertTrue(registration.held());
        service.release();
        assertFalse(registration.held());
        assertSame(manager, service.hold());
        service.release();
    }

    @Test
    void nobodyWaitsForAThreadThatIsGettingIt() {
        Meeting getting = new Meeting();
        AtomicBoolean first = new AtomicBoolean(true);
        whenGot = () -> {
            if (first.getAndSet(false)) {
                getting.hold();
            }
        };
        FutureTask<Void> slow = start(() -> {
            assertSame(manager, service.hold());
            service.release();
        });
        await(getting.begun);

        assertSame(manager, service.hold());

        getting.end.countDown();
        join(slow);
        assertTrue(registration.held());
        service.release();
    }

    @Test
    void oneThatCannotBeGotIsNotFound() {
        registration.unregister();
        OfflineException e = assertThrows(OfflineException.class, service::hold);
        assertEquals(ErrorCode.NOT_FOUND, e.code());
        assertTrue(e.getMessage().contains("mail"), e::getMessage);
    }

    @Test
    void of_propertiesThatNameNoObject_warnsAndIgnoresIt() {
        Map<String, Object> wrong = new HashMap<>(manager.properties());
        wrong.put(OfflineConstants.OFFLINE_TYPE, "account");
        FakeRegistration<OfflineManager> other =
                framework.enter(FakeFramework.MAIL, OfflineManager.class, () -> manager, wrong);

        assertNull(ManagerService.of(other.reference, shared));

        reports.flush();
        String logged = String.join("\n", log.entries);
        assertTrue(logged.contains("is ignored"), logged);
        assertTrue(logged.contains("service property offline.type is \"account\"; expected a UUID"), logged);
    }

    @Test
    void itIsBalancedHoweverManyThreadsHoldIt() {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(start(() -> {
                for (int j = 0; j < 20_000; j++) {
                    assertSame(manager, service.hold());
                    assertTrue(registration.held());
                    service.release();
                }
            }));
        }
        threads.forEach(WhiteboardFixture::join);
        assertFalse(registration.held());
    }
}
