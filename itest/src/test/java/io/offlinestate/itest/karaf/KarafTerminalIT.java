// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static org.junit.Assert.assertFalse;

import io.offlinestate.itest.support.KarafProcess;
import io.offlinestate.itest.support.SshChannel;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What an operator gets at a terminal over ssh: Tab, Ctrl-C. A line runs only when Tab has made it whole. */
public class KarafTerminalIT {
    @ClassRule
    public static final KarafProcess KARAF = KarafProcess.withConsole(KarafTerminalIT.class);

    private static final String TAB = "\t";
    private static final String ENTER = "\r";
    private static final String CTRL_C = "\u0003";

    @Rule
    public Timeout limit = Timeout.seconds(120);

    @Test
    public void tabCompletesCommandsAndObjects() throws Exception {
        try (SshChannel terminal = at("viewer")) {
            terminal.type("offline:wh" + TAB + "def" + TAB + ENTER, "default: ONLINE since");
            terminal.type("offline:hist" + TAB + "def" + TAB + ENTER, "starts online");
        }
    }

    @Test
    public void tabCompletesStatesAndOptions() throws Exception {
        try (SshChannel terminal = at("manager")) {
            terminal.type("offline:set def" + TAB + "off" + TAB + "--w" + TAB + "20" + ENTER, "default: is OFFLINE");
            terminal.type("offline:set def" + TAB + "on" + TAB + "--w" + TAB + "20" + ENTER, "default: is ONLINE");
        }
    }

    @Test
    public void tabCompletesAlsoWhatARoleIsRefused() throws Exception {
        try (SshChannel terminal = at("viewer")) {
            terminal.type("offline:se" + TAB + "def" + TAB + "off" + TAB + ENTER, "Insufficient credentials");
            terminal.type("offline:why default" + ENTER, "default: ONLINE since");
        }
    }

    @Test
    public void tabCompletesDetectorsAndWhatTheySay() throws Exception {
        try (SshChannel terminal = at("manager")) {
            terminal.type("offline:report def" + TAB + "vpn unr" + TAB + ENTER, "detector vpn says UNREACHABLE");
            terminal.type("offline:withdraw def" + TAB + "v" + TAB + ENTER, "detector vpn says nothing any more");
        }
    }

    @Test
    public void ctrlCEndsAWatchAndTheSessionGoesOn() throws Exception {
        try (SshChannel terminal = at("viewer")) {
            terminal.type("offline:watch default" + ENTER, "watching 1 object");
            terminal.type(CTRL_C, "viewer");
            terminal.type("offline:why default" + ENTER, "default: ONLINE since");
            String listeners = KARAF.ssh("viewer", "offline:listeners default").succeeded();
            assertFalse(listeners, listeners.contains("offline:watch"));
        }
    }

    /** Somebody sits down. */
    private static SshChannel at(String user) throws Exception {
        SshChannel terminal = KARAF.terminal(user);
        terminal.awaitPrinted(user);
        return terminal;
    }
}
