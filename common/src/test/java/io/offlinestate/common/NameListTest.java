// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameListTest {
    private static final List<String> MANY =
            IntStream.range(0, 1_000).mapToObj(i -> "profile-" + i).toList();

    @Test
    void of_fewNames_namesAll() {
        assertEquals("a, b", NameList.of(List.of("a", "b")));
    }

    @Test
    void of_manyNames_saysHowManyMore() {
        assertTrue(NameList.of(MANY).endsWith("profile-9 and 990 more"), NameList.of(MANY));
    }

    @Test
    void answer_mistypedName_namesNearMissesFirst() {
        assertEquals(
                "did you mean <work>? there are: <home>, <work>",
                NameList.answer("wrok", "there are: ", List.of("home", "work"), name -> "<" + name + ">"));
    }

    @Test
    void answer_mistypedNameAmongMany_isShort() {
        String answer = NameList.answer("profil-77", "there are: ", MANY, name -> name);
        assertTrue(answer.startsWith("did you mean profile-77 or "), answer);
        assertTrue(answer.length() < 300, answer);
    }
}
