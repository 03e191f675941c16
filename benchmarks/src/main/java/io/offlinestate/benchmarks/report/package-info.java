// SPDX-License-Identifier: Apache-2.0
/**
 * Turns raw results into the tables of RESULTS.md.
 */
package io.offlinestate.benchmarks.report;
