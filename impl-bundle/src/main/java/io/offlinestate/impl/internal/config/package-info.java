// SPDX-License-Identifier: Apache-2.0
/**
 * Configurations of profiles: follows Config Admin, reads what is for profiles, decides which configuration counts for a profile,
 * and lists what is wrong.
 *
 * <p>The monitor of {@link io.offlinestate.impl.internal.config.ProfileConfigurations} guards the bookkeeping. What follows from a
 * change is carried out afterwards without a lock, in order, by one thread at a time. Only
 * {@link io.offlinestate.impl.internal.config.ConfigAdminSource} uses the package of Config Admin; it is loaded once that is there.
 */
package io.offlinestate.impl.internal.config;
