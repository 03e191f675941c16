// SPDX-License-Identifier: Apache-2.0
/**
 * The commands as Gogo has them: hands the words that were typed on to the core, and teaches sessions to complete.
 *
 * <p>Commands run on the thread of their session. There is no lock and no thread of this package's own. A session
 * that has been taught to complete keeps words only, so it does not hold this bundle.
 */
package io.offlinestate.console.internal;
