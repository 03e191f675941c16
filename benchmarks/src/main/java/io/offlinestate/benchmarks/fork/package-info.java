// SPDX-License-Identifier: Apache-2.0
/**
 * What needs a JVM of its own: listeners that hang at the first event, start-up time, footprint.
 */
package io.offlinestate.benchmarks.fork;
