// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static io.offlinestate.impl.internal.intent.IntentFolder.MAIL;
import static io.offlinestate.impl.internal.intent.IntentFolder.NEWS;
import static io.offlinestate.impl.internal.intent.IntentFolder.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.RecordingLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requested states outlive an uninstall of the bundle, and never give way to older ones. */
class IntentCopyTest {
    @TempDir
    Path temporary;

    private final RecordingLog log = new RecordingLog();

    private Path own(int bundle) {
        return temporary.resolve("bundle" + bundle).resolve("intent");
    }

    private Path copies() {
        return temporary.resolve("bundle0").resolve("intent");
    }

    private IntentStore start(int bundle) {
        return start(bundle, new IntentDisk());
    }

    private IntentStore start(int bundle, IntentDisk disk) {
        return new IntentStore(new IntentAreas(own(bundle), copies(), bundle), log.logger(), disk);
    }

    /** As a framework does it: the data area goes with the bundle. */
    private void uninstall(int bundle) throws IOException {
        delete(own(bundle).getParent());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void save(IntentStore store, OfflineObjectId object, ConnectionState state) {
        assertTrue(store.save(object, () -> state));
    }

    @Test
    void successor_takesOverWhatAnUninstallLeaves() throws IOException {
        IntentStore first = start(1); // never closed: as if the process had been killed
        save(first, MAIL, OFFLINE);
        save(first, account(1), OFFLINE);
        save(first, NEWS, OFFLINE);
        save(first, NEWS, ONLINE);
        uninstall(1);
        log.clear();
        IntentStore second = start(2);
        assertEquals(OFFLINE, second.recall(MAIL));
        assertEquals(OFFLINE, second.recall(account(1)));
        assertEquals(ONLINE, second.recall(NEWS));
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().get(0).startsWith("info [Took over"), log.lines()::toString);
        assertTrue(log.lines().get(0).contains("2, mail, news"), log.lines()::toString);
        log.clear();
        assertEquals(OFFLINE, start(2).recall(MAIL), "from its own area");
        assertEquals(List.of(), log.lines());
        assertEquals(OFFLINE, new IntentStore(own(2), log.logger()).recall(account(1)), "it is in its own area");
    }

    /** The file is written anew several times, which gives it another identity each time. */
    @Test
    void successor_findsTheLastRequestWhereverItCame() throws IOException {
        IntentStore store = start(1);
        for (int i = 0; i < 10_000; i++) {
            ConnectionState state = i % 2 == 0 ? OFFLINE : ONLINE;
            save(store, MAIL, state);
            if (i % 97 == 0) {
                assertEquals(state, new IntentStore(copies(), log.logger()).recall(MAIL), "after change " + i);
                assertTrue(Files.isSameFile(
                        own(1).resolve(IntentNames.of("mail")), copies().resolve(IntentNames.of("mail"))));
            }
        }
    }

    @Test
    void managerThatWasActiveLast_hasTheNewest() throws IOException {
        try (IntentStore first = start(1)) {
            save(first, MAIL, OFFLINE);
            save(first, NEWS, OFFLINE);
        }
        try (IntentStore second = start(2)) {
            save(second, MAIL, ONLINE);
            save(second, account(1), OFFLINE);
        }
        try (IntentStore first = start(1)) {
            assertEquals(ONLINE, first.recall(MAIL));
            assertEquals(OFFLINE, first.recall(account(1)));
            assertEquals(OFFLINE, first.recall(NEWS));
            save(first, account(1), ONLINE);
        }
        uninstall(1);
        IntentStore second = start(2);
        assertEquals(ONLINE, second.recall(MAIL));
        assertEquals(ONLINE, second.recall(account(1)));
        assertEquals(OFFLINE, second.recall(NEWS));
    }

    @Test
    void profileThatTheLastManagerForgot_doesNotComeBack() throws IOException {
        try (IntentStore first = start(1)) {
            save(first, MAIL, OFFLINE);
            save(first, NEWS, OFFLINE);
        }
        start(2).close();
        Files.delete(own(2).resolve(IntentNames.of("news")));
        start(2).close();
        for (int restarts = 0; restarts < 2; restarts++) {
            try (IntentStore first = start(1)) {
                assertEquals(OFFLINE, first.recall(MAIL));
                assertEquals(ONLINE, first.recall(NEWS), "restarts " + restarts);
            }
        }
    }

    /** The states are those of its own area although the copy is another: an older version of this bundle keeps none. */
    @Test
    void ownArea_comesFirstForItsOwner() throws IOException {
        try (IntentStore store = start(1)) {
            save(store, MAIL, OFFLINE);
            save(store, NEWS, OFFLINE);
        }
        Files.delete(own(1).resolve(IntentNames.of("mail")));
        Files.delete(own(1).resolve(IntentNames.of("news")));
        try (IntentStore older = new IntentStore(own(1), log.logger())) {
            save(older, MAIL, ONLINE);
        }
        IntentStore store = start(1);
        assertEquals(ONLINE, store.recall(MAIL));
        assertEquals(ONLINE, store.recall(NEWS));
        uninstall(1);
        assertEquals(ONLINE, start(2).recall(MAIL));
        assertEquals(ONLINE, start(2).recall(NEWS), "its copy went with the file");
    }

