// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.OfflineException;
import io.offlinestate.common.SafeText;
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
            case PENDING, NO_SUPPORT -> state(message);
            default -> argument(message);
        };
    }

    /** The refusal of an argument. */
    static IllegalArgumentException argument(String message) {
        return new IllegalArgumentException(shown(message));
    }

    /** The refusal of what cannot be now. */
    static IllegalStateException state(String message) {
        return new IllegalStateException(shown(message));
    }

    /** What a client shows, as it stands and in a line: what was typed may be in it, or what bundles call themselves. */
    static String shown(String message) {
        return SafeText.clean(message, SafeText.FAILURE_LENGTH);
    }
}
