// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ListenerComponent;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Journal;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Listeners that Declarative Services makes, as most users write them. */
public class ListenerComponentIT extends FrameworkTest {
    private static final String NAME = "plugin.component";

    private Bundle startComponent(String profile) throws Exception {
        return host.start(PluginJar.named(NAME)
                .header("Service-Component", "OSGI-INF/listener.xml")
                .classes(ListenerComponent.class, Journals.class)
                .entry("OSGI-INF/listener.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="listener" activate="activate"
                            deactivate="deactivate">
                          <property name="offline.notify.profile" type="String" value="%s"/>
                          <property name="offline.notify.client.token" type="Integer" value="11"/>
                          <service><provide interface="io.offlinestate.OfflineNotify"/></service>
                          <implementation class="%s"/>
                        </scr:component>
                        """.formatted(profile, ListenerComponent.class.getName())));
    }

    @Test
    public void itIsMadeWhenAdvisedAndDisposedOfAfterItsLastNotification() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Journal journal = host.journal(NAME);
        Bundle plugin = startComponent(profile.profile());
        Await.until("the component is made", () -> journal.runs().size() == 1);
        Recorder run = journal.lastRun().awaitAdvised(profile, 1);

        host.set(profile, OFFLINE);
        run.awaitDone(profile, 1);
        assertEquals(11, run.notifications().get(0).clientToken());
        plugin.stop();
        host.set(profile, ONLINE);

        assertEquals(3, run.count());
        assertEquals(List.of(), host.advises(profile));
        run.verify();
    }

    @Test
    public void itIsNotMadeBeforeThereIsSomethingToListenTo() throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(Host.newName("later"));
        Journal journal = host.journal(NAME);
        startComponent(profile.profile());
        assertEquals(List.of(), journal.runs());

        host.create(CreateInfo.global(profile.profile()));
        Await.until("the component is made", () -> journal.runs().size() == 1);
        journal.lastRun().awaitAdvised(profile, 1);
        host.objects().release(profile);
        host.create(CreateInfo.global(profile.profile()));
        Await.until("it is made again", () -> journal.runs().size() == 2);
        journal.lastRun().awaitAdvised(profile, 1);

        journal.verify();
    }

    @Test
    public void itSurvivesTheWhiteboardAndTheManager() throws Exception {
        Journal journal = host.journal(NAME);
        startComponent("default");
        host.undo(() -> host.settleOnline(Host.DEFAULT));
        Await.until("the component is made", () -> journal.runs().size() == 1);
        journal.lastRun().awaitAdvised(Host.DEFAULT, 1);

        host.stop(Host.WHITEBOARD).start();
        Await.until("it is made again", () -> journal.runs().size() == 2);
        journal.lastRun().awaitAdvised(Host.DEFAULT, 1);
        host.stop(Host.IMPL).start();
        Await.until("it is made again", () -> journal.runs().size() == 3);
        journal.lastRun().awaitAdvised(Host.DEFAULT, 1);
        host.set(Host.DEFAULT, OFFLINE);
        journal.lastRun().awaitDone(Host.DEFAULT, 1);

        journal.verify();
    }
}
