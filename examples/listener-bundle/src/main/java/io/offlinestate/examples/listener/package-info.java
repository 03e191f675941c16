// SPDX-License-Identifier: Apache-2.0
/**
 * A listener that is registered as a service, in one component. No lock: its only field is final.
 */
package io.offlinestate.examples.listener;
