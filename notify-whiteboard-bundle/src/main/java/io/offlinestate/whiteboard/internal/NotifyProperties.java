// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.Objects;

/**
 * What a listener asks for by its service properties. Equality is written out: the generated one stays in a cache of Java 17, with
 * the class loader of the types.
 *
 * @param failure what is wrong with them, then what is right is still there to be shown; null if they are in order
 */
record NotifyProperties(Selection selection, Terms terms, Failure failure) {
    @Override
    public boolean equals(Object other) {
        return other instanceof NotifyProperties that
                && Objects.equals(selection, that.selection)
                && Objects.equals(terms, that.terms)
                && Objects.equals(failure, that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(selection, terms, failure);
    }
}
