/**
 * Turns raw results into the tables of RESULTS.md.
 */
package io.offlinestate.benchmarks.report;
