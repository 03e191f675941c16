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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Map<String, Integer> depths = new HashMap<>();
        List<Place> places = new ArrayList<>(objects.length);
        for (OfflineObjectDTO object : objects) { // in tree order
            // a root, or an object whose parent was removed meanwhile, has depth 0
            int depth = depths.getOrDefault(object.parent, -1) + 1;
            depths.put(object.id, depth);
            places.add(new Place(object, depth));
        }
        return places;
    }
}
