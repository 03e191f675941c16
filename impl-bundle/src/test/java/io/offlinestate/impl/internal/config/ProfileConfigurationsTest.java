// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.impl.internal.component.RecordingLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configuration counts for which profile, whatever comes in whatever order. */
@Timeout(30)
class ProfileConfigurationsTest {
    private final RecordingLog log = new RecordingLog();
    /** What was done to profiles, as in "mail 7" and "mail -". */
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    /** The settings in force, by the backlog that tells them apart. */
    private final Map<String, Integer> inForce = Collections.synchronizedMap(new TreeMap<>());

    private final ProfileConfigurations configurations = new ProfileConfigurations(
            (profile, settings) -> {
                done.add(profile + " " + settings.backlog());
                inForce.put(profile, settings.backlog());
            },
            profile -> {
                done.add(profile + " -");
                inForce.remove(profile);
            },
            log.logger());

    private void set(String pid, String profile, Object backlog) {
        configurations.set(pid, Map.of("profile", profile, "backlog", backlog));
    }

    private String onlyError() {
        assertEquals(1, configurations.errors().size());
        return configurations.errors().get(0);
    }

    // ---- one

    @Test
    void oneIsAppliedChangedAndTakenBack() {
        set("a", "mail", 1);
        set("a", "mail", 2);
        configurations.remove("a");
        assertEquals(List.of("mail 1", "mail 2", "mail -"), done);
        assertEquals(List.of(), configurations.errors());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void whatDoesNotChangeIsNotAppliedAgain() {
        set("a", "mail", 1);
        set("a", "mail", "1");
        configurations.set("a", Map.of("profile", "mail", "backlog", 1, "service.ranking", 3));
        assertEquals(List.of("mail 1"), done);
    }

    @Test
    void oneThatIsRenamedTakesItsProfileAlong() {
        set("a", "mail", 1);
        set("a", "news", 1);
        assertEquals(Map.of("news", 1), inForce);
        configurations.remove("a");
        assertEquals(Map.of(), inForce);
    }

    @Test
    void oneThatIsNotKnownIsRemovedInVain() {
        configurations.remove("a");
        assertEquals(List.of(), done);
        assertEquals(List.of(), configurations.errors());
    }

    // ---- bad ones

    @Test
    void aBadOneIsListedAndLoggedAndTheProfileRunsAsBefore() {
        set("a", "mail", 1);
        set("a", "mail", "many");
        assertEquals(Map.of("mail", 1), inForce);
        assertEquals("a: backlog is \"many\", it must be a whole number from 1 to 2147483647", onlyError());
        assertEquals(1, log.lines().size());
        String line = log.lines().get(0);
        assertTrue(line.startsWith("error ") && line.contains("backlog is \"many\""), line);
        assertTrue(line.contains("it must be a whole number"), line);
    }

    @Test
    void aBadOneIsForgottenWhenItIsCorrected() {
        set("a", "mail", 0);
        assertEquals(Map.of(), inForce);
        set("a", "mail", 2);
        assertEquals(Map.of("mail", 2), inForce);
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void aBadOneIsForgottenWhenItIsDeleted() {
        set("a", "mail", 1);
        set("a", "mail", 0);
        configurations.remove("a");
        assertEquals(Map.of(), inForce);
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void aBadOneKeepsTheProfileThatItRunsWith() {
        set("a", "mail", 1);
        set("a", "mail", 0);
        set("b", "mail", 2);
        assertEquals(Map.of("mail", 1), inForce);
        assertEquals(2, configurations.errors().size());
        configurations.remove("a");
        assertEquals(Map.of("mail", 2), inForce);
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void aBadOneThatNeverRanHoldsNoProfile() {
        set("a", "mail", 0);
        set("b", "mail", 2);
        assertEquals(Map.of("mail", 2), inForce);
        assertTrue(onlyError().startsWith("a: "));
    }

    // ---- two

    @Test
    void ofTwoForTheSameProfileTheFirstCounts() {
        set("a", "mail", 1);
        set("b", "mail", 2);
        set("b", "mail", 3);
        set("a", "mail", 4);
        assertEquals(Map.of("mail", 4), inForce);
        assertEquals(List.of("mail 1", "mail 4"), done);
        String error = onlyError();
        assertTrue(error.startsWith("b: profile is \"mail\", it must be ") && error.endsWith("a"), error);
        assertEquals(2, log.lines().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecondTakesOverWhenTheFirstIsGone(boolean renamed) {
        set("a", "mail", 1);
        set("b", "mail", 2);
        set("c", "mail", 3);
        if (renamed) {
            set("a", "news", 1);
            assertEquals(Map.of("mail", 2, "news", 1), inForce);
        } else {
            configurations.remove("a");
            assertEquals(Map.of("mail", 2), inForce);
        }
        assertTrue(onlyError().startsWith("c: "));
        configurations.remove("b");
        assertEquals(3, inForce.get("mail"));
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void aTakeOverDoesNotRemoveTheProfileInBetween() {
        set("a", "mail", 1);
        set("b", "mail", 2);
        configurations.remove("a");
        assertEquals(List.of("mail 1", "mail 2"), done);
    }

    @Test
    void theSecondMayGoAndNothingHappens() {
        set("a", "mail", 1);
        set("b", "mail", 2);
        configurations.remove("b");
        assertEquals(List.of("mail 1"), done);
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void twoMayChangePlaces() {
        set("a", "mail", 1);
        set("b", "news", 2);
        set("a", "news", 1);
        assertTrue(onlyError().startsWith("a: "));
        assertEquals(Map.of("mail", 1, "news", 2), inForce, "as they were");
        set("b", "mail", 2);
        assertEquals(Map.of("mail", 2, "news", 1), inForce);
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void oneThatIsRenamedMakesRoomForOneThatHasWaited() {
        set("a", "mail", 1);
        set("b", "news", 2);
        set("a", "news", 1);
        set("b", "chat", 2);
        assertEquals(Map.of("news", 1, "chat", 2), inForce);
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void oneThatWantsAnotherProfileInVainDoesNotTakeItsOldOneAwayFromItsSuccessor() {
        set("a", "mail", 1);
        set("b", "news", 2);
        set("a", "news", 1);
        set("c", "mail", 3);
        int mail = inForce.get("mail");
        configurations.remove("b");
        assertEquals(1, inForce.get("news"));
        assertEquals(3, inForce.get("mail"), "was " + mail + " before");
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void oneThatWantsAnotherProfileInVainIsDeletedAlone() {
        set("a", "mail", 1);
        set("b", "news", 2);
        set("a", "news", 1);
        set("c", "mail", 3);
        configurations.remove("a");
        assertEquals(Map.of("mail", 3, "news", 2), inForce);
        assertEquals(List.of(), configurations.errors());
    }

    // ---- any

    /** Whatever comes: what is not listed as an error is in force, and nothing else but what ran before its error. */
    @Test
    void inTheEndWhatIsNotAnErrorIsInForce() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 2_000; seed++) {
            playAtRandom(seed);
        }
    }

    private void playAtRandom(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> force = new HashMap<>();
        ProfileConfigurations played = new ProfileConfigurations(
                (profile, settings) -> force.put(profile, settings.backlog()), force::remove, log.logger());
        Map<String, String> profiles = new LinkedHashMap<>();
        Map<String, Integer> backlogs = new HashMap<>();
        StringBuilder story = new StringBuilder("seed " + seed + ":");
        for (int step = 1; step <= 8; step++) {
            String pid = "pid" + random.nextInt(3);
            if (random.nextInt(5) == 0) {
                story.append(" -").append(pid);
                played.remove(pid);
                profiles.remove(pid);
            } else {
                String profile = "profile" + random.nextInt(3);
                int backlog = random.nextInt(6) == 0 ? 0 : step;
                story.append(' ')
                        .append(pid)
                        .append('=')
                        .append(profile)
                        .append('/')
                        .append(backlog);
                played.set(pid, Map.of("profile", profile, "backlog", backlog));
                profiles.put(pid, profile);
                backlogs.put(pid, backlog);
            }
            Map<String, Integer> expected = new TreeMap<>();
            List<String> refused = new ArrayList<>();
            for (String each : profiles.keySet()) {
                boolean error = played.errors().stream().anyMatch(text -> text.startsWith(each + ": "));
                if (error) {
                    refused.add(each);
                } else {
                    assertEquals(null, expected.put(profiles.get(each), backlogs.get(each)), "two count; " + story);
                }
            }
            assertEquals(refused.size(), played.errors().size(), "one error each; " + story);
            expected.forEach((profile, backlog) -> assertEquals(backlog, force.get(profile), profile + "; " + story));
            assertTrue(
                    force.size() <= expected.size() + refused.size(),
                    "more in force than anybody asks for: " + force + "; " + story);
            for (String each : refused) {
                boolean bad = backlogs.get(each) == 0;
                assertTrue(
                        bad || force.containsKey(profiles.get(each)),
                        "good, refused, and its profile is not there: " + each + "; " + story);
            }
        }
    }

    @Test
    void manyAtOnceAreAppliedOneAfterTheOther() throws Exception {
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        int threads = 4;
        CountDownLatch over = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            String pid = "pid" + t;
            String profile = "profile" + t;
            new Thread(() -> {
                        try {
                            for (int i = 1; i <= 500; i++) {
                                set(pid, profile, i);
                                if (i % 10 == 0) {
                                    configurations.remove(pid);
                                }
                            }
                            set(pid, profile, 777);
                        } catch (Throwable e) {
                            trouble.compareAndSet(null, e);
                        } finally {
                            over.countDown();
                        }
                    })
                    .start();
        }
        assertTrue(over.await(20, TimeUnit.SECONDS));
        assertEquals(null, trouble.get());
        assertEquals(Map.of("profile0", 777, "profile1", 777, "profile2", 777, "profile3", 777), inForce);
        for (int t = 0; t < threads; t++) {
            String profile = "profile" + t;
            List<String> its =
                    done.stream().filter(each -> each.startsWith(profile + " ")).toList();
            assertEquals(551, its.size());
            assertEquals(profile + " 1", its.get(0));
            assertEquals(profile + " -", its.get(10));
        }
    }
}
