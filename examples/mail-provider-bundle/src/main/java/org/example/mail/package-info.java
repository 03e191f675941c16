// SPDX-License-Identifier: Apache-2.0
/**
 * A mail provider to play with. Each listener is a component of its own and keeps no state; the whiteboard calls it.
 */
package org.example.mail;
