// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.common.NearMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys of a configuration: those that are settings, those of the tools, and those that mean nothing. Stateless. */
final class SettingKeys {
    static final String PROFILE = "profile";
    static final String STARTUP = "startup";
    static final String CAPABILITIES = "capabilities";
    static final String HOLD = "hold.timeout.ms";
    static final String STALL = "stall.threshold.ms";
    static final String BACKLOG = "backlog";
    static final String HISTORY = "history";

    private static final List<String> ALL = List.of(PROFILE, STARTUP, CAPABILITIES, HOLD, STALL, BACKLOG, HISTORY);

    /**
     * How the keys begin that Config Admin, DS, File Install, the Configurator, Karaf and other tools add; a dot marks a private
     * key.
     */
    private static final List<String> OF_TOOLS =
            List.of(".", ":", "service.", "component.", "osgi.", "felix.", "org.", "webconsole.");

    /** How many unknown keys are named. */
    private static final int NAMED = 10;

    private SettingKeys() {}

    /** Returns the configuration with keys that are found in any case, as in Config Admin. */
    static SortedMap<String, Object> ofAnyCase(Map<String, ?> configuration) {
        SortedMap<String, Object> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.putAll(configuration);
        return settings;
    }

    /** Says of each key that means nothing that it is ignored, and which one may be meant. */
    static List<String> ignored(SortedMap<String, ?> settings) {
        List<String> unknown =
                settings.keySet().stream().filter(SettingKeys::isUnknown).toList();
        List<String> ignored = new ArrayList<>();
        for (String key : unknown.subList(0, Math.min(NAMED, unknown.size()))) {
            ignored.add(Values.show(key) + " is not a setting and is ignored; "
                    + NearMatch.of(key, ALL, 1).stream()
                            .findFirst()
                            .map(name -> "did you mean " + name + "?")
                            .orElse("the settings are " + String.join(", ", ALL)));
        }
        if (unknown.size() > NAMED) {
            ignored.add((unknown.size() - NAMED) + " more keys are no settings and are ignored");
        }
        return ignored;
    }

    private static boolean isUnknown(String key) {
        return ALL.stream().noneMatch(key::equalsIgnoreCase)
                && OF_TOOLS.stream().noneMatch(start -> key.regionMatches(true, 0, start, 0, start.length()))
                && !key.equalsIgnoreCase("objectClass");
    }
}
