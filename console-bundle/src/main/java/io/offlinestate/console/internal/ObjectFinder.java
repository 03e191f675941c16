package io.offlinestate.console.internal;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the object that a user named.
 *
 * <p>Stateless, hence safe for use by any thread.
 */
final class ObjectFinder {
    private static final int NAMES_SHOWN = 20;

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
     * @throws CommandException if there is none, with the names of those there are
     */
    OfflineObjectDTO find(String name) {
        try {
            return runtime.getObjectDTO(OfflineObjectId.parse(name));
        } catch (OfflineException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                throw new CommandException("there is no object \"%s\"; %s".formatted(name, there()), e);
            }
            if (e.code() == ErrorCode.INVALID_ARGUMENT) {
                throw new CommandException(
                        "\"%s\" names no object: expected a profile, or profile/type/instance with two UUIDs; %s"
                                .formatted(name, there()),
                        e);
            }
            throw e;
        }
    }

    private String there() {
        List<OfflineObjectDTO> objects = inOrder(runtime.getRuntimeDTO().objects);
        String names =
                objects.stream().limit(NAMES_SHOWN).map(object -> object.id).collect(Collectors.joining(", "));
        int more = objects.size() - NAMES_SHOWN;
        return "there are: " + names + (more > 0 ? " and " + more + " more (see offline:list)" : "");
    }

    private static int compare(OfflineObjectDTO a, OfflineObjectDTO b) {
        return OfflineObjectId.parse(a.id).compareTo(OfflineObjectId.parse(b.id));
    }
}
