// SPDX-License-Identifier: Apache-2.0
/**
 * One MXBean on the platform MBean server for each offline object that has no parent.
 *
 * <p>The beans keep no state of the manager: each read takes a snapshot. The monitor of
 * {@link io.offlinestate.jmx.internal.Registry} guards which bean should stand under which name; beans are registered and
 * unregistered without it, by one thread at a time per name. The monitor of a
 * {@link io.offlinestate.jmx.internal.StateNotifier} guards the advise that exists while JMX clients listen; it is held while
 * advising, which calls no foreign code, and never while a JMX listener is called. The only
 * thread is a short-lived daemon {@code offline-jmx}, which registers a bean whose name has come free.
 */
package io.offlinestate.jmx.internal;
