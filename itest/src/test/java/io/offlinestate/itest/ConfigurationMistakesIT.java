// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.MoreBundles;
import io.offlinestate.itest.support.Recorder;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;

/** Configurations that are easily made in the wrong way: each is listed as long as it is there, and takes nothing else along. */
public class ConfigurationMistakesIT extends FrameworkTest {
    private static final String CONFIG_ADMIN = "org.apache.felix.configadmin";
    private static final String SINGLE = "it is a single configuration, it must be a factory configuration";

    private ConfigurationAdmin admin() {
        return host.service(ConfigurationAdmin.class);
    }

    private static OfflineObjectId newId() {
        return OfflineObjectId.global(Host.newName("mistaken"));
    }

    private static Dictionary<String, Object> naming(OfflineObjectId profile, Object... more) {
        Dictionary<String, Object> settings = new Hashtable<>(Map.of("profile", profile.profile()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        return settings;
    }

    private Configuration single(String pid, OfflineObjectId profile) throws Exception {
        return update(admin().getConfiguration(pid, "?"), naming(profile));
    }

    private Configuration update(Configuration configuration, Dictionary<String, Object> settings) throws Exception {
        host.undo(() -> {
            try {
                configuration.delete();
            } catch (IllegalStateException already) {
                // the test has done it
            }
        });
        configuration.update(settings);
        return configuration;
    }

    private void awaitErrors(String... parts) {
        Await.until("errors with " + List.of(parts) + ", now " + Arrays.toString(host.configurationErrors()), () -> {
            List<String> errors = List.of(host.configurationErrors());
            return errors.size() == parts.length
                    && Arrays.stream(parts).allMatch(part -> errors.stream().anyMatch(error -> error.contains(part)));
        });
    }

    private void awaitGone(OfflineObjectId profile) {
        Await.until(profile + " is gone", () -> !host.isThere(profile));
    }

    // ---- single configurations

    @Test
    public void singleConfiguration_alone_isListedAndNotApplied() throws Exception {
        OfflineObjectId profile = newId();
        Configuration single = single(Host.PROFILE_PID, profile);
        awaitErrors(Host.PROFILE_PID + ": " + SINGLE + ": rename the file io.offlinestate.profile.cfg to"
                + " io.offlinestate.profile-NAME.cfg");
        assertFalse(host.isThere(profile));
        single.delete();
        awaitErrors();
    }

    @Test
    public void factoryConfiguration_besideASingleOne_countsInAnyOrder() throws Exception {
        for (boolean singleFirst : new boolean[] {true, false}) {
            for (boolean singleGoesFirst : new boolean[] {true, false}) {
                OfflineObjectId wrong = newId();
                OfflineObjectId right = newId();
                Configuration single = singleFirst ? single(Host.PROFILE_PID, wrong) : null;
                if (singleFirst) {
                    awaitErrors(SINGLE);
                }
                Configuration factory = host.configure(Map.of("profile", right.profile(), "startup", "offline"));
                host.awaitObject(right);
                if (!singleFirst) {
                    single = single(Host.PROFILE_PID, wrong);
                    awaitErrors(SINGLE);
                }
                single.update(naming(wrong, "startup", "offline"));
                factory.update(naming(right, "capabilities", "OFFLINE"));
                Await.until(
                        "the change is applied",
                        () -> host.manager(right).getCapabilities().size() == 1);
                awaitErrors(SINGLE);
                if (singleGoesFirst) {
                    single.delete();
                    awaitErrors();
                    assertTrue(host.isThere(right));
                    factory.delete();
                    awaitGone(right);
                } else {
                    factory.delete();
                    awaitGone(right);
                    awaitErrors(SINGLE);
                    single.delete();
                    awaitErrors();
                }
                assertFalse(host.isThere(wrong));
            }
        }
    }

    @Test
    public void mistakes_afterARestart_areListedAgain() throws Exception {
        OfflineObjectId right = newId();
        single(Host.PROFILE_PID, newId());
        host.configure(Map.of("profile", right.profile(), "startup", "offline", "colour", "red"));
        update(admin().createFactoryConfiguration(Host.PROFILE_PID, "nowhere:"), naming(newId()));
        awaitErrors(SINGLE, "nowhere:", "colour");
        Recorder recorder = new Recorder("from the start").withGaps();
        host.listen(recorder, Map.of("offline.notify.profile", right.profile()));
        recorder.awaitAdvised(right, 1);

        host.stop(Host.IMPL).start();
        recorder.awaitAdvised(right, 2);
        assertEquals(OFFLINE, recorder.startedFrom(right));
        assertEquals("it was never online", 0, host.dto(right).sequence);
        awaitErrors(SINGLE, "nowhere:", "colour");
        recorder.verify();
    }

    @Test
    public void defaultProfile_configuredOffline_neverStartsOnline() throws Exception {
        host.configure(Map.of("profile", "default", "startup", "offline"));
        Await.until("it is offline", () -> host.manager(Host.DEFAULT).getCurrentState() == OFFLINE);
        Recorder recorder = new Recorder("from the start").withGaps();
        host.listen(recorder, Map.of("offline.notify.profile", "default"));
        recorder.awaitAdvised(Host.DEFAULT, 1);

        host.stop(Host.IMPL).start();
        recorder.awaitAdvised(Host.DEFAULT, 2);
        assertEquals(OFFLINE, recorder.startedFrom(Host.DEFAULT));
        assertEquals("it was never online", 0, host.dto(Host.DEFAULT).sequence);
        host.undo(() -> host.settleOnline(Host.DEFAULT));
        recorder.verify();
    }

    @Test
    public void pid_thatOnlyBeginsLikeOurs_isListed() throws Exception {
        for (String pid : List.of(Host.PROFILE_PID + ".work", Host.PROFILE_PID + "s", Host.PROFILE_PID + "(*)\\")) {
            Configuration single = single(pid, newId());
            awaitErrors(pid + ": " + SINGLE);
            single.delete();
            awaitErrors();
        }
        Configuration factory =
                update(admin().createFactoryConfiguration(Host.PROFILE_PID + "s", "?"), naming(newId()));
        awaitErrors("its factory PID is \"io.offlinestate.profiles\", it must be io.offlinestate.profile");
        factory.delete();
        awaitErrors();
    }

    @Test
    public void targetedPid_ofThisBundle_isApplied() throws Exception {
        OfflineObjectId profile = newId();
        update(admin().createFactoryConfiguration(Host.PROFILE_PID + "|" + Host.IMPL, "?"), naming(profile));
        host.awaitObject(profile);
        update(admin().createFactoryConfiguration(Host.PROFILE_PID + "|another.bundle", "?"), naming(newId()));
        awaitErrors("its factory PID is \"io.offlinestate.profile|another.bundle\"");
    }

    // ---- locations

    @Test
    public void location_ofAnotherBundle_isListedUntilItIsChanged() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration =
                update(admin().createFactoryConfiguration(Host.PROFILE_PID), naming(profile)); // ours, by default
        String own = host.context().getBundle().getLocation();
        assertEquals(own, configuration.getBundleLocation());
        awaitErrors(configuration.getPid() + ": it is bound to the location ");
        assertTrue(host.configurationErrors()[0].endsWith(" (bundle "
                + host.context().getBundle().getSymbolicName() + "), it must be bound to no location or to \"?\""));
        assertFalse(host.isThere(profile));

        for (String right :
                new String[] {"?", null, "?region", host.bundle(Host.IMPL).getLocation()}) {
            configuration.setBundleLocation(right);
            host.awaitObject(profile);
            awaitErrors();
            configuration.setBundleLocation("nowhere:" + right);
            awaitErrors("it is bound to the location \"nowhere:" + right + "\" (no bundle is installed from there)");
            awaitGone(profile);
        }
        configuration.delete();
        awaitErrors();
    }

    @Test
    public void location_boundByAnotherService_isListedUntilItsBundleIsGone() throws Exception {
        OfflineObjectId profile = newId();
        Bundle other = new MoreBundles(host).install("org.apache.felix.gogo.runtime");
        other.start();
        Configuration configuration =
                update(admin().createFactoryConfiguration(Host.PROFILE_PID, null), naming(profile));
        host.awaitObject(profile);
        ManagedServiceFactory greedy = new ManagedServiceFactory() {
            @Override
            public String getName() {
                return "greedy";
            }

            @Override
            public void updated(String pid, Dictionary<String, ?> properties) {
                // Config Admin has bound the configuration by now
            }

            @Override
            public void deleted(String pid) {
                // does not matter
            }
        };
        other.getBundleContext()
                .registerService(
                        ManagedServiceFactory.class,
                        greedy,
                        new Hashtable<>(Map.of(Constants.SERVICE_PID, Host.PROFILE_PID)));
        awaitErrors("(bundle org.apache.felix.gogo.runtime)");
        awaitGone(profile);
        assertEquals(other.getLocation(), configuration.getBundleLocation());

        other.uninstall();
        host.awaitObject(profile);
        awaitErrors();
    }

    // ---- keys

    @Test
    public void misspeltKey_isListedAndTheRestApplied() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration = host.configure(Map.of(
                "profile",
                " " + profile.profile() + "\u00a0",
                "hold.timout.ms",
                "1",
                "capabilities",
                "OFFLINE",
                "colour",
                7));
        host.awaitObject(profile);
        assertEquals(1, host.manager(profile).getCapabilities().size());
        awaitErrors(
                "\"hold.timout.ms\" is not a setting and is ignored; did you mean hold.timeout.ms?",
                "\"colour\" is not a setting and is ignored; the settings are profile, ");
        configuration.update(naming(profile, "Hold.Timeout.Ms", new long[] {1}));
        awaitErrors();
        configuration.update(naming(profile, "hold.timeout.ms", new long[] {1, 2}));
        awaitErrors("hold.timeout.ms is [\"1\", \"2\"], it must be one value: a whole number from 0 to 2147483647");
    }

    // ---- Config Admin

    @Test
    public void configAdmin_thatIsRestarted_isReadAgain() throws Exception {
        OfflineObjectId profile = newId();
        host.configure(Map.of("profile", profile.profile(), "capabilities", "OFFLINE"));
        single(Host.PROFILE_PID, newId());
        host.awaitObject(profile);
        awaitErrors(SINGLE);
        Recorder recorder = host.listen("stays advised", profile).recorder().awaitAdvised(profile, 1);

        host.stop(CONFIG_ADMIN);
        assertTrue("what was read holds", host.isThere(profile));
        assertEquals(1, host.configurationErrors().length);
        host.bundle(CONFIG_ADMIN).start();
        OfflineObjectId later = newId();
        host.configure(Map.of("profile", later.profile()));
        host.awaitObject(later);

        for (Configuration each : admin().listConfigurations("(service.pid=" + Host.PROFILE_PID + "*)")) {
            each.delete();
        }
        awaitGone(later);
        awaitGone(profile);
        assertArrayEquals(new String[0], host.configurationErrors());
        assertEquals(1, recorder.timesAdvised(profile));
        recorder.verify();
    }
}
