// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The configuration of a profile, as configuration tools see it: the texts are in {@code OSGI-INF/l10n}, in English and German. What
 * the values mean is read elsewhere.
 */
@ObjectClassDefinition(
        id = ProfileConfiguration.PID,
        localization = "OSGI-INF/l10n/profile",
        name = "%profile",
        description = "%profile.description")
@interface ProfileConfiguration {
    String PID = "io.offlinestate.profile";

    @AttributeDefinition(name = "%name", description = "%name.description")
    String profile();

    @AttributeDefinition(
            name = "%startup",
            description = "%startup.description",
            options = {
                @Option(value = "remember", label = "%startup.remember"),
                @Option(value = "online", label = "%startup.online"),
                @Option(value = "offline", label = "%startup.offline")
            })
    String startup() default "remember";

    @AttributeDefinition(
            name = "%capabilities",
            description = "%capabilities.description",
            options = {
                @Option(value = "OFFLINE", label = "%capabilities.offline"),
                @Option(value = "ONLINE", label = "%capabilities.online")
            })
    String[] capabilities() default {"OFFLINE", "ONLINE"};

    @AttributeDefinition(name = "%hold.timeout", description = "%hold.timeout.description", min = "0")
    long hold_timeout_ms() default 5_000;

    @AttributeDefinition(name = "%stall.threshold", description = "%stall.threshold.description", min = "1")
    long stall_threshold_ms() default 50;

    @AttributeDefinition(name = "%backlog", description = "%backlog.description", min = "1")
    int backlog() default 64;

    @AttributeDefinition(name = "%history", description = "%history.description", min = "1")
    int history() default 32;
}
