// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks in which contenders take turns in one JVM.
 */
package io.offlinestate.benchmarks.jmh;
