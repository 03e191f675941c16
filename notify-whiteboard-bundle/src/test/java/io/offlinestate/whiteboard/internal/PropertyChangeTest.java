// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.internal.SerialTest.Meeting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceEvent;

/** A change of properties takes effect before it returns, and touches nothing that it need not touch. */
class PropertyChangeTest extends WhiteboardFixture {
    private final Listener listener = new Listener();

    @Test
    void aChangeOfSomethingElseKeepsTheAdvise() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(TOKEN, 1));
        long token = manager.tokenOf(listener);

        registration.setProperties(Map.of(TOKEN, 1, "color", "blue"));

        assertEquals(token, manager.tokenOf(listener));
        assertEquals(0, manager.updated.get());
        assertEquals(1, registration.gets.get());
    }

    @Test
    void theSameSelectionWrittenOtherwiseKeepsTheAdvise() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration =
                register(listener, Map.of(PROFILE, new String[] {"news", "mail"}, TOKEN, 5));

        registration.setProperties(Map.of(PROFILE, List.of("mail", "news", "mail"), TOKEN, "5"));

        assertEquals(1, manager.advised.get());
        assertEquals(0, manager.updated.get());
    }

    @Test
    void tokenTypesAndRankingAreUpdatedInPlace() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        long token = mail.tokenOf(listener);

        registration.setProperties(Map.of(TOKEN, 3));
        assertEquals(3, mail.advises().get(0).clientToken());
        registration.setProperties(Map.of(TYPES, "STATECHANGE_START"));
        assertEquals(Set.of(NotifyType.STATECHANGE_START), mail.advises().get(0).notifyTypes());
        registration.setProperties(Map.of("service.ranking", 9));
        assertEquals(9, mail.advises().get(0).ranking());

        assertEquals(mail.advises(), news.advises());
        assertEquals(token, mail.tokenOf(listener));
        assertEquals(3, mail.updated.get());
        assertEquals(0, mail.ended.get());
    }

    @Test
    void anotherSelectionEndsAndBeginsOnlyWhatDiffers() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        FakeManager chat = manager("chat");
        FakeRegistration<OfflineNotify> registration =
                register(listener, Map.of(PROFILE, new String[] {"mail", "news"}));
        long token = news.tokenOf(listener);

        registration.setProperties(Map.of(PROFILE, new String[] {"news", "chat"}, TOKEN, 8));

        assertEquals(List.of(), mail.advises());
        assertEquals(token, news.tokenOf(listener));
        assertEquals(8, news.advises().get(0).clientToken());
        assertEquals(8, chat.advises().get(0).clientToken());
        assertEquals(0, chat.updated.get());
        assertEquals(1, registration.gets.get(), "held all the time");
        assertEquals(0, registration.ungets.get());
    }

    @Test
    void theListenerIsFoundByItsNewSelectionAndNoMoreByItsOldOne() {
        whiteboard.open();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(PROFILE, "mail"));

        registration.setProperties(Map.of(PROFILE, "news", TARGET, "(offline.type=*)"));

        assertEquals(0, manager("mail").advised.get());
        assertEquals(1, manager("news").advised.get());
        registration.setProperties(Map.of(PROFILE, "chat"));
        FakeManager account = FakeManager.child(framework, "news", 1);
        account.register();
        assertEquals(0, account.advised.get());
        assertEquals(1, manager("chat").advised.get());
    }

    @Test
    void fromOneSelectionToADisjointOneTheListenerIsHeld() {
        whiteboard.open();
        manager("mail");
        FakeManager news = manager("news");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(PROFILE, "mail"));

        registration.setProperties(Map.of(PROFILE, "news"));

        assertEquals(1, news.advises().size());
        assertEquals(1, registration.gets.get());
        assertEquals(0, registration.ungets.get());
    }

    @Test
    void aTokenThatCannotBeUpdatedIsReplaced() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        long before = manager.tokenOf(listener);
        boolean[] refused = new boolean[1];
        framework.foreignCode = () -> {
            // of the calls that follow, the one after the property change itself is the update
            if (!refused[0]
                    && manager.advises().get(0).clientToken() == 0
                    && registration.properties.get(TOKEN) != null) {
                refused[0] = true;
                throw new OfflineException(ErrorCode.NOT_FOUND, "ended by somebody else");
            }
        };

        registration.setProperties(Map.of(TOKEN, 1));

        assertTrue(refused[0]);
        assertNotEquals(before, manager.tokenOf(listener));
        assertEquals(1, manager.advises().get(0).clientToken());
        assertSame(listener, manager.advises().get(0).callback());
    }

    @Test
    void aChangeDoesNotWaitForAThreadThatWaitsForACallback() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(PROFILE, "mail"));
        Meeting callback = new Meeting();
        mail.whenEnded = info -> callback.hold();
        FutureTask<Void> first = start(() -> registration.setProperties(Map.of(PROFILE, "news")));
        await(callback.begun);

        // perhaps from inside that callback; with patience, it would wait for twice as long
        join(start(() -> registration.setProperties(Map.of(PROFILE, "news", TOKEN, 2))), Duration.ofSeconds(5));

        callback.end.countDown();
        join(first);
        assertEquals(2, news.advises().get(0).clientToken());
    }

    @Test
    void theChangeThatIsReadIsTheLastOneWhateverTheOrderOfTheEvents() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        List<Integer> tokens = new ArrayList<>();

        registration.setProperties(Map.of(TOKEN, 2));
        framework.fire(ServiceEvent.MODIFIED, registration); // of an earlier change, late
        tokens.add(manager.advises().get(0).clientToken());

        assertEquals(List.of(2), tokens);
        assertEquals(1, manager.updated.get());
    }
}
