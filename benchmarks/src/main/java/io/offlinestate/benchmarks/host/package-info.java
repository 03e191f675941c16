// SPDX-License-Identifier: Apache-2.0
/**
 * Frameworks and bundles in the JVM of the benchmark.
 */
package io.offlinestate.benchmarks.host;
