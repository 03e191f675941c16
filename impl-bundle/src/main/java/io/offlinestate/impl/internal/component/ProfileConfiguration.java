package io.offlinestate.impl.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of a profile, as configuration tools see it. What the values mean is read elsewhere. */
@ObjectClassDefinition(
        id = ProfileConfiguration.PID,
        name = "Offline State profile",
        description =
                "A profile whose plug-ins are told together whether they are online. Changes apply at once; deleting the"
                        + " configuration removes the profile, unless a bundle holds it.")
@interface ProfileConfiguration {
    String PID = "io.offlinestate.profile";

    @AttributeDefinition(
            name = "Profile",
            description =
                    "The name of the profile: 1 to 255 characters, no '/', not '*'; spaces at its ends do not count."
                            + " The profile \"default\" is there also without a configuration.")
    String profile();

    @AttributeDefinition(
            name = "Startup",
            description = "The state that is requested at first: the last one that was requested, or always the same.",
            options = {
                @Option(value = "remember", label = "the last one that was requested"),
                @Option(value = "online", label = "always online"),
                @Option(value = "offline", label = "always offline")
            })
    String startup() default "remember";

    @AttributeDefinition(
            name = "Capabilities",
            description = "Which changes the global object of the profile can make and notify of; an empty list: none.",
            options = {
                @Option(value = "OFFLINE", label = "going offline"),
                @Option(value = "ONLINE", label = "going online")
            })
    String[] capabilities() default {"OFFLINE", "ONLINE"};

    @AttributeDefinition(
            name = "Hold timeout",
            min = "0",
            description =
                    "How long going offline on request waits for plug-ins that are still busy getting ready for it,"
                            + " in milliseconds.")
    long hold_timeout_ms() default 5_000;

    @AttributeDefinition(
            name = "Stall threshold",
            min = "1",
            description = "The others go on without a plug-in whose callback runs longer than this, in milliseconds.")
    long stall_threshold_ms() default 50;

    @AttributeDefinition(
            name = "Backlog",
            min = "1",
            description = "How many transitions are kept for a plug-in that hangs; older ones are skipped.")
    int backlog() default 64;

    @AttributeDefinition(
            name = "History",
            min = "1",
            description = "How many transitions are kept for each object, to be looked at.")
    int history() default 32;
}
