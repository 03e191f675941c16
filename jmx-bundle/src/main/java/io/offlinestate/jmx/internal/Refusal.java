package io.offlinestate.jmx.internal;

import io.offlinestate.OfflineException;
import java.util.function.Supplier;

/**
 * Turns what the manager throws into exceptions of the JDK, without a cause: a client that does not have our classes could not
 * read anything else.
 */
final class Refusal {
    private Refusal() {}

    /** Calls the manager. */
    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (OfflineException e) {
            throw of(e);
        }
    }

    /** The same refusal: an argument that is wrong, or a state in which it cannot be. */
    static RuntimeException of(OfflineException e) {
        String message = e.code() + ": " + e.getMessage();
        return switch (e.code()) {
            case PENDING, NO_SUPPORT -> new IllegalStateException(message);
            default -> new IllegalArgumentException(message);
        };
    }
}
