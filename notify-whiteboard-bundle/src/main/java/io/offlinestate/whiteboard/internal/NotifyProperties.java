package io.offlinestate.whiteboard.internal;

/**
 * What a listener asks for by its service properties.
 *
 * @param failure what is wrong with them, then what is right is still there to be shown; null if they are in order
 */
record NotifyProperties(Selection selection, Terms terms, Failure failure) {}
