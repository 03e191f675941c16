// SPDX-License-Identifier: Apache-2.0
/**
 * Everyone who is measured, behind one interface: add a listener, remove it, send an event.
 */
package io.offlinestate.benchmarks.contender;
