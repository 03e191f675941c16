// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.impl.internal.dispatch.Lineup;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Tally;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The advises of one object. Adding and removing cost the same however many there are; the order is made when a transition
 * needs it and kept while nothing changes. Guarded by the lock of the tree; the arrays that it hands out do not change.
 */
final class ListenerSet {
    private static final Advise[] NONE = {};
    private static final Comparator<Advise> BY_AGE = Comparator.comparingLong(Advise::value);
    private static final Comparator<Advise> DESCENDING = Comparator.<Advise>comparingInt(
                    advise -> advise.terms().ranking())
            .reversed()
            .thenComparing(BY_AGE);
    private static final Comparator<Advise> ASCENDING =
            Comparator.<Advise>comparingInt(advise -> advise.terms().ranking()).thenComparing(BY_AGE);

    private Advise[] members = NONE;
    private int size;
    private Advise[] descending = NONE;
    private Advise[] ascending = NONE;
    private Lineup down;
    private Lineup up;

    int size() {
        return size;
    }

    void add(Advise advise) {
        if (size == members.length) {
            members = Arrays.copyOf(members, size + 1 + size / 2);
        }
        members[size] = advise;
        advise.index = size++;
        reorder();
    }

    boolean remove(Advise advise) {
        int index = advise.index;
        if (index >= size || members[index] != advise) {
            return false;
        }
        Advise last = members[--size];
        members[index] = last;
        last.index = index;
        members[size] = null;
        if (size < members.length / 4) {
            members = Arrays.copyOf(members, size);
        }
        reorder();
        return true;
    }

    /** The order is made anew when it is needed next. It must not be kept: it holds callbacks of bundles that may be gone. */
    void reorder() {
        descending = null;
        ascending = null;
        down = null;
        up = null;
    }

    /** The same order for a quick loop. */
    Lineup lineup(boolean goingDown) {
        if (down == null) {
            Listener[] order = ordered(true);
            Tally tally = new Tally();
            for (Listener listener : order) {
                listener.countIn(tally);
            }
            down = new Lineup(order, tally);
            up = ascending == descending ? down : new Lineup(ascending, tally);
        }
        return goingDown ? down : up;
    }

    /** Descending ranking for going offline, ascending for going online, ties in the order of advise. */
    Listener[] ordered(boolean down) {
        if (descending == null) {
            descending = Arrays.copyOf(members, size);
            Arrays.sort(descending, DESCENDING);
            ascending = descending;
            if (size > 0
                    && descending[0].terms().ranking()
                            != descending[size - 1].terms().ranking()) {
                ascending = descending.clone();
                Arrays.sort(ascending, ASCENDING);
            }
        }
        return down ? descending : ascending;
    }

    /** All of them, in the order of advise. */
    Advise[] byAge() {
        Advise[] all = Arrays.copyOf(members, size);
        Arrays.sort(all, BY_AGE);
        return all;
    }
}
