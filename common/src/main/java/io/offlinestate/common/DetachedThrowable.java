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
                        SafeText.clean(SafeText.cut(thrown.toString(), SafeText.FAILURE_LENGTH)),
                        thrown.getStackTrace(),
                        copy(thrown.getCause(), depth - 1));
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
