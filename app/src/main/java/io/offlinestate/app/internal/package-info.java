// SPDX-License-Identifier: Apache-2.0
/**
 * What the runnable host adds to the framework: the demo, the {@code exit} command, the log above the prompt.
 *
 * <p>The main thread, which the launcher lends, runs the demo or waits for the framework to stop. The demo runs on a daemon thread
 * of its own, so that the process ends even if a call never returns. Callbacks and log entries reach it through queues; no
 * lock is held while it waits.
 */
package io.offlinestate.app.internal;
