// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Names things in a message: all of them where they are few; else the first few, or those that were meant, and how many there
 * are. Stateless, hence safe for use by any thread.
 */
public final class NameList {
    /** So many names are shown at most. */
    public static final int SHOWN = 10;
    /** So many names are shown at most as near misses. */
    private static final int NEAR = 3;

    private NameList() {}

    /** The names in their order, separated by commas; of more than {@link #SHOWN}, how many are left out. */
    public static String of(Collection<String> names) {
        return of(names, UnaryOperator.identity());
    }

    /**
     * The names in their order, separated by commas; of more than {@link #SHOWN}, how many are left out.
     *
     * @param form how a name is written
     */
    public static String of(Collection<String> names, UnaryOperator<String> form) {
        List<String> shown = new ArrayList<>(SHOWN);
        for (String name : names) {
            if (shown.size() == SHOWN) {
                break;
            }
            shown.add(form.apply(name));
        }
        int more = names.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    /**
     * Answers a name that is not there: the names that may have been meant, then those that are there, as {@link #of(Collection)}
     * writes them.
     *
     * @param wrong the name that is not there
     * @param what what stands before the list, such as {@code the profiles that are there: }
     * @param names all names, in the order in which they are shown
     * @param form how a name is written
     */
    public static String answer(String wrong, String what, Collection<String> names, UnaryOperator<String> form) {
        List<String> near = NearMatch.of(wrong, names, NEAR);
        String meant = near.isEmpty()
                ? ""
                : "did you mean " + String.join(" or ", near.stream().map(form).toList()) + "? ";
        return meant + what + of(names, form);
    }
}
