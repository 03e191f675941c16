// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event costs does not grow with what it does not concern: counted in looks at the properties of others. */
class BulkTest extends WhiteboardFixture {
    private static final int MANY = 2_000;

    private static int looks(List<? extends FakeRegistration<?>> registrations) {
        return registrations.stream().mapToInt(each -> each.looks.get()).sum();
    }

    @Test
    void aChildIsOfNoConcernToListenersWithoutATarget() {
        whiteboard.open();
        List<FakeRegistration<OfflineNotify>> listeners = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            listeners.add(register(new Listener(), i % 2 == 0 ? Map.of() : Map.of(PROFILE, "mail")));
        }
        int before = looks(listeners);

        FakeManager child = FakeManager.child(framework, "mail", 1);
        FakeRegistration<OfflineManager> object = child.register();
        object.setProperties(child.properties());
        object.unregister();

        // the fake framework itself looks at nothing of theirs
        assertEquals(before, looks(listeners));
        assertEquals(0, object.gets.get());
    }

    @Test
    void anObjectIsOfNoConcernToListenersOfOtherProfiles() {
        whiteboard.open();
        List<FakeRegistration<OfflineNotify>> listeners = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            listeners.add(register(new Listener(), Map.of(PROFILE, "p" + i, TARGET, "(offline.type=*)")));
        }
        FakeManager manager = FakeManager.global(framework, "p7");
        FakeRegistration<OfflineManager> object = manager.register();

        assertEquals(1, manager.advised.get());
        assertTrue(object.looks.get() < 30, () -> "looked at " + object.looks + " times");
    }

    @Test
    void aListenerLooksAtTheObjectsOfItsProfilesOnly() {
        whiteboard.open();
        List<FakeRegistration<OfflineManager>> objects = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            objects.add(
                    FakeManager.child(framework, i == 0 ? "mail" : "news", i).register());
        }
        int before = looks(objects);

        register(new Listener(), Map.of(PROFILE, "mail", TARGET, "(offline.type=*)"));
        register(new Listener(), Map.of());

        assertTrue(looks(objects) - before < 30, () -> "looked at " + (looks(objects) - before));
    }

    @Test
    void aListenerThatSelectsNothingDoesNotLookAgain() {
        whiteboard.open();
        FakeRegistration<OfflineManager> object =
                FakeManager.global(framework, "mail").register();
        FakeRegistration<OfflineNotify> listener = register(new Listener(), Map.of(TARGET, "(offline.type=none)"));
        int before = object.looks.get();

        listener.setProperties(Map.of(TARGET, "(offline.type=none)", TOKEN, 1));

        assertEquals(before, object.looks.get());
    }

    @Test
    void aListenerOfEverythingLooksOnlyAtWhatIsNew() {
        whiteboard.open();
        List<FakeRegistration<OfflineManager>> objects = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            objects.add(FakeManager.child(framework, "mail", i).register());
        }
        FakeRegistration<OfflineNotify> listener = register(new Listener(), Map.of(TARGET, "(offline.type=*)"));
        int before = looks(objects);

        listener.setProperties(Map.of(TARGET, "(offline.type=*)", TOKEN, 1));
        listener.setProperties(Map.of(TARGET, "(offline.type=*)", TOKEN, 1, "color", "blue"));
        FakeManager.child(framework, "mail", MANY).register();

        assertEquals(before, looks(objects));
        assertEquals(1, listener.gets.get());
    }
}
