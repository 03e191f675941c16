// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.GogoTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Recorder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** Text of other bundles where people read it: it cannot forge a line, and names can be typed as they are printed. */
public class ForeignTextIT extends GogoTest {
    private static final String NASTY = "a\nb\rc\u0085d\u2028e\u001b[31mf\u202eg\u2066h";
    private static final String CLEAN = "a\\nb\\rc\\u0085d\\u2028e\\u001b[31mf\\u202eg\\u2066h";

    private final List<String> logged = new CopyOnWriteArrayList<>();

    private static String text(LogEntry entry) {
        StringBuilder text = new StringBuilder(entry.getMessage());
        for (Throwable each = entry.getException(); each != null; each = each.getCause()) {
            text.append(" | ").append(each);
        }
        return text.toString();
    }

    private void followLog() {
        LogReaderService reader = host.service(LogReaderService.class);
        LogListener listener = entry -> {
            String bundle = entry.getBundle().getSymbolicName();
            if (bundle.equals(Host.IMPL) || bundle.equals(Host.WHITEBOARD)) {
                logged.add(text(entry));
            }
        };
        reader.addLogListener(listener);
        host.undo(() -> reader.removeLogListener(listener));
    }

    private void assertLogged(String part) {
        Await.until(part + " is logged", () -> logged.stream().anyMatch(line -> line.contains(part)));
        for (String line : logged) {
            assertFalse(
                    line, line.chars().anyMatch(c -> Character.isISOControl(c) || NASTY.indexOf(c) >= 0 && c > 0x7f));
        }
    }

    @Test
    public void log_whatAListenerThrows_isClean() throws Exception {
        followLog();
        OfflineObjectId profile = host.newProfile();
        host.manager(profile)
                .advise(AdviseInfo.builder(event -> {
                            throw new IllegalStateException(NASTY, new IllegalArgumentException(NASTY));
                        })
                        .label(NASTY)
                        .build());
        host.set(profile, ConnectionState.OFFLINE);
        assertLogged(CLEAN + " of " + profile);
        assertLogged("java.lang.IllegalStateException: " + CLEAN);
        assertLogged("java.lang.IllegalArgumentException: " + CLEAN);
        String listeners = shell.printed("offline:listeners " + profile);
        assertEquals(listeners, 2, listeners.lines().count());
        assertTrue(listeners, listeners.contains(CLEAN));
    }

    @Test
    public void log_wrongServiceProperty_isClean() {
        followLog();
        host.listen(new Recorder("wrong"), Map.of("offline.notify.profile", NASTY));
        assertLogged('"' + CLEAN + '"');
        String failed = shell.refused("offline:info 'nowhere\u202e'");
        assertTrue(failed, failed.contains("nowhere\\u202e"));
    }

    @Test
    public void report_hardName_printsALineThatWorks() throws Exception {
        for (String name : List.of("Anna's mail", "-work", "-it's", "$HOME %1", "a\"b\\", "a\u202eb", "a|b;c")) {
            host.create(CreateInfo.global(name));
            String refusal = shell.refused("offline:info " + "x".repeat(100));
            String form = refusal.substring(refusal.indexOf("there are: ") + "there are: ".length())
                    .replaceFirst("^default, ", "")
                    .replaceFirst(", default$", "");
            String printed = shell.printed("offline:report " + form + " drill unreachable");
            assertEquals(1, host.dto(OfflineObjectId.global(name)).reasons.length);
            shell.printed(printed.strip().replaceFirst("(?s).*, until ", ""));
            assertEquals(0, host.dto(OfflineObjectId.global(name)).reasons.length);
            host.objects().release(OfflineObjectId.global(name));
        }
    }
}
