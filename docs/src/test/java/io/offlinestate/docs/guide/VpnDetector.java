// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reports whether the mail server of the profile "work" can be reached. */
@Component(service = VpnDetector.class)
public class VpnDetector {
    private static final OfflineObjectId WORK = OfflineObjectId.global("work");
    private static final String NAME = "vpn";

    private final ReachabilityReporter reporter;

    @Activate
    public VpnDetector(@Reference ReachabilityReporter reporter) {
        this.reporter = reporter;
    }

    void vpnIsUp() {
        reporter.report(WORK, NAME, Reachability.REACHABLE, "");
    }

    void vpnIsDown() {
        reporter.report(WORK, NAME, Reachability.UNREACHABLE, "the VPN is down");
    }

    @Deactivate
    void stop() {
        reporter.withdraw(WORK, NAME);
    }
}
