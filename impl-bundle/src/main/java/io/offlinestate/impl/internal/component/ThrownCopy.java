package io.offlinestate.impl.internal.component;

/**
 * What a plug-in has thrown, as a log may keep it. The JVM ties a throwable to the classes on its stack, and a log that
 * remembers its last entries would hold the plug-in's class loader long after the plug-in is gone; a copy holds text only.
 */
final class ThrownCopy extends Exception {
    private static final long serialVersionUID = 1;

    /** How many causes of causes are copied, should they go in a circle. */
    private static final int DEPTH = 8;

    private ThrownCopy(String text, StackTraceElement[] stack, ThrownCopy cause) {
        super(text, cause);
        setStackTrace(stack);
    }

    static ThrownCopy of(Throwable thrown) {
        try {
            return copy(thrown, DEPTH);
        } catch (Throwable broken) { // one whose message, cause or stack cannot be had
            return new ThrownCopy(thrown.getClass().getName(), new StackTraceElement[0], null);
        }
    }

    private static ThrownCopy copy(Throwable thrown, int depth) {
        return thrown == null || depth == 0
                ? null
                : new ThrownCopy(thrown.toString(), thrown.getStackTrace(), copy(thrown.getCause(), depth - 1));
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
