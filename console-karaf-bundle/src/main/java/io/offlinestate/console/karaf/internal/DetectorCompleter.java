// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.Completion;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the detectors that were reported from this console. Safe for use by any thread. */
@Service
public final class DetectorCompleter extends OfflineCompleter {
    @Override
    List<String> candidates(Completion completion, List<String> words, String word) {
        List<String> known = completion.detectors(words.size() > 1 ? words.get(1) : "");
        // any name will do: without a candidate the shell takes it for a wrong one, and does not complete what follows
        return known.isEmpty() && !word.isEmpty() ? List.of(word) : known;
    }
}
