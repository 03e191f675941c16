// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/** Is told what an operator should know. Called without a lock, on a thread that nothing depends on. */
public interface Troubles {
    /** A callback has thrown something of a kind that it has not thrown before. */
    void thrown(Listener listener, Throwable thrown);

    /** A callback does not return, for the first time. */
    void stalled(Listener listener);

    /** Something that must not happen has happened in here. */
    void internal(String what, Throwable why);
}
