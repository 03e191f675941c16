// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

/** Takes as long as slow work would. */
final class Pause {
    private Pause() {}

    /** Returns early, and leaves the thread interrupted, if it is interrupted. */
    static void of(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
