// SPDX-License-Identifier: Apache-2.0
/**
 * A printer for Felix Inventory: everything that the runtime services show, as text and as JSON.
 *
 * <p>Works on snapshots and keeps nothing between two dumps: no lock, no thread. A dump runs on the thread of the one who asks
 * for it.
 */
package io.offlinestate.inventory.internal;
