// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;

import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ManagingComponent;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Journal;
import io.offlinestate.itest.support.PluginJar;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A component that needs the services of the manager bundle is made whenever they are there, whichever of them comes first. */
public class ManagingComponentIT extends FrameworkTest {
    private static final String NAME = "plugin.managing";

    private void startComponent() throws Exception {
        host.start(PluginJar.named(NAME)
                .header("Service-Component", "OSGI-INF/managing.xml")
                .classes(ManagingComponent.class, Journals.class)
                .entry("OSGI-INF/managing.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="managing" immediate="true"
                            init="4" deactivate="deactivate">
                          <reference name="runtime" interface="io.offlinestate.runtime.OfflineRuntime" parameter="1"/>
                          <reference name="objects" interface="io.offlinestate.OfflineObjects" parameter="2"/>
                          <reference name="reporter" interface="io.offlinestate.reachability.ReachabilityReporter"
                              parameter="3"/>
                          <implementation class="%s"/>
                        </scr:component>
                        """.formatted(ManagingComponent.class.getName())));
    }

    @Test
    public void itIsMadeAgainWhenTheManagerComesBack() throws Exception {
        Journal journal = host.journal(NAME);
        startComponent();
        Await.until("the component is made", () -> journal.runs().size() == 1);
        for (int i = 2; i < 7; i++) {
            int life = i;
            Bundle impl = host.stop(Host.IMPL);
            impl.start();
            Await.until(
                    "the component is made for the " + life + ". time",
                    () -> journal.runs().size() == life);
        }
        assertEquals(6, journal.runs().size());
    }
}
