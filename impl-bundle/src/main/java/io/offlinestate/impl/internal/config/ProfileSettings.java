// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.impl.internal.state.Settings;
import java.util.Objects;

/**
 * The settings that a configuration gives to a profile. Equality is written out: the generated one stays in a cache of Java 17,
 * with the class loader of the types.
 *
 * @param profile the name of the profile
 * @param settings its settings, with the defaults for what the configuration does not say
 */
record ProfileSettings(String profile, Settings settings) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileSettings that && profile.equals(that.profile) && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(profile, settings);
    }
}
