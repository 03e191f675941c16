// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a dump is about: one snapshot of everything. Histories are read as they are asked for, for they are the bulk of it. */
final class Findings {
    /** An object, and how many are above it. */
    record Place(OfflineObjectDTO object, int depth) {}

    private final OfflineRuntime source;
    private final OfflineRuntimeDTO runtime;
    private final OfflineWhiteboardDTO whiteboard;
    private final List<Place> places;

    /**
     * @param whiteboard null where there is none
     */
    Findings(OfflineRuntime runtime, OfflineWhiteboardRuntime whiteboard) {
        this.source = runtime;
        this.runtime = runtime.getRuntimeDTO();
        this.whiteboard = whiteboard == null ? null : whiteboard.getRuntimeDTO();
        this.places = places(this.runtime.objects);
    }

    OfflineRuntimeDTO runtime() {
        return runtime;
    }

    /** Empty where there is no whiteboard. */
    Optional<OfflineWhiteboardDTO> whiteboard() {
        return Optional.ofNullable(whiteboard);
    }

    /** Every object, each below its parent, otherwise in the order of their ids. */
    List<Place> places() {
        return places;
    }

    /** The last transitions, oldest first; none of an object that has gone since the snapshot. */
    List<TransitionDTO> history(OfflineObjectDTO object) {
        try {
            return source.getHistory(OfflineObjectId.parse(object.id));
        } catch (OfflineException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<Place> places(OfflineObjectDTO... objects) {
        Map<String, OfflineObjectDTO> byId = new HashMap<>();
        Stream.of(objects).forEach(object -> byId.put(object.id, object));
        Map<String, List<OfflineObjectDTO>> children = new HashMap<>();
        Deque<Place> next = new ArrayDeque<>();
        Stream.of(objects)
                .sorted(Comparator.comparing((OfflineObjectDTO object) -> OfflineObjectId.parse(object.id))
                        .reversed())
                .forEach(object -> {
                    if (object.parent != null && byId.containsKey(object.parent)) {
                        children.computeIfAbsent(object.parent, parent -> new ArrayList<>())
                                .add(object);
                    } else {
                        next.push(new Place(object, 0)); // a root, or one whose parent was not there any more
                    }
                });
        List<Place> places = new ArrayList<>(objects.length);
        while (!next.isEmpty()) {
            Place place = next.pop();
            places.add(place);
            children.getOrDefault(place.object().id, List.of())
                    .forEach(child -> next.push(new Place(child, place.depth() + 1)));
        }
        return places;
    }
}
