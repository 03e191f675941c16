package io.offlinestate.console.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a user may have meant who mistyped a name; without state, hence safe for use by any thread. */
final class NearMatch {
    private NearMatch() {}

    /** The name that takes fewest changes of a letter, if they are few for its length. */
    static Optional<String> of(String typed, Collection<String> names) {
        record Match(String name, int changes) {}
        return names.stream()
                .map(name -> new Match(name, changes(typed, name)))
                .filter(match -> match.changes <= Math.max(1, match.name.length() / 3))
                .min(Comparator.comparingInt(Match::changes).thenComparing(Match::name))
                .map(Match::name);
    }

    /** How many letters are to be added, removed, replaced, or swapped with their neighbour; case does not count. */
    private static int changes(String typed, String name) {
        String from = typed.toLowerCase(Locale.ROOT);
        String to = name.toLowerCase(Locale.ROOT);
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                cost[i][j] =
                        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
