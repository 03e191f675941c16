// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.common.Log;
import io.offlinestate.common.PassiveBundles;
import io.offlinestate.impl.internal.config.ConfigAdminTracker;
import io.offlinestate.impl.internal.config.ProfileConfigurations;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.intent.IntentAreas;
import io.offlinestate.impl.internal.intent.IntentStore;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.Rehearsal;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Holds together what the active manager is made of, from its start to its end. */
final class OfflineCore {
    private final BundleContext context;
    private final Dispatcher dispatcher;
    private final IntentStore store;
    private final ObjectTable table;
    private final BundleSessions sessions;
    private final ProfileConfigurations configurations;
    private final ConfigAdminTracker configAdmin;
    private final PassiveBundles passive;
    private final OtherApiListeners otherApi;
    private final RuntimeService runtime;
    private final BundleServices services;

    OfflineCore(BundleContext context, Log log) {
        this.context = context;
        this.dispatcher = new Dispatcher(new LoggedTroubles(log));
        this.runtime = new RuntimeService(context, dispatcher);
        this.store = IntentStore.open(IntentAreas.of(context), log);
        this.table = new ObjectTable(
                dispatcher, new StoredIntents(store), new ManagerServices(context, this::session, runtime::changed));
        this.sessions = new BundleSessions(table, dispatcher);
        this.services = new BundleServices(context, this::session);
        this.configurations = new ProfileConfigurations(table::configure, table::unconfigure, log);
        this.configAdmin = new ConfigAdminTracker(context, configurations, runtime::changed, log);
        this.passive = new PassiveBundles(context, runtime::changed);
        this.otherApi = new OtherApiListeners(context, runtime::changed, log);
        context.addBundleListener(sessions);
    }

    /** Configurations that are there already come first: a profile that is configured to start offline starts offline. */
    void start() {
        configAdmin.open();
        table.start();
        services.open();
        passive.open();
        otherApi.open(true); // all services, also of classes that are not this bundle's
        runtime.open(new Inspector(table), this::errors);
        Rehearsal.start(dispatcher);
    }

    void stop() {
        configAdmin.close();
        passive.close();
        otherApi.close();
        services.close();
        runtime.close();
        table.close();
        context.removeBundleListener(sessions);
        dispatcher.close();
        store.close();
    }

    private List<String> errors() {
        return Stream.of(configurations.errors(), passive.describe(), otherApi.describe())
                .flatMap(List::stream)
                .toList();
    }

    /** What the bundle does with offline objects. */
    private BundleSession session(Bundle bundle) {
        return sessions.of(bundle);
    }
}
