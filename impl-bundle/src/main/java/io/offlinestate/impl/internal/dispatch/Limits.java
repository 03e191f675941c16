// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/**
 * How patient dispatch is with the listeners of a profile. Immutable; read anew for every decision, so that a changed
 * configuration applies to the next one.
 *
 * @param stallNanos a callback that runs longer has stalled
 * @param holdNanos how long a callback is waited for that has to be waited for, from its beginning
 * @param backlog how many transitions are kept for a listener that has stalled, without the one in progress
 */
public record Limits(long stallNanos, long holdNanos, int backlog) {}
