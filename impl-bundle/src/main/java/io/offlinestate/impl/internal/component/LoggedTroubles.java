// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.common.Log;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Troubles;
import io.offlinestate.impl.internal.state.Advise;
import java.util.concurrent.TimeUnit;

/** Writes what goes wrong to the log, so that a reader can act on it. */
record LoggedTroubles(Log log) implements Troubles {
    @Override
    public void thrown(Listener listener, Throwable thrown) {
        log.warn("Listener {} has thrown; it stays advised.", name(listener), thrown);
    }

    @Override
    public void stalled(Listener listener) {
        log.warn(
                "Listener {} has not returned from a callback within {} ms; the others go on without it.",
                name(listener),
                TimeUnit.NANOSECONDS.toMillis(
                        ((Advise) listener).node().limits().stallNanos()));
    }

    @Override
    public void internal(String what, Throwable why) {
        log.error("{} Please report it.", what, why);
    }

    private static String name(Listener listener) {
        Advise advise = (Advise) listener;
        return advise.label() + " of " + advise.node().id();
    }
}
