// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a configuration says. Equality is written out: the generated one stays in a cache of Java 17, with the class loader of
 * the types.
 *
 * @param settings what it gives to its profile; empty if a value is wrong
 * @param errors what keeps it from being applied, each with what would be right
 * @param ignored its keys that mean nothing, each with what may be meant
 */
record ReadConfiguration(Optional<ProfileSettings> settings, List<String> errors, List<String> ignored) {
    /** A configuration that cannot be applied, whatever its values are. */
    static ReadConfiguration refused(String why) {
        return new ReadConfiguration(Optional.empty(), List.of(why), List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadConfiguration that
                && settings.equals(that.settings)
                && errors.equals(that.errors)
                && ignored.equals(that.ignored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings, errors, ignored);
    }
}
