// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Finds the names that a user may have meant who mistyped one. The work is bounded: names that differ by more than a few letters
 * are left as soon as that is certain, however long they are. Stateless, hence safe for use by any thread.
 */
public final class NearMatch {
    /** More changes than this make another name of it, however long it is. */
    private static final int MAX_CHANGES = 6;

    private static final Comparator<Match> NEAREST_FIRST =
            Comparator.comparingInt(Match::changes).thenComparing(Match::name);

    private NearMatch() {}

    private record Match(String name, int changes) {}

    /**
     * The names that take fewest changes of a letter, if they are few for their length.
     *
     * @param atMost how many are wanted
     * @return the nearest first
     */
    public static List<String> of(String typed, Collection<String> names, int atMost) {
        PriorityQueue<Match> worstFirst = new PriorityQueue<>(NEAREST_FIRST.reversed());
        String from = null;
        for (String name : names) {
            int limit = Math.min(MAX_CHANGES, Math.max(1, name.length() / 3));
            if (worstFirst.size() == atMost) {
                limit = Math.min(limit, worstFirst.peek().changes); // what is farther away is not wanted any more
            }
            if (Math.abs(typed.length() - name.length()) > limit) {
                continue; // also a way not to lower the case of a word of megabytes
            }
            from = from == null ? typed.toLowerCase(Locale.ROOT) : from;
            int changes = changes(from, name.toLowerCase(Locale.ROOT), limit);
            if (changes <= limit) {
                worstFirst.add(new Match(name, changes));
                if (worstFirst.size() > atMost) {
                    worstFirst.remove();
                }
            }
        }
        return worstFirst.stream().sorted(NEAREST_FIRST).map(Match::name).toList();
    }

    /** How many changes it takes; any number above the limit if it is more than that. What both have in common at their ends takes none. */
    private static int changes(String from, String to, int limit) {
        int shorter = Math.min(from.length(), to.length());
        int begin = 0;
        while (begin < shorter && from.charAt(begin) == to.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && from.charAt(from.length() - 1 - end) == to.charAt(to.length() - 1 - end)) {
            end++;
        }
        return changesBetween(
                from.substring(begin, from.length() - end), to.substring(begin, to.length() - end), limit);
    }

    /**
     * How many letters are to be added, removed, replaced, or swapped with their neighbour; any number above the limit if it is
     * more than that. Only the cells of the matrix near its diagonal are computed, row by row.
     */
    private static int changesBetween(String from, String to, int limit) {
        int above = limit + 1;
        int[] beforeLast = filled(to.length() + 1, above);
        int[] last = filled(to.length() + 1, above);
        int[] row = filled(to.length() + 1, above);
        for (int j = 0; j <= Math.min(to.length(), limit); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] recycled = beforeLast;
            beforeLast = last;
            last = row;
            row = recycled;
            int first = Math.max(1, i - limit);
            int end = Math.min(to.length(), i + limit);
            row[first - 1] = first == 1 ? Math.min(i, above) : above;
            int least = row[first - 1];
            for (int j = first; j <= end; j++) {
                int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                int cost = Math.min(Math.min(last[j], row[j - 1]) + 1, replaced);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost = Math.min(cost, beforeLast[j - 2] + 1);
                }
                row[j] = Math.min(cost, above);
                least = Math.min(least, row[j]);
            }
            if (end < to.length()) {
                row[end + 1] = above;
            }
            if (least >= above) {
                return above;
            }
        }
        return row[to.length()];
    }

    private static int[] filled(int length, int value) {
        int[] row = new int[length];
        Arrays.fill(row, value);
        return row;
    }
}
