// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.common.Log;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log that keeps what is logged, a line each: the level, the message, the arguments. */
public final class RecordingLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return lines;
    }

    public void clear() {
        lines.clear();
    }

    public Log logger() {
        return new Log() {
            @Override
            public void info(String format, Object... arguments) {
                add("info", format, arguments);
            }

            @Override
            public void warn(String format, Object... arguments) {
                add("warn", format, arguments);
            }

            @Override
            public void error(String format, Object... arguments) {
                add("error", format, arguments);
            }
        };
    }

    private void add(String level, String format, Object... arguments) {
        List<String> texts = Arrays.stream(arguments).map(RecordingLog::printed).toList();
        lines.add(level + " [" + format + ", " + texts + "]");
    }

    /** As the real log does it: with whatever a plug-in throws. */
    private static String printed(Object argument) {
        try {
            return String.valueOf(argument);
        } catch (Throwable broken) {
            return argument.getClass().getName();
        }
    }
}
