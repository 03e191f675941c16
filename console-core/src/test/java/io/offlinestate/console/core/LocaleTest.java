// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed does not follow the locale of the host: scripts read it, and so do people elsewhere. */
class LocaleTest {
    private final Locale locale = Locale.getDefault();
    private final FakeHost host = new FakeHost();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    private List<String> everything() {
        FakeHost fresh = new FakeHost();
        fresh.add("default", null);
        fresh.addChain(25);
        return List.of(
                fresh.run("list"),
                fresh.run("info"),
                fresh.run("why", "chain"),
                fresh.run("history", "default"),
                fresh.run("watch", "--for", "0"),
                phase(),
                refused(fresh, "list", "--jsno"),
                refused(fresh, "info", "nowhere"),
                refused(fresh, "set", "default", "offline", "--wait", "100000"),
                refused(fresh, "history", "default", "-n", "0"));
    }

    private static String phase() {
        OfflineObjectId object = OfflineObjectId.global("default");
        StateChange change = new StateChange(
                StateMask.OFFLINE,
                ConnectionState.ONLINE,
                ConnectionState.OFFLINE,
                12,
                Cause.REQUEST,
                FakeHost.STARTED);
        OfflineNotification notification = new OfflineNotification(NotifyType.STATECHANGE, 7, object, change);
        Times times = new Times(Clock.fixed(FakeHost.STARTED, ZoneOffset.UTC));
        return new WatchLines.OfText(times).phase(new WatchEvent.Phase(notification, FakeHost.STARTED));
    }

    private static String refused(FakeHost host, String command, String... words) {
        return assertThrows(CommandException.class, () -> host.run(command, words))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar-EG-u-nu-arab",
                "fa-IR-u-nu-arabext",
                "hi-IN-u-nu-deva",
                "tr-TR",
                "th-TH-u-ca-buddhist-nu-thai"
            })
    void everything_anyLocale_readsTheSame(String tag) {
        Locale.setDefault(Locale.ROOT);
        List<String> expected = everything();
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(expected, everything());
    }

    @Test
    void state_turkishLocale_isUnderstood() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        host.add("default", null);
        host.run("set", "default", "OFFLINE");
        assertEquals(List.of("default OFFLINE"), host.requests);
    }
}
