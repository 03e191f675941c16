// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

/** Asks the server for new mail while it runs. */
public interface Poller {
    void start();

    void stop();
}
