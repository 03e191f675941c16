// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.Cause;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.ForgetfulPlugin;
import io.offlinestate.itest.plugin.ForwardingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A bundle that advises, creates, votes and registers, and undoes nothing of it: it leaves nothing behind. */
public class ForgetfulBundleIT extends FrameworkTest {
    private static final String NAME = "plugin.forgetful";

    private Bundle startForgetful(OfflineObjectId profile) throws Exception {
        return host.start(PluginJar.named(NAME)
                .header(ForgetfulPlugin.PROFILE, profile.profile())
                .activator(ForgetfulPlugin.class)
                .classes(ForwardingListener.class, Journals.class));
    }

    @Test
    public void itsAdvisesObjectsAndVotesGoWhenItStops() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder other = host.listen("goes on", profile).recorder().awaitAdvised(profile, 1);
        Bundle plugin = startForgetful(profile);
        OfflineObjectId child = ForgetfulPlugin.child(profile);
        Recorder byHand = host.journal(NAME).runs().get(0);
        Recorder asService = host.journal(NAME).runs().get(1);
        other.awaitDone(profile, 1);
        assertEquals("its vote", OFFLINE, host.manager(profile).getCurrentState());
        assertTrue("its object", host.isThere(child));
        assertEquals("its advises and ours", 3, host.advises(profile).size());
        assertEquals(
                2,
                host.advises(profile).stream()
                        .filter(advise ->
                                NAME.equals(advise.bundleSymbolicName) && advise.bundleId == plugin.getBundleId())
                        .count());

        plugin.stop();
        byHand.close();
        asService.close();
        other.awaitDone(profile, 2);

        assertEquals(ONLINE, host.manager(profile).getCurrentState());
        assertArrayEquals(new String[0], host.dto(profile).reasons);
        List<TransitionDTO> history = host.history(profile);
        assertEquals(Cause.DETECTION, history.get(history.size() - 1).cause);
        assertEquals("only ours is left", 1, host.advises(profile).size());
        assertFalse(host.isThere(child));
        assertArrayEquals(new String[0], host.dto(profile).children);
        host.set(profile, OFFLINE);
        other.awaitDone(profile, 3);
        other.verify();
        byHand.verify();
        asService.verify();
    }

    @Test
    public void itMayStartAgainAndHasNothingOfItsFormerLife() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Bundle plugin = startForgetful(profile);
        for (int i = 0; i < 5; i++) {
            plugin.stop();
            plugin.start();
        }

        assertEquals(2, host.advises(profile).size());
        assertEquals(1, host.dto(profile).children.length);
        plugin.uninstall();
        assertEquals(0, host.advises(profile).size());
        host.settleOnline(profile);
        host.journal(NAME).verify();
    }

    @Test
    public void itsClassLoaderGoesWhenItIsUninstalled() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder other = host.listen("goes on", profile).recorder().awaitAdvised(profile, 1);

        WeakReference<ClassLoader> loader = liveAndDie(profile, other);

        Await.until("the class loader is collected", () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    /** A whole life of the bundle; in a method of its own, so that nothing here holds it. */
    private WeakReference<ClassLoader> liveAndDie(OfflineObjectId profile, Recorder other) throws Exception {
        host.journal(NAME).doing(notification -> {
            throw new IllegalStateException("on purpose, through a class of the plug-in");
        });
        Bundle plugin = startForgetful(profile);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(plugin.adapt(BundleWiring.class).getClassLoader());
        other.awaitDone(profile, 1);
        assertTrue(host.advises(profile).stream().anyMatch(advise -> advise.failed > 0));
        plugin.uninstall();
        other.awaitDone(profile, 2);
        host.refresh(plugin);
        return loader;
    }
}
