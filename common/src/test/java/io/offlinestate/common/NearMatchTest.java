// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMatchTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "defalut,default",
        "defaul,default",
        "DEFAULT,default",
        "wrk,work",
        "workk,work",
        "vork,work",
        "owrk,work"
    })
    void of_mistypedName_isFound(String typed, String meant) {
        assertEquals(List.of(meant), NearMatch.of(typed, List.of("default", "work"), 3));
    }

    @ParameterizedTest
    @CsvSource({"other", "dflt-x", "wo"})
    void of_anotherName_isNotFound(String typed) {
        assertEquals(List.of(), NearMatch.of(typed, List.of("default", "work"), 3));
    }

    @Test
    void of_severalNearNames_nearestFirst() {
        assertEquals(List.of("mail-1", "mail-11"), NearMatch.of("mail-1", List.of("mail-22", "mail-11", "mail-1"), 2));
    }

    @Test
    void of_longNamesWithFewChanges_areFound() {
        String id = "work/0b8ad7b9-8d3b-4b1d-9c3e-0a5f4f4f1a11/00000000-0000-0000-0000-000000000001";
        assertEquals(List.of(id), NearMatch.of(id.replace("8d3b", "8db3").substring(1), List.of(id), 1));
    }

    /** Against the plain algorithm, over words of a few letters, of which many are near. */
    @Test
    void of_randomWords_findsWhatThePlainAlgorithmFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> names = random.ints(40, 3, 12)
                    .mapToObj(length -> word(random, length))
                    .distinct()
                    .toList();
            String typed = word(random, 3 + random.nextInt(9));
            List<String> expected = names.stream()
                    .filter(name -> plain(typed, name) <= Math.min(6, Math.max(1, name.length() / 3)))
                    .sorted(Comparator.comparingInt((String name) -> plain(typed, name))
                            .thenComparing(name -> name))
                    .limit(3)
                    .toList();
            assertEquals(expected, NearMatch.of(typed, names, 3), typed);
        }
    }

    private static String word(Random random, int length) {
        return random.ints(length, 'a', 'd').mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static int plain(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, replaced);
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

    @Test
    void of_hugeWordAndManyNames_isAnsweredAtOnce() {
        List<String> names = IntStream.range(0, 20_000)
                .mapToObj(i -> "account-" + i + "/" + "x".repeat(300))
                .toList();
        assertTimeout(AT_ONCE, () -> assertEquals(List.of(), NearMatch.of("y".repeat(20_000), names, 3)));
        assertTimeout(
                AT_ONCE,
                () -> assertEquals(3, NearMatch.of(names.get(7) + "z", names, 3).size()));
    }

    @Test
    void of_hugeNames_areAnsweredAtOnce() {
        List<String> names =
                IntStream.range(0, 50).mapToObj(i -> "x".repeat(20_000) + i).toList();
        assertTimeout(AT_ONCE, () -> NearMatch.of("x".repeat(20_001), names, 3));
    }
}
