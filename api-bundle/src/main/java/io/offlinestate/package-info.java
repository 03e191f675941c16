// SPDX-License-Identifier: Apache-2.0
/**
 * Offline objects: their state, who is told when it changes, and how to open and create them.
 *
 * <p>A bundle that calls these types, or implements those marked {@code @ConsumerType}, imports them as a consumer:
 *
 * <pre>Import-Package: io.offlinestate;version="[1.0,2.0)"</pre>
 *
 * <p>A bundle that implements the types marked {@code @ProviderType}, or fills in the DTOs, imports them as a provider:
 *
 * <pre>Import-Package: io.offlinestate;version="[1.0,1.1)"</pre>
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package io.offlinestate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
