// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.PluginJar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** A listener requires the whiteboard and nothing else by name; everything it needs follows from that. */
public class ResolvedFromOneRequirementIT extends FrameworkTest {
    private static final String WHITEBOARD_REQUIREMENT =
            "osgi.implementation;filter:=\"(&(osgi.implementation=offline.notify)(version>=1.0.0)(!(version>=2.0.0)))\"";

    @Test
    public void theSetFollowsFromTheRequirementOfAListener() throws Exception {
        Bundle listener =
                host.start(PluginJar.named("listener").header(Constants.REQUIRE_CAPABILITY, WHITEBOARD_REQUIREMENT));

        Set<String> needed = closure(listener);

        assertTrue(
                needed.toString(),
                needed.containsAll(List.of(Host.API, Host.IMPL, Host.WHITEBOARD, "org.apache.felix.scr")));
    }

    /** What a resolver adds: somebody for every mandatory requirement, those included that the framework does not look at. */
    private Set<String> closure(Bundle start) {
        Set<String> found = new TreeSet<>();
        Deque<Bundle> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            Bundle next = left.poll();
            if (found.add(next.getSymbolicName())) {
                for (BundleRequirement requirement :
                        next.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
                    String resolution = requirement.getDirectives().getOrDefault("resolution", "mandatory");
                    if (resolution.equals("mandatory")) {
                        left.add(provider(requirement));
                    }
                }
            }
        }
        return found;
    }

    private Bundle provider(BundleRequirement requirement) {
        for (Bundle bundle : host.context().getBundles()) {
            Stream<BundleCapability> declared =
                    bundle.adapt(BundleRevision.class).getDeclaredCapabilities(requirement.getNamespace()).stream();
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            Stream<BundleCapability> wired =
                    wiring == null ? Stream.of() : wiring.getCapabilities(requirement.getNamespace()).stream();
            // what the framework itself provides shows in its wiring only, what is effective later is declared only
            if (Stream.concat(declared, wired).anyMatch(requirement::matches)) {
                return bundle;
            }
        }
        throw new AssertionError(requirement.getRevision() + " requires what nobody provides: " + requirement);
    }

    @Test
    public void theFrameworkWiresTheListenerToTheWhiteboard() throws Exception {
        Bundle listener =
                host.start(PluginJar.named("listener").header(Constants.REQUIRE_CAPABILITY, WHITEBOARD_REQUIREMENT));

        List<BundleWire> wires = listener.adapt(BundleWiring.class).getRequiredWires("osgi.implementation");

        assertEquals(1, wires.size());
        assertEquals(Host.WHITEBOARD, wires.get(0).getProvider().getBundle().getSymbolicName());
    }

    @Test
    public void aListenerOfALaterContractIsNotResolved() throws Exception {
        Bundle listener = host.install(PluginJar.named("listener")
                .header(
                        Constants.REQUIRE_CAPABILITY,
                        "osgi.implementation;filter:=\"(&(osgi.implementation=offline.notify)(version>=2.0.0))\""));

        BundleException refused = assertThrows(BundleException.class, listener::start);

        assertEquals(BundleException.RESOLVE_ERROR, refused.getType());
    }
}
