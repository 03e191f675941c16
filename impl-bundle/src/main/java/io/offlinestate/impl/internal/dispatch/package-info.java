// SPDX-License-Identifier: Apache-2.0
/**
 * Calls listeners: who is called when, by which thread, and what happens when one does not return. Knows nothing of objects
 * and their trees but the interface {@link io.offlinestate.impl.internal.dispatch.Source}.
 *
 * <p>Threads, all of them daemons named {@code offline-<profile>-<n>} that end when there is nothing to do, inherit nothing from the
 * code that needs them, are restored after each callback and, but for the watchdog, replaced when a bundle is unloaded:
 * <ul>
 * <li>dispatch threads call listeners, one thread per transition as long as nobody stalls, more after a stall;
 * <li>the watchdog is one thread that samples what is under way and takes a phase away from a dispatch thread that is stuck
 * in a callback, so that most callbacks need no clock; it calls no foreign code;
 * <li>completion threads, from a second pool, run completion actions of stages and never call a listener;
 * <li>one thread at a time writes to the log.
 * </ul>
 *
 * <p>Locks, in this order: a listener's monitor guards its mailbox and who empties it; the monitor of those who call listeners
 * together guards which callbacks are waited for, and is the innermost lock of all. The lock of a tree comes before both. The
 * cursor of a phase is an atomic word: the thread that moves it by compare-and-set owns the callback that it pointed at.
 * Callbacks run without any lock.
 */
package io.offlinestate.impl.internal.dispatch;
