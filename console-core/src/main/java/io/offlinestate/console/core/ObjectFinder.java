// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.NameList;
import io.offlinestate.common.SafeText;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the object that a user named: by its id, or by as much of it as no other object has. The profile is never cut
 * short, so that a command for one profile cannot meet another.
 *
 * <p>Stateless, hence safe for use by any thread.
 */
final class ObjectFinder {
    private static final String FORM = "a profile, or profile/type/instance with two UUIDs";

    private final OfflineRuntime runtime;

    ObjectFinder(OfflineRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * The object with the given name.
     *
     * @throws CommandException if there is none, or several, with the names of those there are
     */
    OfflineObjectDTO find(String name) {
        try {
            return runtime.getObjectDTO(OfflineObjectId.parse(name));
        } catch (OfflineException e) {
            if (e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.INVALID_ARGUMENT) {
                throw e;
            }
            List<String> names = names();
            List<String> matches = matches(name, names);
            if (matches.size() == 1) {
                return runtime.getObjectDTO(OfflineObjectId.parse(matches.get(0)));
            }
            if (matches.size() > 1) {
                throw new CommandException(
                        "\"%s\" stands for several objects: %s"
                                .formatted(shown(name), NameList.of(matches, Typed::form)),
                        e);
            }
            throw new CommandException(
                    e.code() == ErrorCode.NOT_FOUND
                            ? "there is no object \"%s\"; %s".formatted(shown(name), there(name, names))
                            : "\"%s\" names no object: expected %s; %s"
                                    .formatted(shown(name), FORM, there(name, names)),
                    e);
        }
    }

    private static List<String> matches(String name, List<String> names) {
        List<String> same =
                names.stream().filter(id -> Typed.standsFor(name, id)).toList();
        if (!same.isEmpty()) {
            return same;
        }
        String[] typed = Typed.read(name).split("/", -1);
        return names.stream().filter(id -> isShortFor(typed, id.split("/"))).toList();
    }

    /** What there is to choose from. */
    String there() {
        return there(names());
    }

    private static String there(List<String> names) {
        return "there are: " + NameList.of(names, Typed::form) + more(names);
    }

    List<String> names() {
        return Stream.of(runtime.getRuntimeDTO().objects)
                .map(object -> object.id)
                .toList();
    }

    /** Whether each part that was typed begins the part of the id; the first one must be all of it, the last one some. */
    private static boolean isShortFor(String[] typed, String[] id) {
        if (typed.length < 2
                || typed.length > id.length
                || !typed[0].equals(id[0])
                || typed[typed.length - 1].isEmpty()) {
            return false;
        }
        for (int i = 1; i < typed.length; i++) {
            if (!id[i].startsWith(typed[i])) {
                return false;
            }
        }
        return true;
    }

    private static String there(String name, List<String> names) {
        return NameList.answer(name, "there are: ", names, Typed::form) + more(names);
    }

    private static String shown(String name) {
        return SafeText.clean(name, SafeText.LABEL_LENGTH);
    }

    private static String more(List<String> names) {
        return names.size() > NameList.SHOWN ? " (see offline:list)" : "";
    }
}
