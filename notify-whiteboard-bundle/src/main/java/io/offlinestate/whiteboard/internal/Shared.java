// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import org.osgi.framework.BundleContext;

/**
 * What all the subscriptions and manager services of one whiteboard have in common.
 *
 * @param context the context of the whiteboard's bundle, which holds the services
 * @param directory who may concern whom
 * @param relay for what takes long with one must not keep the others waiting
 * @param retries for what has failed and may work later
 * @param reports what is to be logged and counted, later, when nobody waits for it
 */
record Shared(BundleContext context, Directory directory, Relay relay, Retries retries, Reports reports) {}
