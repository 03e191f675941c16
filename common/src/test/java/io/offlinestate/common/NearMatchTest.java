package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMatchTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

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
