// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * The two states an offline object can be in.
 *
 * <p>Immutable, hence safe for use by any thread. Mirrors {@code MAPIOFFLINE_STATE_OFFLINE} and {@code
 * MAPIOFFLINE_STATE_ONLINE}, see {@code IMAPIOffline::GetCurrentState}.
 */
public enum ConnectionState {
    /** Not connected: whoever needs the network works with what is there. */
    OFFLINE(0x1),

    /** Connected. */
    ONLINE(0x2);

    private final int bits;

    ConnectionState(int bits) {
        this.bits = bits;
    }

    /**
     * The MAPI value of this state.
     *
     * @return {@code 0x1} for {@link #OFFLINE}, {@code 0x2} for {@link #ONLINE}
     */
    public int bits() {
        return bits;
    }

    /**
     * The state with the given MAPI value.
     *
     * @param bits {@code 0x1} or {@code 0x2}: exactly one state
     * @return the state
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} for every other value
     */
    public static ConnectionState ofBits(int bits) {
        for (ConnectionState state : values()) {
            if (state.bits == bits) {
                return state;
            }
        }
        throw OfflineException.invalidArgument(
                "bits", "is 0x%x".formatted(bits), "exactly one of 0x1 (OFFLINE) and 0x2 (ONLINE)");
    }
}
