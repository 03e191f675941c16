package io.offlinestate.console.core;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the object that a user named: by its id, or by as much of it as no other object has. The profile is never cut
 * short, so that a command for one profile cannot meet another.
 *
 * <p>Stateless, hence safe for use by any thread.
 */
final class ObjectFinder {
    private static final int NAMES_SHOWN = 20;
    private static final String FORM = "a profile, or profile/type/instance with two UUIDs";

    private final OfflineRuntime runtime;

    ObjectFinder(OfflineRuntime runtime) {
        this.runtime = runtime;
    }

    /** The objects there are, ordered by their ids. */
    static List<OfflineObjectDTO> inOrder(OfflineObjectDTO[] objects) {
        return Stream.of(objects).sorted(ObjectFinder::compare).toList();
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
            List<String> matches = names.stream()
                    .filter(id -> isShortFor(name.split("/", -1), id.split("/")))
                    .toList();
            if (matches.size() == 1) {
                return runtime.getObjectDTO(OfflineObjectId.parse(matches.get(0)));
            }
            if (matches.size() > 1) {
                throw new CommandException("\"%s\" stands for several objects: %s".formatted(name, shown(matches)), e);
            }
            throw new CommandException(
                    e.code() == ErrorCode.NOT_FOUND
                            ? "there is no object \"%s\"; %s".formatted(name, there(name, names))
                            : "\"%s\" names no object: expected %s; %s".formatted(name, FORM, there(name, names)),
                    e);
        }
    }

    /** What there is to choose from. */
    String there() {
        return "there are: " + shown(names());
    }

    List<String> names() {
        return inOrder(runtime.getRuntimeDTO().objects).stream()
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
        Optional<String> near = NearMatch.of(name, names);
        if (near.isEmpty()) {
            return "there are: " + shown(names);
        }
        List<String> nearFirst = new ArrayList<>(names);
        nearFirst.remove(near.get());
        nearFirst.add(0, near.get());
        return "did you mean %s? there are: %s".formatted(Words.typed(near.get()), shown(nearFirst));
    }

    private static String shown(List<String> names) {
        int more = names.size() - NAMES_SHOWN;
        return names.stream().limit(NAMES_SHOWN).map(Words::typed).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more (see offline:list)" : "");
    }

    private static int compare(OfflineObjectDTO a, OfflineObjectDTO b) {
        return OfflineObjectId.parse(a.id).compareTo(OfflineObjectId.parse(b.id));
    }
}
