// SPDX-License-Identifier: Apache-2.0
/**
 * The whiteboard: every {@link io.offlinestate.OfflineNotify} service is advised on every {@link
 * io.offlinestate.OfflineManager} service that its properties select.
 *
 * <p>{@link io.offlinestate.whiteboard.internal.Whiteboard} puts the parts together. Two {@code ServiceWatch}es follow the
 * services of the two types; there is a {@code Subscription} for each listener and a {@code ManagerService} for each offline
 * object, and the {@code Directory} knows which may concern which.
 *
 * <p>Nothing in here holds a lock while code of another bundle runs. What a subscription does, it does in a {@code Serial},
 * one thing after another, on whichever thread brings the occasion; so a thread that brings another one leaves it to the
 * thread that is at work, instead of waiting for it.
 *
 * <p>Every monitor in here is a leaf: it guards the fields of one object, and no other lock is taken under it. Threads named
 * {@code offline-whiteboard-<n>} exist only while the thread that brought an event is stuck with one of several listeners, a
 * change count is yet to be published, or a listener that could not be got is to be tried again.
 */
package io.offlinestate.whiteboard.internal;
