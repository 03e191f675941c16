// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

/** The event that buses deliver by type. Immutable. */
public record Tick(long number) {}
