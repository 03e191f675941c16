// SPDX-License-Identifier: Apache-2.0
/**
 * What the commands do, whatever the shell: from the words that were typed to the text, the tables or the JSON.
 *
 * <p>Each console bundle has this package inside; it is no API and is exported by nobody. {@link
 * io.offlinestate.console.core.OfflineConsole} is where a shell comes in, {@link io.offlinestate.console.core.Output}
 * where the answer goes. It knows OSGi and the API of Offline State, and no shell.
 */
package io.offlinestate.console.core;
