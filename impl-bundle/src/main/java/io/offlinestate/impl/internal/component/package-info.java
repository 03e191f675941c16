// SPDX-License-Identifier: Apache-2.0
/**
 * Declarative Services and the service registry: wires the other packages and holds no logic of its own.
 *
 * <p>{@link io.offlinestate.impl.internal.component.ManagerComponent} creates the core while this bundle is the manager of the
 * framework, and none while another one is. {@link io.offlinestate.impl.internal.component.OfflineCore} starts and stops
 * everything else. The services of the API are registered through factories, so that each bundle gets an instance of its own and can be cleaned up after.
 * Services are registered, unregistered and modified without a lock; the monitor of the runtime service guards only who is
 * publishing the change count, and is taken while no other lock is held.
 */
package io.offlinestate.impl.internal.component;
