// SPDX-License-Identifier: Apache-2.0
/**
 * The requested states on disk: one file per profile in the data area of the bundle, read at the start, appended to by each
 * change. Each has a second name in the data area of the framework, which outlives an uninstall.
 *
 * <p>{@code IntentStore} is what others see. {@code IntentStart} finds the files, {@code IntentLoader} and {@code IntentReader} read
 * them, {@code IntentFile} knows what is in one, {@code IntentOutput} writes its bytes, {@code IntentCopy} gives it its second name.
 *
 * <p>Each file has a lock of its own, which is held while the file is written and under which no other lock is taken and no foreign
 * code runs. Files are written by the thread that makes the request or ends its transition, with no other lock held.
 */
package io.offlinestate.impl.internal.intent;
