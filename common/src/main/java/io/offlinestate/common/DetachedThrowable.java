// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

/**
 * A copy of a throwable for the log. The JVM ties a throwable to the classes on its stack, and a log that remembers its last
 * entries would pin the plug-in's class loader long after the plug-in is gone; the copy holds text only, clean and bounded.
 */
final class DetachedThrowable extends Exception {
    private static final long serialVersionUID = 1;

    /** How many causes of causes are copied, should they go in a circle. */
    private static final int DEPTH = 8;

    private DetachedThrowable(String text, StackTraceElement[] stack, DetachedThrowable cause) {
        super(text, cause);
        setStackTrace(stack);
    }

    static DetachedThrowable of(Throwable thrown) {
        try {
            return copy(thrown, DEPTH);
        } catch (Throwable broken) { // one whose message, cause or stack cannot be had
            return new DetachedThrowable(thrown.getClass().getName(), new StackTraceElement[0], null);
        }
    }

    private static DetachedThrowable copy(Throwable thrown, int depth) {
        return thrown == null || depth == 0
                ? null
                : new DetachedThrowable(
                        SafeText.clean(thrown.toString(), SafeText.FAILURE_LENGTH),
                        cleaned(thrown.getStackTrace()),
                        copy(thrown.getCause(), depth - 1));
    }

    /** The names on a stack are what a class file says: those of methods and source files may hold anything. */
    private static StackTraceElement[] cleaned(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) { // a copy: getStackTrace gives each caller its own
            StackTraceElement frame = stack[i];
            String text = frame.toString();
            if (!text.equals(SafeText.clean(text))) {
                stack[i] = new StackTraceElement(
                        SafeText.clean(frame.getClassName()),
                        SafeText.clean(frame.getMethodName()),
                        frame.getFileName() == null ? null : SafeText.clean(frame.getFileName()),
                        frame.getLineNumber());
            }
        }
        return stack;
    }

    /** It was not thrown here: nothing of this stack is of interest, nor may it be kept. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
