/**
 * Frameworks and bundles in the JVM of the benchmark.
 */
package io.offlinestate.benchmarks.host;
