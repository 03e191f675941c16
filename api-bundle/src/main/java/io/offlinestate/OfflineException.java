// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * The refusal of a call, with the code that MAPI returns for it.
 *
 * <p>Its message names the offline object, the argument, and what would have been right. As safe for use by several
 * threads as any {@link Throwable}. Mirrors the {@code HRESULT} values that the MAPI functions return.
 */
public final class OfflineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the call was refused. */
    private final ErrorCode code;

    /**
     * A refusal without a cause.
     *
     * @param code why the call was refused
     * @param message what was refused and what would have been right; kept as given, also if null
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT}, if {@code code} is null
     */
    public OfflineException(ErrorCode code, String message) {
        super(message);
        this.code = requireCode(code, message, null);
    }

    /**
     * A refusal that something else led to.
     *
     * @param code why the call was refused
     * @param message what was refused and what would have been right; kept as given, also if null
     * @param cause what led to it; may be null
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT}, if {@code code} is
     *     null
     */
    public OfflineException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = requireCode(code, message, cause);
    }

    /**
     * Why the call was refused.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    private static ErrorCode requireCode(ErrorCode code, String message, Throwable cause) {
        if (code == null) {
            throw new OfflineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "argument code is null; expected one of ErrorCode; the message was: " + message,
                    cause);
        }
        return code;
    }

    /** The refusal of one argument: its name, what is the matter with it, what would have been right. */
    static OfflineException invalidArgument(String name, String matter, String expected) {
        return new OfflineException(
                ErrorCode.INVALID_ARGUMENT, "argument %s %s; expected %s".formatted(name, matter, expected));
    }

    /** Gives the value back, unless it is null. */
    static <T> T requireNonNull(T value, String name, String expected) {
        if (value == null) {
            throw invalidArgument(name, "is null", expected);
        }
        return value;
    }
}
