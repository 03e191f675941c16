// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.Completion;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes offline objects, profiles among them. Safe for use by any thread. */
@Service
public final class ObjectCompleter extends OfflineCompleter {
    @Override
    List<String> candidates(Completion completion, List<String> words, String word) {
        return completion.objects(word);
    }
}
