// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.benchmarks.contender.EventAdminBus.Product;
import io.offlinestate.benchmarks.contender.OfflineState.Trigger;
import io.offlinestate.benchmarks.contender.OfflineState.Way;
import io.offlinestate.benchmarks.host.FrameworkKind;

/** Everyone who is measured. */
public enum ContenderKind {
    PLAIN_LOOP("plain array loop", framework -> new PlainLoop()),
    SERVICE_TRACKER("ServiceTracker loop", TrackerLoop::new),
    REGISTRY_ONLY("registry alone", RegistryOnly::new),
    GUAVA("Guava EventBus", framework -> new GuavaBus()),
    FELIX_EVENT_ADMIN("Felix Event Admin send", framework -> new EventAdminBus(Product.FELIX, framework, true)),
    FELIX_NO_TIMEOUT(
            "Felix Event Admin send, time-out off",
            framework -> new EventAdminBus(Product.FELIX_NO_TIMEOUT, framework, true)),
    EQUINOX_EVENT_ADMIN("Equinox Event Admin send", framework -> new EventAdminBus(Product.EQUINOX, framework, true)),
    FELIX_POST("Felix Event Admin post", framework -> new EventAdminBus(Product.FELIX, framework, false)),
    FELIX_POST_NO_TIMEOUT(
            "Felix Event Admin post, time-out off",
            framework -> new EventAdminBus(Product.FELIX_NO_TIMEOUT, framework, false)),
    EQUINOX_POST("Equinox Event Admin post", framework -> new EventAdminBus(Product.EQUINOX, framework, false)),
    TYPED_EVENT("Aries Typed Event", TypedEvents::new),
    OFFLINE_ADVISE("**this project, advise**", framework -> new OfflineState(framework, Way.ADVISE, Trigger.REQUEST)),
    OFFLINE_WHITEBOARD(
            "**this project, whiteboard**", framework -> new OfflineState(framework, Way.WHITEBOARD, Trigger.REQUEST)),
    ADVISE_IN_A_ROW(
            "**this project, advise, in a row**",
            framework -> new OfflineState(framework, Way.ADVISE, Trigger.IN_A_ROW)),
    WHITEBOARD_IN_A_ROW(
            "**this project, whiteboard, in a row**",
            framework -> new OfflineState(framework, Way.WHITEBOARD, Trigger.IN_A_ROW)),
    DETECTED_ADVISE(
            "**this project, advise, detected change**",
            framework -> new OfflineState(framework, Way.ADVISE, Trigger.DETECTION)),
    DETECTED_WHITEBOARD(
            "**this project, whiteboard, detected change**",
            framework -> new OfflineState(framework, Way.WHITEBOARD, Trigger.DETECTION));

    private final String label;
    private final Opening opening;

    ContenderKind(String label, Opening opening) {
        this.label = label;
        this.opening = opening;
    }

    /** What it is called in tables. */
    public String label() {
        return label;
    }

    /** Starts it, in a framework of this kind if it needs one. */
    public Contender open(FrameworkKind framework) throws Exception {
        return opening.open(framework);
    }

    private interface Opening {
        Contender open(FrameworkKind framework) throws Exception;
    }
}
