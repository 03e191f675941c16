// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.impl.internal.dispatch.Limits;

/**
 * A profile that has objects or a configuration: its settings, shared by all its objects. The settings may be read by
 * anybody; who holds it is guarded by the {@link ObjectTable}.
 */
final class Profile {
    private final String name;
    private volatile Settings settings = Settings.DEFAULT;
    private volatile Limits limits = settings.limits();

    /** How many objects it has, and whether there is a configuration for it. */
    int objects;

    boolean configured;

    Profile(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Settings settings() {
        return settings;
    }

    Limits limits() {
        return limits;
    }

    void apply(Settings changed) {
        settings = changed;
        limits = changed.limits();
    }
}
