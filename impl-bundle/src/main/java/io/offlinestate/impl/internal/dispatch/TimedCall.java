// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/**
 * A callback that was timed. Must not be kept longer than its round: it refers to the listener.
 *
 * @param listener whose callback it was
 * @param nanos how long it took, or had been running when it was given up
 */
public record TimedCall(Listener listener, long nanos) {}
