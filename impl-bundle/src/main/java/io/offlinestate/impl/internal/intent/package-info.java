/**
 * The requested states on disk: one file per profile in the data area of the bundle, read at the start, appended to by each
 * change.
 *
 * <p>Each file has a lock of its own, which is held while the file is written and under which no other lock is taken and no foreign
 * code runs. Files are written by the thread that makes the request or ends its transition, with no other lock held.
 */
package io.offlinestate.impl.internal.intent;
