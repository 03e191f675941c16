/**
 * Declarative Services and the service registry: wires the other packages and holds no logic of its own.
 *
 * <p>{@link io.offlinestate.impl.internal.component.OfflineCore} is the component that starts and stops everything. The services
 * of the API are registered through factories, so that each bundle gets an instance of its own and can be cleaned up after.
 * Services are registered, unregistered and modified without a lock; the monitor of the runtime service guards only who is
 * publishing the change count, and is taken while no other lock is held.
 */
package io.offlinestate.impl.internal.component;
