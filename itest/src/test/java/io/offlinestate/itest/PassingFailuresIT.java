// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.CircularProvider;
import io.offlinestate.itest.plugin.FailingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.Journal;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/** Services that cannot be got for a moment, or that hooks hide for a while. */
public class PassingFailuresIT extends FrameworkTest {
    private static final String SCR = "xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\"";

    private static String listener(String profile, int failures, String reference) {
        return """
                <scr:component %s name="listener" activate="activate" deactivate="deactivate">
                  <property name="offline.notify.profile" type="String" value="%s"/>
                  <property name="failures" type="Integer" value="%d"/>
                  <service><provide interface="io.offlinestate.OfflineNotify"/></service>
                  %s
                  <implementation class="%s"/>
                </scr:component>
                """.formatted(SCR, profile, failures, reference, FailingListener.class.getName());
    }

    private static PluginJar jar(String name) {
        return PluginJar.named(name).classes(FailingListener.class, CircularProvider.class, Journals.class);
    }

    private void hears(Journal journal, OfflineObjectId profile) throws Exception {
        Await.until("the component is made", () -> journal.runs().size() == 1);
        Recorder run = journal.lastRun().awaitAdvised(profile, 1);
        host.set(profile, OFFLINE);
        run.awaitDone(profile, 1);
        run.verify();
    }

    @Test
    public void componentsInACircle_areAdvisedAMomentLater() throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(Host.newName("circle"));
        String name = "plugin.circle";
        Journal journal = host.journal(name);
        host.start(jar(name)
                .header("Service-Component", "OSGI-INF/provider.xml,OSGI-INF/listener.xml")
                .entry("OSGI-INF/provider.xml", """
                        <scr:component %s name="provider" activate="activate">
                          <property name="created" type="String" value="%s"/>
                          <service><provide interface="%s"/></service>
                          <reference name="objects" interface="io.offlinestate.OfflineObjects" bind="setObjects"/>
                          <implementation class="%s"/>
                        </scr:component>
                        """.formatted(
                                SCR, profile.profile(), LongSupplier.class.getName(), CircularProvider.class.getName()))
                .entry(
                        "OSGI-INF/listener.xml",
                        listener(
                                profile.profile(),
                                0,
                                "<reference name=\"provider\" interface=\"" + LongSupplier.class.getName()
                                        + "\" bind=\"setProvider\"/>")));
        Await.until("the provider is there", () -> host.context().getServiceReference(LongSupplier.class) != null);
        ServiceReference<LongSupplier> provider = host.context().getServiceReference(LongSupplier.class);
        assertNotNull(host.context().getService(provider));
        hears(journal, profile);
    }

    @Test
    public void activationThatFailsAtFirst_isTriedAgain() throws Exception {
        OfflineObjectId profile = host.newProfile();
        String name = "plugin.failing";
        Journal journal = host.journal(name);
        host.start(jar(name)
                .header("Service-Component", "OSGI-INF/listener.xml")
                .entry("OSGI-INF/listener.xml", listener(profile.profile(), 3, "")));
        hears(journal, profile);
    }

    @Test
    public void transition_bringsTheNextAttemptForward() throws Exception {
        OfflineObjectId profile = host.newProfile();
        String name = "plugin.forward";
        Journal journal = host.journal(name);
        host.start(jar(name)
                .header("Service-Component", "OSGI-INF/listener.xml")
                .entry("OSGI-INF/listener.xml", listener(profile.profile(), 8, "")));
        Await.until("the next attempt is far away", () -> host.failures().anyMatch(failed -> failed.attempts == 8));
        FailedNotifyServiceDTO failed = host.failures().findAny().orElseThrow(); // 6.4 s later
        assertEquals(FailureReason.SERVICE_NOT_GETTABLE, failed.failureReason);
        assertTrue(
                host.advises(profile).get(0).label,
                host.advises(profile).get(0).label.startsWith("whiteboard, waiting"));
        host.set(profile, OFFLINE);
        Await.until("the component is made", () -> journal.runs().size() == 1);
        assertTrue("sooner than planned", System.currentTimeMillis() < failed.nextAttempt);
        journal.lastRun().awaitAdvised(profile, 1);
        Await.until(
                "the whiteboard is not advised itself any more",
                () -> host.advises(profile).size() == 1);
    }

    /** Hides services from the whiteboard, as long as they have a property. */
    private static final class Hiding implements EventListenerHook, FindHook {
        private final BundleContext from;
        private volatile boolean hiding = true;

        Hiding(BundleContext from) {
            this.from = from;
        }

        private boolean hides(ServiceReference<?> reference) {
            return hiding && reference.getProperty("hidden") != null;
        }

        @Override
        public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
            if (hides(event.getServiceReference())) {
                listeners.remove(from);
            }
        }

        @Override
        public void find(
                BundleContext context,
                String name,
                String filter,
                boolean allServices,
                Collection<ServiceReference<?>> references) {
            if (context.equals(from)) {
                references.removeIf(this::hides);
            }
        }
    }

    @Test
    public void hiddenService_comesWhenShownAndGoesWhenItsEndWasHidden() throws Exception {
        OfflineObjectId profile = host.create(CreateInfo.global(Host.newName("hooked")));
        Hiding hook = new Hiding(host.bundle(Host.WHITEBOARD).getBundleContext());
        ServiceRegistration<?> hooks = host.context()
                .registerService(
                        new String[] {EventListenerHook.class.getName(), FindHook.class.getName()},
                        hook,
                        new Hashtable<>());
        host.undo(hooks::unregister);
        Recorder recorder = new Recorder("hidden");
        Map<String, ?> properties = Map.of("offline.notify.profile", profile.profile(), "hidden", true);
        ServiceRegistration<OfflineNotify> registration =
                host.context().registerService(OfflineNotify.class, recorder, new Hashtable<>(properties));
        assertEquals("hidden", List.of(), host.advises(profile));

        hook.hiding = false;
        registration.setProperties(new Hashtable<>(properties));
        recorder.awaitAdvised(profile, 1);
        assertEquals(1, host.advises(profile).size());

        hook.hiding = true;
        Long id = (Long) registration.getReference().getProperty(Constants.SERVICE_ID);
        registration.unregister();
        assertTrue("a snapshot does not show it", host.notifyService(id).isEmpty());
        assertEquals("it is not advised any more", List.of(), host.advises(profile));

        hook.hiding = false;
        Listening other = host.listen("seen again", profile);
        other.recorder().awaitAdvised(profile, 1);
    }
}
