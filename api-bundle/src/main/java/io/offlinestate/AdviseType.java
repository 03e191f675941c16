// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * What an advise asks to be told of.
 *
 * <p>There is one; more may come. Immutable, hence safe for use by any thread. Mirrors {@code MAPIOFFLINE_ADVISE_TYPE}.
 */
public enum AdviseType {
    /** Changes of state. Mirrors {@code MAPIOFFLINE_ADVISE_TYPE_STATECHANGE}. */
    STATECHANGE(1);

    private final int value;

    AdviseType(int value) {
        this.value = value;
    }

    /**
     * The MAPI value of this type.
     *
     * @return 1 for {@link #STATECHANGE}
     */
    public int value() {
        return value;
    }
}
