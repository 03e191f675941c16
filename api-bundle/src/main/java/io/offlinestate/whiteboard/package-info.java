// SPDX-License-Identifier: Apache-2.0
/**
 * What a bundle needs that registers an {@link io.offlinestate.OfflineNotify} as a service instead of advising it.
 *
 * <p>A bundle that calls these types, or implements those marked {@code @ConsumerType}, imports them as a consumer:
 *
 * <pre>Import-Package: io.offlinestate.whiteboard;version="[1.0,2.0)"</pre>
 *
 * <p>A bundle that implements the types marked {@code @ProviderType}, or fills in the DTOs, imports them as a provider:
 *
 * <pre>Import-Package: io.offlinestate.whiteboard;version="[1.0,1.1)"</pre>
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package io.offlinestate.whiteboard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
