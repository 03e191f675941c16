package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The votes of one bundle. Thread-safe. */
@Component(scope = ServiceScope.BUNDLE)
public final class BundleReporter implements ReachabilityReporter {
    private final BundleSession session;

    @Activate
    public BundleReporter(ComponentContext context, @Reference OfflineCore core) {
        this.session = core.session(context.getUsingBundle());
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
