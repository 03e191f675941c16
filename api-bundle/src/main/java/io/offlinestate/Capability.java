// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A change of state that an offline object can make and notify of.
 *
 * <p>An object may have one of the two, both, or none. Immutable, hence safe for use by any thread. Mirrors {@code
 * MAPIOFFLINE_CAPABILITY_OFFLINE} and {@code MAPIOFFLINE_CAPABILITY_ONLINE}, see {@code IMAPIOffline::GetCapabilities}.
 */
public enum Capability {
    /** The object can go offline on request, and notifies of going offline. */
    OFFLINE(0x1),

    /** The object can go online on request, and notifies of going online. */
    ONLINE(0x2);

    private static final int ALL_BITS = 0x3;

    private final int bits;

    Capability(int bits) {
        this.bits = bits;
    }

    /**
     * The MAPI value of this capability.
     *
     * @return {@code 0x1} for {@link #OFFLINE}, {@code 0x2} for {@link #ONLINE}
     */
    public int bits() {
        return bits;
    }

    /**
     * The capabilities that a MAPI capability mask stands for.
     *
     * @param bits any combination of {@code 0x1} and {@code 0x2}; 0 is no capability at all
     * @return the capabilities, unmodifiable, in the order of this enum
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if any other bit is set
     */
    public static Set<Capability> ofBits(int bits) {
        if ((bits & ~ALL_BITS) != 0) {
            throw OfflineException.invalidArgument(
                    "bits", "is 0x%x".formatted(bits), "a combination of 0x1 (OFFLINE) and 0x2 (ONLINE), or 0");
        }
        EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (Capability capability : values()) {
            if ((bits & capability.bits) != 0) {
                capabilities.add(capability);
            }
        }
        return Collections.unmodifiableSet(capabilities);
    }
}
