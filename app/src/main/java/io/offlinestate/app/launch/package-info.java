// SPDX-License-Identifier: Apache-2.0
/**
 * What runs before there is a framework: reads the command line, locks the data folder, starts the launcher in the jar.
 *
 * <p>It lies beside the bundles in the executable jar and is part of none of them. One thread, the main thread, uses it.
 */
package io.offlinestate.app.launch;
