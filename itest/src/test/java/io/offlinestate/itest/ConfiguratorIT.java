// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.Capability;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.MoreBundles;
import io.offlinestate.itest.support.PluginJar;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Profiles that bundles bring along as JSON, by the Configurator of OSGi. */
public class ConfiguratorIT extends FrameworkTest {
    private static final OfflineObjectId WORK = OfflineObjectId.global("work");

    @Before
    public void startTheConfigurator() throws Exception {
        // the JSON library is older than the contract that the Configurator asks for
        host.start(PluginJar.named("contract")
                .header(
                        "Provide-Capability",
                        "osgi.contract;osgi.contract=JavaJSONP;version:List<Version>=\"1.0,1.1\""));
        new MoreBundles(host)
                .start(
                        "javax.json",
                        "org.osgi.util.converter",
                        "org.apache.felix.cm.json",
                        "org.apache.felix.configurator");
    }

    private Bundle bring(String json) throws Exception {
        return host.start(PluginJar.named("bringing.configurations")
                .header(
                        "Require-Capability",
                        "osgi.extender;filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"")
                .entry("OSGI-INF/configurator/profiles.json", json));
    }

    private void awaitErrors(String... parts) {
        Await.until("errors with " + List.of(parts), () -> {
            List<String> errors = List.of(host.configurationErrors());
            return errors.size() == parts.length
                    && Arrays.stream(parts).allMatch(part -> errors.stream().anyMatch(error -> error.contains(part)));
        });
    }

    @Test
    public void json_typedValues_areApplied() throws Exception {
        Bundle bringing = bring("""
                {
                  "io.offlinestate.profile~work": {
                    "profile": "work",
                    "startup": "offline",
                    "capabilities": ["OFFLINE"],
                    "hold.timeout.ms:Long": 100,
                    "stall.threshold.ms:Long": "60",
                    "backlog:Integer": 7,
                    "history": 2
                  }
                }
                """);
        host.awaitObject(WORK);
        assertEquals(OFFLINE, host.manager(WORK).getCurrentState());
        assertEquals(Set.of(Capability.OFFLINE), host.manager(WORK).getCapabilities());
        awaitErrors();

        bringing.uninstall();
        Await.until("the profile is gone", () -> !host.isThere(WORK));
    }

    @Test
    public void json_otherTypesForTheSameValues_areApplied() throws Exception {
        bring("""
                {
                  "io.offlinestate.profile~work": {
                    "profile": [" work "],
                    "startup": ["offline"],
                    "capabilities": "OFFLINE",
                    "hold.timeout.ms": 100.0,
                    "stall.threshold.ms:long[]": [60],
                    "backlog:Short": 7,
                    "history:Collection<Integer>": [2]
                  }
                }
                """);
        host.awaitObject(WORK);
        assertEquals(OFFLINE, host.manager(WORK).getCurrentState());
        assertEquals(Set.of(Capability.OFFLINE), host.manager(WORK).getCapabilities());
        awaitErrors();
    }

    @Test
    public void json_mistakes_areListed() throws Exception {
        Bundle bringing = bring("""
                {
                  "io.offlinestate.profile": { "profile": "single" },
                  "io.offlinestate.profile~work": { "profile": "work", "hold.timout.ms:Long": 100 },
                  "io.offlinestate.profile~list": { "profile": "list", "hold.timeout.ms": [100, 200] },
                  "io.offlinestate.profile~part": { "profile": "part", "backlog": 1.5 },
                  "io.offlinestate.profile~yes": { "profile": "yes", "history": true },
                  "io.offlinestate.profile~number": { "profile": 2024 }
                }
                """);
        awaitErrors(
                "io.offlinestate.profile: it is a single configuration, it must be a factory configuration",
                "io.offlinestate.profile~work: \"hold.timout.ms\" is not a setting and is ignored; did you mean"
                        + " hold.timeout.ms?",
                "io.offlinestate.profile~list: hold.timeout.ms is [\"100\", \"200\"], it must be one value: a whole number",
                "io.offlinestate.profile~part: backlog is \"1.5\", it must be a whole number from 1 to 2147483647",
                "io.offlinestate.profile~yes: history is \"true\", it must be a whole number from 1 to 2147483647",
                "io.offlinestate.profile~number: profile is \"2024\", it must be the name of the profile, a text");
        assertTrue("with its good values", host.isThere(WORK));
        for (String wrong : List.of("single", "list", "part", "yes", "2024")) {
            assertFalse(wrong, host.isThere(OfflineObjectId.global(wrong)));
        }

        bringing.uninstall();
        awaitErrors();
        Await.until("the profile is gone", () -> !host.isThere(WORK));
    }
}
