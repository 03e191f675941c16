// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

/** Knows how often it was called, so that a measurement can tell whether what it measured has happened. */
public interface Count {
    long calls();
}
