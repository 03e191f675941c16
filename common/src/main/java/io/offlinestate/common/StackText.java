// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.List;

/** Writes where a thread is. Stateless, hence safe for use by any thread. */
public final class StackText {
    /** What the packages of the Java platform begin with. */
    private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private StackText() {}

    /** Returns a frame as a stack trace prints it, without module and class loader; cut, not cleaned. */
    public static String frame(StackTraceElement frame) {
        String place;
        if (frame.isNativeMethod()) {
            place = "Native Method";
        } else if (frame.getFileName() == null) {
            place = "Unknown Source";
        } else {
            place = frame.getFileName() + (frame.getLineNumber() >= 0 ? ":" + frame.getLineNumber() : "");
        }
        return SafeText.cut(
                frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")", SafeText.FAILURE_LENGTH);
    }

    /**
     * Says in a line where a thread is: in which method of the platform, called by which method of somebody else. What the
     * platform does inside of the method tells a reader nothing.
     *
     * @param frames as {@link #frame} writes them, the innermost first
     * @return such as {@code java.io.InputStream.read, called by org.example.Outbox.flush(Outbox.java:42)}; empty without frames
     */
    public static String where(List<String> frames) {
        if (frames.isEmpty()) {
            return "";
        }
        int caller = 0;
        while (caller < frames.size() && isPlatform(frames.get(caller))) {
            caller++;
        }
        if (caller == 0 || caller == frames.size()) {
            return frames.get(0);
        }
        String called = frames.get(caller - 1);
        return called.substring(0, called.indexOf('(')) + ", called by " + frames.get(caller);
    }

    private static boolean isPlatform(String frame) {
        return frame.indexOf('(') > 0 && PLATFORM.stream().anyMatch(frame::startsWith);
    }
}
