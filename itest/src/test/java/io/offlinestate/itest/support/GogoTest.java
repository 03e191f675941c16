// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import org.junit.After;
import org.junit.Before;

/** A test of the commands in a plain Gogo shell, which the test installs as a user would. */
public abstract class GogoTest extends FrameworkTest {
    protected Shell shell;

    /** The shell that is installed: a bundle, and what it needs. */
    protected String[] shellBundles() {
        return new String[] {"org.apache.felix.gogo.shell"};
    }

    @Before
    public final void openShell() throws Exception {
        MoreBundles more = new MoreBundles(host);
        more.start("org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command");
        more.start(shellBundles());
        more.start(Host.CONSOLE);
        shell = new Shell(host);
    }

    @After
    public final void closeShell() {
        shell.close();
    }
}
