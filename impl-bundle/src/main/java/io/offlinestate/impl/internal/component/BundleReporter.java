// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;

/** The votes of one bundle. Thread-safe. */
final class BundleReporter implements ReachabilityReporter {
    private final BundleSession session;

    BundleReporter(BundleSession session) {
        this.session = session;
    }

    @Override
    public void report(OfflineObjectId id, String detector, Reachability value, String reason) {
        session.report(id, detector, value, reason);
    }

    @Override
    public void withdraw(OfflineObjectId id, String detector) {
        session.withdraw(id, detector);
    }
}
