// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentStoreTest {
    private static final OfflineObjectId MAIL = OfflineObjectId.global("mail");
    private static final OfflineObjectId NEWS = OfflineObjectId.global("news/äöü".replace('/', '\\'));
    private static final OfflineObjectId ACCOUNT =
            OfflineObjectId.of("mail", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);

    private static final int MANY = 100_000;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    private IntentStore open() {
        return new IntentStore(folder.resolve("intent"), log.logger());
    }

    private static void save(IntentStore store, OfflineObjectId object, ConnectionState state) {
        store.save(object, () -> state);
    }

    private Path file() throws IOException {
        return files(".intent").get(0);
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("intent"))) {
            return files.filter(path -> path.getFileName().toString().contains(part))
                    .toList();
        }
    }

    @Test
    void whatWasSavedIsRecalledWithoutBeingClosed() {
        IntentStore store = open();
        save(store, MAIL, ConnectionState.OFFLINE);
        save(store, NEWS, ConnectionState.OFFLINE);
        save(store, ACCOUNT, ConnectionState.OFFLINE);
        save(store, NEWS, ConnectionState.ONLINE);
        IntentStore later = open();
        assertEquals(ConnectionState.OFFLINE, later.recall(MAIL));
        assertEquals(ConnectionState.OFFLINE, later.recall(ACCOUNT));
        assertEquals(ConnectionState.ONLINE, later.recall(NEWS));
        assertEquals(ConnectionState.ONLINE, later.recall(OfflineObjectId.global("unknown")));
        assertTrue(later.saved("mail"));
        assertEquals(List.of(), log.lines());
    }

    /** UTF-8 has no way to write half of a pair of surrogates. */
    @Test
    void profilesWhoseNamesAreNotQuiteTextAreNotMistakenForEachOther() {
        OfflineObjectId half = OfflineObjectId.global("a\uD83D");
        OfflineObjectId otherHalf = OfflineObjectId.of("a\uDE00b", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
        OfflineObjectId whole = OfflineObjectId.global("a\uD83D\uDE00");
        OfflineObjectId mark = OfflineObjectId.global("a?");
        IntentStore store = open();
        for (OfflineObjectId object : List.of(half, otherHalf, whole, mark)) {
            save(store, object, ConnectionState.OFFLINE);
        }
        save(store, mark, ConnectionState.ONLINE);
        IntentStore later = open();
        assertEquals(ConnectionState.OFFLINE, later.recall(half));
        assertEquals(ConnectionState.OFFLINE, later.recall(otherHalf));
        assertEquals(ConnectionState.OFFLINE, later.recall(whole));
        assertEquals(ConnectionState.ONLINE, later.recall(mark));
        assertEquals(List.of(), log.lines());
    }

    @Test
    void damageOfOneProfileDoesNotTouchAnother() throws IOException {
        IntentStore store = open();
        save(store, MAIL, ConnectionState.OFFLINE);
        Path mail = file();
        save(store, NEWS, ConnectionState.OFFLINE);
        Files.writeString(mail, "x");
        assertEquals(ConnectionState.OFFLINE, open().recall(NEWS));
    }

    @Test
    void aWriteThatFailsIsReportedOnceAndMadeUpForByTheNext() throws IOException {
        Path blocked = folder.resolve("intent");
        IntentStore store = open();
        Files.delete(blocked);
        Files.writeString(blocked, "in the way");
        save(store, MAIL, ConnectionState.OFFLINE);
        save(store, ACCOUNT, ConnectionState.OFFLINE);
        assertFalse(store.saved("mail"));
        assertTrue(store.saved("news"));
        assertEquals(1, log.lines().size(), log.lines()::toString);
        Files.delete(blocked);
        Files.createDirectory(blocked);
        save(store, ACCOUNT, ConnectionState.ONLINE);
        assertTrue(store.saved("mail"));
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL), "missed before, but saved now");
        assertEquals(ConnectionState.ONLINE, open().recall(ACCOUNT));
    }

    /** Whether the file has been written to before or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsGoneIsWrittenAnewByTheNextWrite(boolean writtenTo) throws IOException {
        save(open(), MAIL, ConnectionState.OFFLINE);
        IntentStore store = open();
        if (writtenTo) {
            save(store, MAIL, ConnectionState.OFFLINE);
        }
        Files.delete(file());
        save(store, ACCOUNT, ConnectionState.OFFLINE);
        assertTrue(store.saved("mail"));
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL));
        assertEquals(ConnectionState.OFFLINE, open().recall(ACCOUNT));
    }

    /** What is written to a file that nobody can find any more is not saved. */
    @Test
    void whoTakesTheFolderAwayIsNoticedAndItsReturnNeedsNobodysHelp() throws IOException {
        IntentStore store = open();
        save(store, MAIL, ConnectionState.OFFLINE);
        Path blocked = folder.resolve("intent");
        Files.delete(file());
        Files.delete(blocked);
        Files.writeString(blocked, "in the way");
        save(store, ACCOUNT, ConnectionState.OFFLINE);
        assertFalse(store.saved("mail"));
        Files.delete(blocked);
        save(store, ACCOUNT, ConnectionState.OFFLINE);
        assertTrue(store.saved("mail"));
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL));
        assertEquals(ConnectionState.OFFLINE, open().recall(ACCOUNT));
    }

    @Test
    void whoIsInterruptedSavesAllTheSameAndStaysInterrupted() {
        IntentStore store = open();
        Thread.currentThread().interrupt();
        save(store, MAIL, ConnectionState.OFFLINE);
        save(store, ACCOUNT, ConnectionState.OFFLINE);
        store.close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), log.lines());
        assertTrue(store.saved("mail"));
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL));
        assertEquals(ConnectionState.OFFLINE, open().recall(ACCOUNT));
    }

    /** It is written anew beside the one that counts, which goes on growing where that is not possible. */
    @Test
    void fileThatCannotBeWrittenAnewKeepsGrowing() throws IOException {
        IntentStore store = open();
        save(store, MAIL, ConnectionState.OFFLINE);
        Path file = file();
        Path inTheWay = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(inTheWay.resolve("not empty"));
        for (int i = 0; i < 20_000; i++) {
            save(store, MAIL, i % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE);
            assertTrue(store.saved("mail"), "change " + i);
        }
        assertTrue(Files.size(file) > 300_000, "it has " + Files.size(file) + " bytes");
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL));
        assertEquals(List.of(), log.lines());
        Files.delete(inTheWay.resolve("not empty"));
        for (int i = 0; i < 10_000; i++) {
            save(store, ACCOUNT, i % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE);
        }
        assertTrue(Files.size(file) < 600_000, "it has " + Files.size(file) + " bytes");
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL));
        assertEquals(ConnectionState.OFFLINE, open().recall(ACCOUNT));
    }

    @Test
    void aFileDoesNotGrowForEver() throws IOException {
        IntentStore store = open();
        for (int i = 0; i < 20_000; i++) {
            save(store, MAIL, i % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE);
        }
        assertTrue(Files.size(file()) < 300_000, "it has " + Files.size(file()) + " bytes");
        assertEquals(ConnectionState.OFFLINE, open().recall(MAIL));
        assertEquals(List.of(), files(".new"));
    }

    @Test
    void aHundredThousandObjectsAreRecalled() {
        IntentStore store = open();
        UUID type = UUID.randomUUID();
        for (int i = 0; i < 100_000; i++) {
            save(store, OfflineObjectId.of("mail", type, new UUID(1, i)), ConnectionState.OFFLINE);
        }
        long start = System.nanoTime();
        IntentStore later = open();
        System.out.println("100,000 intents read in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        for (int i = 0; i < 100_000; i += 1_000) {
            assertEquals(ConnectionState.OFFLINE, later.recall(OfflineObjectId.of("mail", type, new UUID(1, i))));
        }
    }

    /** However many there are: a change appends its own line, and the file is not written anew before it has four times as many. */
    @Test
    void aChangeAmongAHundredThousandObjectsWritesOneLine() throws IOException {
        IntentStore store = open();
        UUID type = UUID.randomUUID();
        for (int i = 0; i < MANY; i++) {
            save(store, OfflineObjectId.of("mail", type, new UUID(1, i)), ConnectionState.OFFLINE);
        }
        Object written = identity(file());
        long size = Files.size(file());
        int writtenAnew = 0;
        long bytes = 0;
        for (int i = 0; i < MANY; i++) {
            OfflineObjectId object = OfflineObjectId.of("mail", type, new UUID(1, i));
            ConnectionState state = i % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
            save(store, object, state);
            long grown = Files.size(file()) - size;
            if (identity(file()).equals(written)) {
                assertEquals(new IntentRecord(object, state).line().length() + 1, grown, "bytes of change " + i);
                bytes += grown;
            } else {
                written = identity(file());
                writtenAnew++;
                bytes += Files.size(file());
            }
            size = Files.size(file());
        }
        System.out.println("100,000 changes of 100,000 intents: " + bytes / MANY + " bytes each, written anew "
                + writtenAnew + " times");
        assertTrue(writtenAnew <= 1, "it was written anew " + writtenAnew + " times");
    }

    /** Changes when another file is moved into its place. */
    private static Object identity(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }

    @Test
    void withoutAPlaceForDataNothingIsSavedAndThatIsSaid() {
        IntentStore store = new IntentStore(null, log.logger());
        save(store, MAIL, ConnectionState.OFFLINE);
        assertFalse(store.saved("mail"));
        assertEquals(ConnectionState.ONLINE, store.recall(MAIL));
        assertEquals(1, log.lines().size());
    }
}
