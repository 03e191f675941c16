// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * Why a call was refused.
 *
 * <p>Where several apply, the one that counts is the first of {@link #NOT_FOUND}, {@link #INVALID_ARGUMENT}, {@link
 * #NO_SUPPORT} and {@link #PENDING}. Consumers treat codes they do not know as a refusal: more may come. Immutable, hence
 * safe for use by any thread. Mirrors the results on the pages of {@code HrOpenOfflineObj}, {@code IMAPIOffline} and
 * {@code IMAPIOfflineMgr}.
 */
public enum ErrorCode {
    /** There is no such offline object, or no longer. Mirrors {@code MAPI_E_NOT_FOUND}. */
    NOT_FOUND(0x8004010F),

    /** An argument is null or not one of those allowed. Mirrors {@code E_INVALIDARG}. */
    INVALID_ARGUMENT(0x80070057),

    /** The callback is null. Mirrors {@code E_NOINTERFACE}. */
    NO_INTERFACE(0x80004002),

    /** The object lacks the capability. Mirrors {@code MAPI_E_NO_SUPPORT}. */
    NO_SUPPORT(0x80040102),

    /** A change of the object is still under way. Mirrors {@code E_PENDING}. */
    PENDING(0x8000000A);

    private final int hresult;

    ErrorCode(int hresult) {
        this.hresult = hresult;
    }

    /**
     * The MAPI value of this code.
     *
     * @return an {@code HRESULT}; negative, as every failure
     */
    public int hresult() {
        return hresult;
    }
}
