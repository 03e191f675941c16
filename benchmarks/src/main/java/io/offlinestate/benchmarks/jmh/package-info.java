/**
 * Benchmarks in which contenders take turns in one JVM.
 */
package io.offlinestate.benchmarks.jmh;
