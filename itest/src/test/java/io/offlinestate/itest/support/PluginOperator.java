// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.ForwardingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ListenerComponent;
import io.offlinestate.itest.plugin.SelfUninstallingListener;
import io.offlinestate.itest.plugin.TrackingPlugin;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

/** Operates the bundles of one plug-in, one after the other, each through a life of its own. Used by one thread. */
public final class PluginOperator implements SynchronousBundleListener {
    private static final int LONGEST_LIFE = 8;

    /** How long a bundle that has stopped itself has until it is uninstalled. */
    private static final int GRACE_SECONDS = 2;

    private final Host host;
    private final String plugin;
    private final Journal journal;
    private int lives;

    /** What may happen to a bundle, any number of times, in any order. */
    private enum Step {
        START,
        STOP,
        UPDATE,
        REFRESH,
        LISTEN
    }

    public PluginOperator(Host host, String plugin) {
        this.host = host;
        this.plugin = plugin;
        this.journal = host.journal(plugin);
        journal.keepingNothing();
        host.context().addBundleListener(this);
        host.undo(() -> host.context().removeBundleListener(this));
    }

    /** How many it has had so far. */
    public int lives() {
        return lives;
    }

    public Journal journal() {
        return journal;
    }

    /** When the bundle starts, it has stopped before: its former runs must hear nothing any more. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTING
                && plugin.equals(event.getBundle().getSymbolicName())) {
            journal.closeRuns();
        }
    }

    /** A whole life of a plug-in, from its installation until it is uninstalled. */
    public void live(OfflineObjectId profile, Random random) throws Exception {
        boolean isComponent = random.nextInt(6) == 0;
        boolean uninstallsItself = !isComponent && random.nextInt(5) == 0;
        PluginJar jar = isComponent ? component(profile) : tracking(profile, random.nextBoolean());
        jar.version("1.0." + ++lives).header(TrackingPlugin.HASTY, String.valueOf(random.nextInt(3) == 0));
        if (uninstallsItself) {
            jar.header(TrackingPlugin.PHASE, oneOf(NotifyType.values(), random).name())
                    .header(TrackingPlugin.BY_SERVICE, String.valueOf(random.nextBoolean()));
        }
        Bundle bundle = host.context().installBundle("plugin:" + plugin + ":" + lives, jar.open());
        if (uninstallsItself) {
            bundle.start();
            Await.until(
                    plugin + " has stopped itself",
                    () -> (bundle.getState() & (Bundle.UNINSTALLED | Bundle.RESOLVED)) != 0);
            if (!Await.within(GRACE_SECONDS, () -> bundle.getState() == Bundle.UNINSTALLED)) {
                finishUninstalling(bundle);
            }
        } else {
            for (int i = 3 + random.nextInt(LONGEST_LIFE - 2); i > 0; i--) {
                take(oneOf(Step.values(), random), bundle, jar);
            }
            bundle.uninstall();
        }
        journal.closeRuns();
    }

    /** Felix stops it, and then gives up if another thread wants what the one that uninstalls has locked; or it is only late. */
    private static void finishUninstalling(Bundle bundle) throws BundleException {
        try {
            bundle.uninstall();
        } catch (IllegalStateException e) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                throw e;
            }
        }
    }

    private static <T> T oneOf(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private void take(Step step, Bundle bundle, PluginJar jar) throws Exception {
        switch (step) {
            case START -> bundle.start();
            case STOP -> {
                bundle.stop();
                journal.closeRuns();
            }
            case UPDATE -> bundle.update(jar.open());
            case REFRESH -> host.refresh(bundle);
            case LISTEN -> {
                bundle.start();
                int before = journal.count();
                Await.within(1, () -> journal.count() > before + 2); // not for longer: the manager may be away
            }
        }
    }

    /** A plug-in that is advised by hand, creates objects, and has a listener service. */
    public PluginJar tracking(OfflineObjectId profile, boolean forgets) {
        return PluginJar.named(plugin)
                .header(TrackingPlugin.PROFILE, profile.profile())
                .header(TrackingPlugin.FORGETS, String.valueOf(forgets))
                .activator(TrackingPlugin.class)
                .classes(
                        TrackingPlugin.Held.class,
                        ForwardingListener.class,
                        SelfUninstallingListener.class,
                        Journals.class);
    }

    /** A plug-in with a listener made by Declarative Services. */
    public PluginJar component(OfflineObjectId profile) {
        return PluginJar.named(plugin)
                .header("Service-Component", "OSGI-INF/listener.xml")
                .classes(ListenerComponent.class, Journals.class)
                .entry("OSGI-INF/listener.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s" activate="activate"
                            deactivate="deactivate">
                          <property name="offline.notify.profile" type="String" value="%s"/>
                          <service><provide interface="io.offlinestate.OfflineNotify"/></service>
                          <implementation class="%s"/>
                        </scr:component>
                        """.formatted(
                                plugin, profile.profile(), ListenerComponent.class.getName()));
    }
}
