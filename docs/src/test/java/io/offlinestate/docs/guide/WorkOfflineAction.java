// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import java.util.concurrent.Executor;

/** What a menu entry "Work Offline" does. */
final class WorkOfflineAction {
    private final OfflineManager manager;
    private final Executor uiThread;

    WorkOfflineAction(OfflineManager manager, Executor uiThread) {
        this.manager = manager;
        this.uiThread = uiThread;
    }

    /** Runs on the UI thread, and never blocks it. */
    void run(ConnectionState wanted) {
        try {
            manager.setCurrentState(wanted)
                    .whenCompleteAsync((state, failure) -> show(failure == null ? state.name() : "unknown"), uiThread);
        } catch (OfflineException refused) {
            show(refused.code() == ErrorCode.PENDING ? "a change is under way" : refused.getMessage());
        }
    }

    void show(String text) {
        // sets the text of the status line
    }
}
