// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.Locale;

/** What a test may leave behind on purpose, to show that it would be noticed: {@code -Dofflinestate.leak=} one of these. */
public enum Leak {
    NONE,
    /** A class loader of a bundle that is gone. */
    LOADER,
    /** A thread. */
    THREAD,
    /** One use of a service more than are given back. */
    USE,
    /** A service. */
    REGISTRATION,
    /** A listener that is told something after its bundle has stopped. */
    CALLBACK,
    /** A listener that is not told of one change. */
    FOLD;

    static final String PROPERTY = "offlinestate.leak";

    public static Leak chosen() {
        return valueOf(System.getProperty(PROPERTY, NONE.name()).toUpperCase(Locale.ROOT));
    }
}
