// SPDX-License-Identifier: Apache-2.0
/**
 * The commands as Karaf has them: an action per command, which hands the words on to the core, and completers.
 *
 * <p>Karaf finds the actions by the header {@code Karaf-Commands}, and makes one for each time a command is typed. It knows
 * options before the arguments only; those behind them arrive as a last argument, so that a line is typed the same way in
 * every shell.
 */
package io.offlinestate.console.karaf.internal;
