// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.HoardingPlugin;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.ClassLoaders;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Unrest;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What a plug-in has left in thread locals does not keep its class loader, however busy the manager is. */
public class HoardedThreadLocalsIT extends FrameworkTest {
    /** Promised is a second; the rest is for the collector and for a busy machine. */
    private static final long AT_MOST_SECONDS = 3;

    private interface End {
        void of(Bundle plugin) throws Exception;
    }

    @Test
    public void uninstall_whileStateChanges_freesTheLoader() throws Exception {
        assertLoaderGoes(Bundle::uninstall);
    }

    @Test
    public void update_whileStateChanges_freesTheLoader() throws Exception {
        assertLoaderGoes(plugin -> plugin.update(
                PluginJar.named(plugin.getSymbolicName()).version("1.0.1").open()));
    }

    private void assertLoaderGoes(End end) throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
            WeakReference<ClassLoader> loader = liveAndDie(profile, end);
            long begun = System.nanoTime();
            assertTrue("the class loader is still there", Await.within(AT_MOST_SECONDS, () -> {
                System.gc();
                return loader.get() == null;
            }));
            System.out.println(
                    "class loader gone after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms");
        }
    }

    /** In a method of its own, so that nothing here holds the plug-in. */
    private WeakReference<ClassLoader> liveAndDie(OfflineObjectId profile, End end) throws Exception {
        Bundle plugin = host.start(PluginJar.named(Host.newName("plugin.hoarding"))
                .header(HoardingPlugin.PROFILE, profile.profile())
                .activator(HoardingPlugin.class));
        WeakReference<ClassLoader> loader = new WeakReference<>(ClassLoaders.loader(plugin));
        Await.until(
                "it is called",
                () -> host.advises(profile).stream()
                        .anyMatch(advise -> advise.bundleId == plugin.getBundleId() && advise.delivered > 20));
        end.of(plugin);
        return loader;
    }
}
