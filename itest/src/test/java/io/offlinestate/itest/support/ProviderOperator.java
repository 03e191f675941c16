// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Operates the bundles that listeners live on, in random order: the manager, the whiteboard, and SCR, which makes both. */
public final class ProviderOperator {
    private static final String SCR = "org.apache.felix.scr";

    private final Host host;
    private final Bundle scr;
    private final List<Bundle> providers;

    public ProviderOperator(Host host) {
        this.host = host;
        this.scr = host.bundle(SCR);
        this.providers = List.of(host.bundle(Host.IMPL), host.bundle(Host.WHITEBOARD), scr);
        host.undo(() -> start(providers));
    }

    /** Does one thing; all of them are active afterwards. */
    public void operate(Random random) throws BundleException {
        List<Bundle> some = shuffled(random).subList(0, 1 + random.nextInt(providers.size()));
        switch (random.nextInt(3)) {
            case 0 -> {
                stop(some);
                Collections.shuffle(some, random);
                start(some);
            }
            case 1 -> {
                for (Bundle bundle : some) {
                    bundle.update();
                }
                if (some.contains(scr)) {
                    host.refresh(scr); // or it ignores the bundles that are wired to what it was before
                }
            }
            default -> host.refresh(some.toArray(Bundle[]::new));
        }
    }

    private List<Bundle> shuffled(Random random) {
        List<Bundle> shuffled = new ArrayList<>(providers);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void stop(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.stop();
        }
    }

    private static void start(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }
}
