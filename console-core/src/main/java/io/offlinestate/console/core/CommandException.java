// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.common.SafeText;

/**
 * A command that was not carried out; its message says why, and what would have been right.
 *
 * <p>As text it is its message alone: shells print an exception by {@link #toString()}, and the user asked for no class
 * name. As safe for use by several threads as any {@link Throwable}.
 */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(SafeText.clean(message));
    }

    CommandException(String message, Throwable cause) {
        super(SafeText.clean(message), cause);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
