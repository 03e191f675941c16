// SPDX-License-Identifier: Apache-2.0
/**
 * How a detector tells whether what an offline object stands for can be reached at all.
 *
 * <p>A bundle that calls these types, or implements those marked {@code @ConsumerType}, imports them as a consumer:
 *
 * <pre>Import-Package: io.offlinestate.reachability;version="[1.0,2.0)"</pre>
 *
 * <p>A bundle that implements the types marked {@code @ProviderType}, or fills in the DTOs, imports them as a provider:
 *
 * <pre>Import-Package: io.offlinestate.reachability;version="[1.0,1.1)"</pre>
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package io.offlinestate.reachability;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