    @Test
    void areaFromBeforeThereWereCopies_isKeptAndCopied() throws IOException {
        try (IntentStore older = new IntentStore(own(1), log.logger())) {
            save(older, MAIL, OFFLINE);
        }
        assertEquals(OFFLINE, start(1).recall(MAIL));
        uninstall(1);
        assertEquals(OFFLINE, start(2).recall(MAIL));
        assertEquals("info [Took over", log.lines().get(log.lines().size() - 1).substring(0, 15));
    }

    @Test
    void firstInstallation_saysThatItStartsAfresh() {
        IntentStore store = start(1);
        assertEquals(ONLINE, store.recall(MAIL));
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().get(0).startsWith("info [There are no requested states yet"), log.lines()::toString);
    }

    /** After {@code close} the copy belongs to a successor, even if a last request is still being saved. */
    @Test
    void lateSave_leavesTheCopyAlone() throws IOException {
        IntentStore first = start(1);
        save(first, MAIL, OFFLINE);
        first.close();
        try (IntentStore second = start(2)) {
            save(second, MAIL, ONLINE);
        }
        Files.delete(own(1).resolve(IntentNames.of("mail"))); // it has to write it anew
        save(first, MAIL, OFFLINE);
        uninstall(2);
        assertEquals(ONLINE, start(3).recall(MAIL));
    }

    /** At each step of taking over, the next start finds all. */
    @Test
    void endWhileTakingOver_losesNothing() throws IOException {
        for (int steps = 0; steps < 4; steps++) {
            try (IntentStore first = start(1)) {
                save(first, MAIL, OFFLINE);
                save(first, NEWS, OFFLINE);
            }
            uninstall(1);
            int writes = steps;
            IntentStore broken = start(2, new IntentDisk() {
                private int left = writes;

                @Override
                IntentOutput output(Path path, long length, boolean clean) {
                    return new IntentOutput(path, length, clean) {
                        @Override
                        void writeNew(Path fresh, byte[] content) throws IOException {
                            if (left-- <= 0) {
                                throw new IOException("No space left on device");
                            }
                            super.writeNew(fresh, content);
                        }

                        @Override
                        void write(RandomAccessFile to, byte[] bytes) throws IOException {
                            throw new IOException("No space left on device");
                        }
                    };
                }
            });
            assertEquals(OFFLINE, broken.recall(MAIL), "steps " + steps);
            assertEquals(OFFLINE, broken.recall(NEWS), "steps " + steps);
            log.clear();
            try (IntentStore again = start(2)) {
                assertEquals(OFFLINE, again.recall(MAIL), "steps " + steps);
                assertEquals(OFFLINE, again.recall(NEWS), "steps " + steps);
                assertFalse(log.lines().stream().anyMatch(line -> line.startsWith("error")), log.lines()::toString);
            }
            uninstall(2);
            delete(copies());
        }
    }

    /** Some file systems have no second names. */
    @Test
    void copyThatCannotBeMade_isReportedOnceAndNeverOld() throws IOException {
        boolean[] refuses = {false};
        IntentStore store = start(1, new IntentDisk() {
            @Override
            IntentCopy copy(Path directory, long bundle, IntentLog to) {
                return new IntentCopy(directory, bundle, to) {
                    @Override
                    void createLink(Path link, Path file) throws IOException {
                        if (refuses[0]) {
                            throw new UnsupportedOperationException("no links here");
                        }
                        super.createLink(link, file);
                    }
                };
            }
        });
        save(store, MAIL, OFFLINE);
        log.clear();
        refuses[0] = true;
        Files.delete(own(1).resolve(IntentNames.of("mail"))); // it has to write it anew
        save(store, MAIL, ONLINE);
        save(store, NEWS, OFFLINE);
        assertTrue(store.saved("mail"));
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().get(0).startsWith("warn "), log.lines()::toString);
        assertFalse(Files.exists(copies().resolve(IntentNames.of("mail"))), "better none than an old one");
        refuses[0] = false;
        save(store, NEWS, OFFLINE);
        uninstall(1);
        IntentStore second = start(2);
        assertEquals(ONLINE, second.recall(MAIL));
        assertEquals(OFFLINE, second.recall(NEWS), "tried again with the next save");
    }

    /** What stands in the area of the framework is as much to be mistrusted as the own one. */
    @Test
    void obstaclesInTheCopy_costThatFileOnly() throws Exception {
        for (IntentObstacleTest.Obstacle obstacle : IntentObstacleTest.Obstacle.values()) {
            try (IntentStore first = start(1)) {
                save(first, NEWS, OFFLINE);
            }
            obstacle.put(copies().resolve(IntentNames.of("mail")));
            uninstall(1);
            try (IntentStore second = start(2)) {
                assertEquals(OFFLINE, second.recall(NEWS), obstacle.name());
                assertEquals(ONLINE, second.recall(MAIL), obstacle.name());
                save(second, MAIL, OFFLINE);
            }
            Files.delete(copies().resolve("owner"));
            obstacle.put(copies().resolve("owner"));
            try (IntentStore second = start(2)) {
                assertEquals(OFFLINE, second.recall(NEWS), obstacle.name());
                assertEquals(OFFLINE, second.recall(MAIL), obstacle.name());
                save(second, NEWS, ONLINE);
            }
            uninstall(2);
            delete(copies());
        }
    }
}
