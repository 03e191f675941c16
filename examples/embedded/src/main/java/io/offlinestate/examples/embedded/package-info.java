// SPDX-License-Identifier: Apache-2.0
/**
 * A Java program that embeds a framework and shares the API with its bundles. No lock: one thread uses it; listeners are called
 * by the manager's threads.
 */
package io.offlinestate.examples.embedded;
