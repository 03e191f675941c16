// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import io.offlinestate.common.SafeText;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;

/**
 * Keeps what one bundle logs.
 *
 * <p>Safe for use by any thread.
 */
final class BundleLog implements LogListener {
    private final Inbox<String> inbox = new Inbox<>();
    private volatile Bundle followed;

    /** From now on, keeps what this bundle logs. */
    void follow(Bundle bundle) {
        followed = bundle;
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getBundle().equals(followed) && !LogLine.isEvent(entry)) {
            inbox.add(SafeText.clean(entry.getMessage()));
        }
    }

    /** What the bundle has logged. */
    Inbox<String> logged() {
        return inbox;
    }
}
