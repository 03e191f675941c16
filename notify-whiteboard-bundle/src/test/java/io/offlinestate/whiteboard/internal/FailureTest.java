// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Capability;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is wrong is shown with its reason and in words, and putting it right cures it. */
class FailureTest extends WhiteboardFixture {
    private final Listener listener = new Listener();

    @Test
    void wrongPropertiesFailAndCorrectOnesCure() {
        whiteboard.open();
        FakeManager manager = manager("mail");

        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(PROFILE, "a/b", TOKEN, 3));

        FailedNotifyServiceDTO failed = failed();
        assertEquals(FailureReason.INVALID_PROFILE, failed.failureReason);
        assertTrue(failed.message.contains(PROFILE), failed.message);
        assertTrue(failed.message.contains("\"a/b\""), failed.message);
        assertTrue(failed.message.contains("expected"), failed.message);
        assertEquals(registration.id, failed.serviceId);
        assertEquals(3, failed.clientToken, "what is right is shown");
        assertEquals(0, snapshot().notifyServices.length);
        assertEquals(0, registration.gets.get());

        registration.setProperties(Map.of(PROFILE, "mail", TOKEN, 3));

        assertEquals(0, snapshot().failedNotifyServices.length);
        assertEquals(1, manager.advises().size());
    }

    @Test
    void aListenerWhosePropertiesBecomeWrongIsNoLongerAdvised() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(PROFILE, "mail"));

        registration.setProperties(Map.of(PROFILE, "mail", TARGET, "(oops"));

        assertEquals(FailureReason.INVALID_TARGET, failed().failureReason);
        assertEquals(List.of(), manager.advises());
        assertFalse(registration.held());
        assertEquals(0, manager("news").advised.get());

        registration.setProperties(Map.of(PROFILE, "mail"));

        assertEquals(1, manager.advises().size());
    }

    @Test
    void aFailureIsLoggedOnceUntilItIsAnother() {
        whiteboard.open();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(TYPES, "LATER"));

        registration.setProperties(Map.of(TYPES, "LATER", "color", "blue"));
        assertEquals(1, log.entries.size());
        registration.setProperties(Map.of(TYPES, "SOONER"));

        assertEquals(2, log.entries.size());
        assertTrue(log.entries.get(0).contains("WARN"), log.entries.get(0));
        assertTrue(log.entries.get(0).contains("\"LATER\""), log.entries.get(0));
        assertTrue(log.entries.get(0).contains("com.acme.mail"), log.entries.get(0));
    }

    @Test
    void whateverAServiceFactoryThrowsIsAFailureOfThatServiceOnly() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        Supplier<OfflineNotify> broken = () -> {
            throw new NoClassDefFoundError("com/acme/Missing");
        };

        framework.registerFactory(OfflineNotify.class, broken, Map.of());
        register(listener, Map.of());

        assertEquals(FailureReason.SERVICE_NOT_GETTABLE, failed().failureReason);
        assertTrue(failed().message.contains("com/acme/Missing"), failed().message);
        assertEquals(1, manager.advisesOf(listener));
    }

    @Test
    void aListenerThatEveryObjectRefusesHasFailedUntilOneTakesIt() {
        whiteboard.open();
        FakeManager incapable = FakeManager.global(framework, "mail");
        incapable.capabilities = Set.of();
        FakeRegistration<OfflineManager> object = incapable.register();

        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        assertEquals(FailureReason.ADVISE_REFUSED, failed().failureReason);
        assertTrue(failed().message.contains("mail"), failed().message);
        assertTrue(failed().message.contains("has no capability"), failed().message);
        assertFalse(registration.held());
        assertFalse(object.held());

        incapable.capabilities = Set.of(Capability.ONLINE);
        object.setProperties(incapable.properties());

        assertEquals(0, snapshot().failedNotifyServices.length);
        assertEquals(1, incapable.advises().size());
    }

    @Test
    void aRefusalByManyIsLoggedOnceAndNamesTheSelectionAndOneOfThem() {
        whiteboard.open();
        for (int i = 0; i < 3; i++) {
            FakeManager incapable = FakeManager.child(framework, "mail", 3 - i);
            incapable.capabilities = Set.of();
            incapable.register();
            if (i == 0) {
                register(listener, Map.of(PROFILE, "mail", TARGET, "(offline.type=*)"));
            }
        }
        String message = failed().message;
        assertTrue(message.contains("[mail]"), message);
        assertTrue(message.contains("(offline.type=*)"), message);
        assertTrue(message.contains("each of the 3 "), message);
        assertTrue(
                message.contains("such as mail/" + FakeManager.ACCOUNT + "/00000000-0000-0000-0000-000000000001"),
                message);
        assertEquals(1, log.entries.size());
    }

    @Test
    void whateverIsWrongWithAnExceptionTooItIsAFailureOfThatServiceOnly() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        Supplier<OfflineNotify> broken = () -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String toString() {
                    throw new AssertionError("bug");
                }
            };
        };

        framework.registerFactory(OfflineNotify.class, broken, Map.of());
        register(listener, Map.of());

        assertTrue(failed().message.contains(FailureTest.class.getName()), failed().message);
        assertEquals(1, manager.advisesOf(listener));
    }

    @Test
    void anAdviseThatDoesNotEndCleanlyIsLoggedAndForgotten() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        manager.whenEnded = info -> {
            throw new IllegalStateException("bug");
        };
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        whiteboard.close();

        assertTrue(log.entries.get(0).contains("ERROR"), log.entries.get(0));
        assertTrue(log.entries.get(0).contains("bug"), log.entries.get(0));
        assertFalse(registration.held());
    }

    @Test
    void whatIsWrongWhenTheWhiteboardOpensIsLogged() {
        register(listener, Map.of(TOKEN, "x"));
        whiteboard.open();
        assertEquals(1, log.entries.size());
    }

    @Test
    void aListenerThatOneObjectRefusesIsAdvisedOnTheOthers() {
        whiteboard.open();
        FakeManager incapable = FakeManager.global(framework, "mail");
        incapable.capabilities = Set.of();
        FakeRegistration<OfflineManager> object = incapable.register();
        FakeManager capable = manager("news");

        register(listener, Map.of());

        assertEquals(1, capable.advises().size());
        assertEquals(0, snapshot().failedNotifyServices.length);
        assertArrayEquals(new String[] {"news"}, snapshot().notifyServices[0].objects);
        assertEquals(List.of(), log.entries);
        incapable.capabilities = Set.of(Capability.ONLINE);
        object.setProperties(incapable.properties());
        assertArrayEquals(new String[] {"mail", "news"}, snapshot().notifyServices[0].objects);
    }

    @Test
    void aRefusalIsForgottenWithTheObjectAndTriedAgainWhenThePropertiesChange() {
        whiteboard.open();
        FakeManager incapable = FakeManager.global(framework, "mail");
        incapable.capabilities = Set.of();
        FakeRegistration<OfflineManager> object = incapable.register();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        incapable.capabilities = Set.of(Capability.ONLINE); // and nobody is told
        registration.setProperties(Map.of("try", "again"));
        assertEquals(1, incapable.advises().size());

        incapable.capabilities = Set.of();
        registration.setProperties(Map.of(PROFILE, "none"));
        assertEquals(0, snapshot().failedNotifyServices.length, "it selects nothing now");
        registration.setProperties(Map.of());
        assertEquals(FailureReason.ADVISE_REFUSED, failed().failureReason);
        object.unregister();
        assertEquals(0, snapshot().failedNotifyServices.length, "it selects nothing now, which is no failure");
    }

    @Test
    void anObjectThatThrowsSomethingElseRefuses() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        manager.whenAdvised = info -> {
            throw new IllegalStateException("bug");
        };

        register(listener, Map.of());

        assertEquals(FailureReason.ADVISE_REFUSED, failed().failureReason);
        assertTrue(failed().message.contains("bug"), failed().message);
        manager.forget();
    }
}
