// SPDX-License-Identifier: Apache-2.0
/**
 * What is run: plans, chapters and the description of the machine.
 */
package io.offlinestate.benchmarks;
