// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/**
 * How long the callbacks of a listener took; zeros if none was timed yet.
 *
 * @param p50Micros half of the last ones that were timed took no longer
 * @param p99Micros 99 of 100 took no longer
 * @param maxMicros none that was ever timed took longer
 */
public record LatencySummary(long p50Micros, long p99Micros, long maxMicros) {
    static final LatencySummary NONE = new LatencySummary(0, 0, 0);
}
