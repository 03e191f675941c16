// SPDX-License-Identifier: Apache-2.0
/**
 * The five steps by hand, in one component. No lock: its fields are final, and the manager calls the callback.
 */
package io.offlinestate.examples.byhand;
