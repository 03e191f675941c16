// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The directory names those that may be concerned, few others, and nobody who is gone. */
@Timeout(60)
class DirectoryTest {
    private static final String TARGET = "(offline.type=*)";
    private static final Selection EVERYTHING = new Selection(Set.of("*"), TARGET, null);

    private final FakeFramework framework = new FakeFramework();
    private final Directory directory = new Directory();
    private final Helpers helpers = new Helpers();
    private final Reports reports = new Reports(new FakeLog().logger, new ChangeCount(helpers));
    private final Relay relay = new Relay(helpers, reports);
    private final Shared shared = new Shared(
            framework.context, directory, relay, new Retries(helpers, relay, reports, System::nanoTime), reports);

    private final ManagerService mail = manager(FakeManager.global(framework, "mail"));
    private final ManagerService account = manager(FakeManager.child(framework, "mail", 1));

    @AfterEach
    void close() {
        helpers.close();
    }

    private ManagerService manager(FakeManager manager) {
        return ManagerService.of(
                framework.enter(FakeFramework.MAIL, OfflineManager.class, () -> manager, manager.properties())
                        .reference,
                shared);
    }

    private Subscription subscription(Map<String, ?> properties) {
        return new Subscription(
                framework.enter(FakeFramework.MAIL, OfflineNotify.class, () -> notification -> {}, properties)
                        .reference,
                shared);
    }

    @Test
    void aChildConcernsThoseWithATargetOnly() {
        Subscription all = subscription(Map.of());
        Subscription profile = subscription(Map.of("offline.notify.profile", "mail"));
        Subscription target = subscription(Map.of("offline.notify.target", TARGET));
        Subscription both = subscription(Map.of("offline.notify.profile", "mail", "offline.notify.target", TARGET));
        Subscription other = subscription(Map.of("offline.notify.profile", "news", "offline.notify.target", TARGET));
        List.of(all, profile, target, both, other).forEach(Subscription::arrived);

        assertEquals(Set.of(target, both), Set.copyOf(directory.subscriptions(account)));
        assertEquals(Set.of(all, profile, target, both), Set.copyOf(directory.subscriptions(mail)));
    }

    @Test
    void aSelectionFindsTheManagersOfItsProfiles() {
        mail.arrived();
        account.arrived();

        assertEquals(List.of(mail), directory.managers(new Selection(Set.of("*"), null, null)));
        assertEquals(List.of(mail), directory.managers(new Selection(Set.of("mail", "news"), null, null)));
        assertEquals(Set.of(mail, account), Set.copyOf(directory.managers(EVERYTHING)));
        assertEquals(
                Set.of(mail, account), Set.copyOf(directory.managers(new Selection(Set.of("mail"), TARGET, null))));
        assertEquals(List.of(), directory.managers(new Selection(Set.of("news"), TARGET, null)));
    }

    @Test
    void aManagerThatIsGoneIsNotFound() {
        mail.arrived();
        account.arrived();
        mail.gone();
        account.gone();

        assertEquals(List.of(), directory.managers(EVERYTHING));
        assertEquals(List.of(), directory.managers(new Selection(Set.of("mail"), null, null)));
    }

    @Test
    void aManagerThatGoesBeforeItHasArrivedIsNotFound() {
        mail.gone();
        mail.arrived();

        assertEquals(List.of(), directory.managers(EVERYTHING));
    }

    @Test
    void aSubscriptionIsFoundByWhatItSelectsNow() {
        Subscription subscription = subscription(Map.of());
        Selection mailOrNews = new Selection(Set.of("mail", "news"), null, null);
        Selection target = new Selection(Set.of("mail"), TARGET, null);

        directory.move(subscription, null, mailOrNews);
        assertEquals(List.of(subscription), directory.subscriptions(mail));
        directory.move(subscription, mailOrNews, target);
        assertEquals(List.of(subscription), directory.subscriptions(account));
        assertEquals(List.of(subscription), directory.subscriptions(mail), "once");
        directory.move(subscription, target, mailOrNews);
        assertEquals(List.of(), directory.subscriptions(account));
        assertEquals(List.of(subscription), directory.subscriptions(mail));
        directory.move(subscription, mailOrNews, null);
        assertEquals(List.of(), directory.subscriptions(mail));
    }

    @Test
    void aSubscriptionThatIsGoneOrWrongIsNotFound() {
        Subscription gone = subscription(Map.of());
        gone.arrived();
        assertEquals(List.of(gone), directory.subscriptions(mail));
        gone.gone();
        assertEquals(List.of(), directory.subscriptions(mail));
        gone.modified();
        assertEquals(List.of(), directory.subscriptions(mail));

        Subscription wrong = subscription(Map.of("offline.notify.types", "wrong"));
        wrong.arrived();
        assertEquals(List.of(), directory.subscriptions(mail));
    }
}
