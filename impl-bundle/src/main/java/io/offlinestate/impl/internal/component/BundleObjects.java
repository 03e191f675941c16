package io.offlinestate.impl.internal.component;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.impl.internal.state.BundleSession;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The objects in the hands of one bundle. Thread-safe. */
@Component(scope = ServiceScope.BUNDLE)
public final class BundleObjects implements OfflineObjects {
    private final BundleSession session;

    @Activate
    public BundleObjects(ComponentContext context, @Reference OfflineCore core) {
        this.session = core.session(context.getUsingBundle());
    }

    @Override
    public OfflineManager open(String profile) {
        return open(OfflineObjectId.global(profile));
    }

    @Override
    public OfflineManager open(OfflineObjectId id) {
        return new BundleManager(session, session.find(id));
    }

    @Override
    public OfflineManager create(CreateInfo info) {
        return new BundleManager(session, session.create(info));
    }

    @Override
    public void release(OfflineObjectId id) {
        session.release(id);
    }
}
