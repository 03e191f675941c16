// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.common.SafeText;
import io.offlinestate.common.StackText;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Which listeners hang, for how long, and where; without state, hence safe for use by any thread. */
final class HangText {
    private static final String FRAME_INDENT = "  at ";

    private HangText() {}

    /** For a cell of a table. */
    static String brief(AdviseDTO advise) {
        if (!advise.stalled) {
            return "no";
        }
        return advise.stalledMillis == 0 ? "yes" : "hangs for " + duration(advise);
    }

    private static String duration(AdviseDTO advise) {
        return advise.stalledMillis < 1_000
                ? advise.stalledMillis + " ms"
                : Times.inOneUnit(Duration.ofMillis(advise.stalledMillis));
    }

    /** Whether there is anything to print. */
    static boolean isStuck(AdviseDTO advise) {
        return advise.stalledStack.length > 0;
    }

    /**
     * Prints for each listener of the object that hangs: in a line where, then the frames, the innermost first.
     *
     * @param frames how many frames to print of each
     */
    static void print(OfflineObjectDTO object, int frames, String indent, Output output) {
        Stream.of(object.advises).filter(HangText::isStuck).forEach(advise -> {
            List<String> stack = List.of(advise.stalledStack);
            output.line(clean(indent + advise.label + " of " + object.id + " hangs for " + duration(advise) + " in "
                    + StackText.where(stack)));
            stack.stream().limit(frames).forEach(frame -> output.line(clean(indent + FRAME_INDENT + frame)));
            int more = stack.size() - frames;
            if (more > 0) {
                output.line(indent + "  and " + more + " more frames (offline:listeners --stack shows them)");
            }
        });
    }

    private static String clean(String line) {
        return SafeText.clean(line);
    }
}
