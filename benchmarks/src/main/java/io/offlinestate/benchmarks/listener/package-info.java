/**
 * Listeners in the terms of all contenders.
 */
package io.offlinestate.benchmarks.listener;
