// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * The kind of callback that an advise registers.
 *
 * <p>There is one; more may come. Immutable, hence safe for use by any thread. Mirrors {@code
 * MAPIOFFLINE_CALLBACK_TYPE}.
 */
public enum CallbackType {
    /** An {@link OfflineNotify}. Mirrors {@code MAPIOFFLINE_CALLBACK_TYPE_NOTIFY}. */
    NOTIFY(0);

    private final int value;

    CallbackType(int value) {
        this.value = value;
    }

    /**
     * The MAPI value of this type.
     *
     * @return 0 for {@link #NOTIFY}
     */
    public int value() {
        return value;
    }
}
