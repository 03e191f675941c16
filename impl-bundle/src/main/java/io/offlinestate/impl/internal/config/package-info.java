/**
 * Configurations of profiles: parses them, decides which one counts for a profile, and lists those that cannot be applied.
 *
 * <p>The monitor of {@link io.offlinestate.impl.internal.config.ProfileConfigurations} guards the bookkeeping. What follows from a
 * change is carried out afterwards without a lock, in order, by one thread at a time. Knows neither components nor Config Admin.
 */
package io.offlinestate.impl.internal.config;
