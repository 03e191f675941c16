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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Something else where an intent file should be costs the states of that file only. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // nothing interrupts a thread that opens a pipe
class IntentObstacleTest {
    @TempDir
    Path temporary;

    private IntentFolder folder;

    /** Puts something in the place of a file. */
    enum Obstacle {
        SPARSE_FILE {
            @Override
            void put(Path path) throws Exception {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    file.setLength(3L << 30);
                }
            }
        },
        SPARSE_FILE_WITHIN_THE_BOUND {
            @Override
            void put(Path path) throws Exception {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    file.setLength(IntentReader.MAX_BYTES);
                }
            }
        },
        PIPE {
            @Override
            void put(Path path) throws Exception {
                Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
                assumeTrue(mkfifo.waitFor(20, TimeUnit.SECONDS) && mkfifo.exitValue() == 0);
            }
        },
        LINK_TO_ITSELF {
            @Override
            void put(Path path) throws Exception {
                Files.createSymbolicLink(path, path);
            }
        },
        LINK_TO_A_GOOD_FILE {
            @Override
            void put(Path path) throws Exception {
                Path elsewhere = path.resolveSibling("elsewhere");
                new IntentFolder(elsewhere).saveOffline(MAIL);
                Files.createSymbolicLink(path, elsewhere.resolve(path.getFileName()));
            }
        },
        LINK_TO_A_DEVICE {
            @Override
            void put(Path path) throws Exception {
                Files.createSymbolicLink(path, Path.of("/dev/zero"));
            }
        },
        DIRECTORY {
            @Override
            void put(Path path) throws Exception {
                Files.createDirectories(path.resolve("with a child"));
            }
        },
        UNREADABLE_FILE {
            @Override
            void put(Path path) throws Exception {
                Files.writeString(path, "secret");
                Files.setPosixFilePermissions(path, Set.<PosixFilePermission>of());
            }
        };

        abstract void put(Path path) throws Exception;
    }

    static Stream<Obstacle> obstacles() {
        return Stream.of(Obstacle.values());
    }

    @BeforeEach
    void saveOtherProfile() {
        folder = new IntentFolder(temporary.resolve("intent"));
        folder.saveOffline(NEWS);
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void obstacleAtStart_isSetAside(Obstacle obstacle) throws Exception {
        obstacle.put(folder.file("mail"));
        IntentStore store = folder.open();
        assertEquals(OFFLINE, store.recall(NEWS));
        assertEquals(ONLINE, store.recall(MAIL));
        assertGoesOn(store);
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void obstacleThatComesLater_isSetAsideByTheNextWrite(Obstacle obstacle) throws Exception {
        IntentStore store = folder.open();
        assertTrue(folder.save(store, account(1), OFFLINE));
        Files.delete(folder.file("mail"));
        obstacle.put(folder.file("mail"));
        assertTrue(folder.save(store, account(2), OFFLINE), folder.log.lines()::toString);
        IntentStore later = folder.open();
        assertEquals(OFFLINE, later.recall(account(1)));
        assertEquals(OFFLINE, later.recall(account(2)));
        assertGoesOn(later);
    }

    /** The length alone does not tell that it is another file. */
    @Test
    void linkAsLongAsTheFile_isNotWrittenThrough() throws IOException {
        IntentStore store = folder.open();
        assertTrue(folder.save(store, MAIL, OFFLINE));
        int length = (int) Files.size(folder.file("mail"));
        Files.delete(folder.file("mail"));
        Files.createSymbolicLink(
                folder.file("mail"), Path.of("../".repeat(length).substring(0, length - 1) + "x"));
        assertEquals(
                length,
                Files.readAttributes(folder.file("mail"), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .size());
        assertTrue(folder.save(store, account(1), OFFLINE));
        assertGoesOn(store);
        assertEquals(OFFLINE, folder.open().recall(account(1)));
    }

    private void assertGoesOn(IntentStore store) throws IOException {
        assertTrue(folder.save(store, MAIL, OFFLINE), folder.log.lines()::toString);
        assertTrue(Files.isRegularFile(folder.file("mail"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(OFFLINE, folder.open().recall(MAIL));
        assertEquals(OFFLINE, folder.open().recall(NEWS));
    }

    /** The file that is to be moved into the place of the old one has a place of its own. */
    @ParameterizedTest
    @MethodSource("obstacles")
    void obstacleBesideTheFile_costsNothing(Obstacle obstacle) throws Exception {
        Path beside = folder.file("mail").resolveSibling(IntentNames.of("mail") + ".new");
        IntentStore store = folder.open();
        obstacle.put(beside);
        boolean saved = folder.save(store, MAIL, OFFLINE);
        assertEquals(obstacle != Obstacle.DIRECTORY, saved, "a directory that is not empty is nobody's to delete");
        if (!saved) {
            Files.delete(beside.resolve("with a child"));
        }
        assertGoesOn(store);
        obstacle.put(beside);
        assertEquals(OFFLINE, folder.open().recall(MAIL));
    }

    @Test
    void fileInThePlaceOfTheDirectory_isReportedAndTriedAgain() throws IOException {
        IntentFolder blocked = new IntentFolder(temporary.resolve("blocked"));
        Files.writeString(blocked.path, "in the way");
        IntentStore store = blocked.open();
        assertFalse(blocked.save(store, MAIL, OFFLINE));
        assertFalse(store.saved("mail"));
        Files.delete(blocked.path);
        assertTrue(blocked.save(store, account(1), ONLINE));
        assertEquals(OFFLINE, blocked.open().recall(MAIL), "missed before, but saved now");
    }

    /** It was not there, or could not be read, when the store was opened. */
    @Test
    void fileThatAppearsLater_isNotReplacedUnread() throws IOException {
        IntentStore store = folder.open();
        IntentFolder elsewhere = new IntentFolder(temporary.resolve("elsewhere"));
        elsewhere.saveOffline(account(1));
        Files.copy(elsewhere.file("mail"), folder.file("mail"));
        assertTrue(folder.save(store, account(2), OFFLINE));
        IntentStore later = folder.open();
        assertEquals(OFFLINE, later.recall(account(1)));
        assertEquals(OFFLINE, later.recall(account(2)));
    }
}
