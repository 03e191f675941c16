// SPDX-License-Identifier: Apache-2.0
/**
 * Listeners in the terms of all contenders.
 */
package io.offlinestate.benchmarks.listener;
