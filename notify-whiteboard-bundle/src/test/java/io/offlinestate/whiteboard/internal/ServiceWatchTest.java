// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static io.offlinestate.whiteboard.internal.WhiteboardFixture.await;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.join;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.internal.SerialTest.Meeting;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceEvent;

@Timeout(60)
class ServiceWatchTest {
    private final FakeFramework framework = new FakeFramework();
    private final FakeLog log = new FakeLog();
    private final Helpers helpers = new Helpers();
    private final Reports reports = new Reports(log.logger, new ChangeCount(helpers));
    private final Relay relay = new Relay(helpers, reports);
    private final Shared shared = new Shared(
            framework.context, new Directory(), relay, new Retries(helpers, relay, reports, System::nanoTime), reports);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Runnable whenArriving = () -> {};
    private volatile Runnable whenMade = () -> {};
    private final ServiceWatch<OfflineNotify> watch = new ServiceWatch<>(OfflineNotify.class, shared, reference -> {
        whenMade.run();
        return new Entry((Long) Words.serviceId(reference));
    });

    private final class Entry implements ServiceEntry {
        private final long id;

        Entry(long id) {
            this.id = id;
        }

        @Override
        public void arrived() {
            calls.add("arrived " + id);
            whenArriving.run();
        }

        @Override
        public void modified() {
            calls.add("modified " + id);
        }

        @Override
        public void gone() {
            calls.add("gone " + id);
        }
    }

    private FakeRegistration<OfflineNotify> enter() {
        return framework.enter(FakeFramework.MAIL, OfflineNotify.class, () -> null, Map.of());
    }

    private List<String> arrivals() {
        return calls.stream().filter(call -> call.startsWith("arrived")).toList();
    }

    @Test
    void oneEntryFollowsAService() {
        watch.open();
        FakeRegistration<OfflineNotify> registration =
                framework.registerFactory(OfflineNotify.class, () -> null, Map.of());
        registration.setProperties(Map.of("a", "b"));
        assertEquals(1, watch.entries(Entry.class).size());
        registration.unregister();
        assertEquals(List.of("arrived 1", "modified 1", "gone 1"), calls);
        assertEquals(List.of(), watch.entries(Entry.class));
    }

    @Test
    void servicesThatAreThereArriveTheOldestFirst() {
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            enter();
            expected.add("arrived " + i);
        }
        watch.open();
        assertEquals(expected, calls);
    }

    @Test
    void aServiceThatGoesBeforeItsRegistrationIsToldDoesNotArrive() {
        watch.open();
        FakeRegistration<OfflineNotify> registration = enter();

        framework.fire(ServiceEvent.UNREGISTERING, registration); // its bundle is stopped just now
        framework.fire(ServiceEvent.REGISTERED, registration); // while listeners are still being told that it goes

        assertEquals(List.of(), arrivals());
        assertEquals(List.of(), watch.entries(Entry.class));
    }

    @Test
    void aServiceThatHasGoneBeforeItsRegistrationIsToldDoesNotArrive() {
        watch.open();
        FakeRegistration<OfflineNotify> registration = enter();
        registration.unregister();
        enter().unregister(); // what is known of the first one may be forgotten now

        framework.fire(ServiceEvent.REGISTERED, registration);

        assertEquals(List.of(), arrivals());
        assertEquals(List.of(), watch.entries(Entry.class));
    }

    @Test
    void aServiceThatGoesAndNeverCameIsForgotten() {
        watch.open();
        FakeRegistration<OfflineNotify> registration = enter();
        registration.unregister(); // it came before the watch listened
        WeakReference<Object> known = new WeakReference<>(registration.reference);
        registration = enter();
        registration.unregister();
        registration = null;

        for (int i = 0; i < 100 && known.get() != null; i++) {
            System.gc();
        }

        assertNull(known.get());
    }

    @Test
    void aServiceThatGoesWhileItArrivesIsGone() {
        watch.open();
        Meeting arrival = new Meeting();
        whenArriving = arrival::hold;
        FutureTask<Void> registering =
                start(() -> framework.registerFactory(OfflineNotify.class, () -> null, Map.of()));
        await(arrival.begun);

        framework.registrations(OfflineNotify.class).get(0).unregister();

        assertEquals(List.of("arrived 1", "gone 1"), calls);
        arrival.end.countDown();
        join(registering);
        assertEquals(List.of(), watch.entries(Entry.class));
    }

    @Test
    void theThreadThatRegistersAServiceThatIsBeingOpenedSeesItThrough() {
        FakeRegistration<OfflineNotify> registration = enter();
        Meeting arrival = new Meeting();
        whenArriving = arrival::hold;
        FutureTask<Void> opening = start(watch::open);
        await(arrival.begun);

        framework.fire(ServiceEvent.REGISTERED, registration);

        assertEquals(List.of("arrived 1", "modified 1"), calls);
        arrival.end.countDown();
        join(opening);
    }

    @Test
    void modified_ofUnknownService_bringsItIn() {
        watch.open();
        FakeRegistration<OfflineNotify> registration = enter();
        framework.fire(ServiceEvent.MODIFIED, registration); // REGISTERED was hidden, or comes late
        assertEquals(List.of("arrived 1"), calls);
        framework.fire(ServiceEvent.REGISTERED, registration);
        framework.fire(ServiceEvent.UNREGISTERING, registration);
        assertEquals(List.of("arrived 1", "modified 1", "gone 1"), calls);
    }

    @Test
    void modified_whileTheServiceGoes_doesNotBringItBack() {
        watch.open();
        FakeRegistration<OfflineNotify> registration = enter();
        framework.fire(ServiceEvent.REGISTERED, registration);
        framework.fire(ServiceEvent.UNREGISTERING, registration);
        framework.fire(ServiceEvent.MODIFIED, registration); // late
        framework.fire(ServiceEvent.MODIFIED, registration);
        assertEquals(List.of("arrived 1", "gone 1"), calls.subList(0, 2));
        assertEquals(List.of(), watch.entries(Entry.class));
    }

    @Test
    void sweep_endsServiceWhoseEndWasHidden() {
        watch.open();
        FakeRegistration<OfflineNotify> hidden = enter();
        framework.fire(ServiceEvent.REGISTERED, hidden);
        FakeRegistration<OfflineNotify> other = enter();
        framework.fire(ServiceEvent.REGISTERED, other);
        hidden.vanish(); // without UNREGISTERING
        watch.sweep();
        assertEquals(List.of("arrived 1", "arrived 2", "gone 1"), calls);
        assertEquals(1, watch.entries(Entry.class).size());
    }

    @Test
    void closingEndsAllAndNoneArrivesAfterwards() {
        watch.open();
        framework.registerFactory(OfflineNotify.class, () -> null, Map.of());
        whenArriving = watch::close;
        framework.registerFactory(OfflineNotify.class, () -> null, Map.of()); // closes while it arrives
        framework.registerFactory(OfflineNotify.class, () -> null, Map.of());

        assertEquals(
                List.of("arrived 1", "arrived 2", "gone 1", "gone 2"),
                calls.stream().sorted().toList());
        assertEquals(List.of(), watch.entries(Entry.class));
        assertEquals(List.of(), framework.listenersOf(ServiceWatch.class));
    }

    @Test
    void aServiceThatComesWhileItClosesGoesAgain() {
        watch.open();
        whenMade = watch::close; // after the first look at whether it is closed, before the entry is there

        framework.registerFactory(OfflineNotify.class, () -> null, Map.of());

        assertEquals(List.of("gone 1"), calls);
        assertEquals(List.of(), watch.entries(Entry.class));
    }
}
