// SPDX-License-Identifier: Apache-2.0
/**
 * The offline objects: which ones exist and who holds them, who asks for what, and when an object changes. Knows no OSGi
 * framework; calls listeners only through {@link io.offlinestate.impl.internal.dispatch}.
 *
 * <p>Two locks, in this order:
 * <ol>
 * <li>the lock of {@link io.offlinestate.impl.internal.state.ObjectTable} guards which objects exist and who holds them;
 * <li>the lock of an {@link io.offlinestate.impl.internal.state.OfflineTree}, one for each root, guards everything about the
 * objects of that tree: votes, requests that wait, transitions under way, advises, history.
 * </ol>
 * Under the lock of the table the lock of an intent file may be taken, to read what was requested before. Under the lock of
 * a tree come the monitor of an owner, the monitor of a listener and, innermost, that of the callbacks that are waited for; see
 * {@link io.offlinestate.impl.internal.dispatch}. No code of another bundle runs and nothing is written to disk under the lock of
 * a tree. What has to happen outside is collected under the lock and done after it is released.
 *
 * <p>Effective and requested state, settings and capabilities are published in volatile fields: reading them takes no lock.
 */
package io.offlinestate.impl.internal.state;
