// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.common.Log;
import io.offlinestate.common.StackText;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Troubles;
import io.offlinestate.impl.internal.state.Advise;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes what goes wrong to the log, so that a reader can act on it. */
record LoggedTroubles(Log log) implements Troubles {
    @Override
    public void thrown(Listener listener, Throwable thrown) {
        log.warn("Listener {} has thrown; it stays advised.", name(listener), thrown);
    }

    @Override
    public void stalled(Listener listener) {
        long millis = TimeUnit.NANOSECONDS.toMillis(
                ((Advise) listener).node().limits().stallNanos());
        List<StackTraceElement> stack = listener.hang().stack();
        if (stack.isEmpty()) { // it has returned meanwhile
            log.warn(
                    "Listener {} has not returned from a callback within {} ms; the others go on without it.",
                    name(listener),
                    millis);
            return;
        }
        log.warn(
                "Listener {} has not returned from a callback within {} ms; the others go on without it. It hangs in {}.",
                name(listener),
                millis,
                StackText.where(stack.stream().map(StackText::frame).toList()),
                new HangingCallback(stack));
    }

    /** Shows a log where a callback is; it was never thrown. */
    private static final class HangingCallback extends Exception {
        private static final long serialVersionUID = 1;

        HangingCallback(List<StackTraceElement> stack) {
            super(null, null, false, true);
            setStackTrace(stack.toArray(StackTraceElement[]::new));
        }

        @Override
        public String toString() {
            return "The stack of the callback:";
        }
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
