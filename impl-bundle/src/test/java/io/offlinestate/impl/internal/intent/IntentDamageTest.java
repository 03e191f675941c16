// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static io.offlinestate.impl.internal.intent.IntentFolder.MAIL;
import static io.offlinestate.impl.internal.intent.IntentFolder.account;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract, rule 18: what is left of a damaged intent file. */
class IntentDamageTest {
    private static final int RECORDS = 6;

    @TempDir
    Path temporary;

    private IntentFolder folder;
    private Path file;

    @BeforeEach
    void writeRecords() {
        folder = new IntentFolder(temporary.resolve("intent"));
        file = folder.file("mail");
        for (int i = 0; i < RECORDS; i++) {
            folder.saveOffline(account(i));
        }
    }

    private void assertOffline(IntentStore store, int first, int end) {
        for (int i = 0; i < RECORDS; i++) {
            assertEquals(i >= first && i < end ? OFFLINE : ONLINE, store.recall(account(i)), "account " + i);
        }
    }

    @Test
    void cutAnywhere_keepsAllWholeRecordsBefore() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int header = firstEnd(whole, 0);
        for (int length = header; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(file, cut);
            folder.log.clear();
            int records = 0;
            int end = header;
            // a record is whole with its last character, whether the end of its line is there or not
            while (end < length && firstEnd(whole, end) - 1 <= length) {
                records++;
                end = firstEnd(whole, end);
            }
            boolean torn = end < length;
            IntentStore store = folder.open();
            assertOffline(store, 0, records);
            assertEquals(torn ? 1 : 0, folder.log.lines().size(), folder.log.lines()::toString);
            if (torn) {
                String left = new String(cut, end, length - end, StandardCharsets.UTF_8);
                assertTrue(folder.log.lines().get(0).startsWith("warn "), folder.log.lines()::toString);
                assertTrue(folder.log.lines().get(0).contains(left), folder.log.lines()::toString);
            }
            assertEquals(List.of(), folder.setAside(), "cut after " + length);
            folder.log.clear();
            assertOffline(folder.open(), 0, records);
            assertEquals(List.of(), folder.log.lines(), "the next start finds nothing to report");
            assertTrue(folder.save(store, MAIL, OFFLINE));
            IntentStore later = folder.open();
            assertOffline(later, 0, records);
            assertEquals(OFFLINE, later.recall(MAIL), "it goes on with the same file, cut after " + length);
            assertEquals(List.of(), folder.log.lines());
        }
    }

    /** The index behind the next end of a line. */
    private static int firstEnd(byte[] content, int from) {
        int index = from;
        while (content[index] != '\n') {
            index++;
        }
        return index + 1;
    }

    @Test
    void cutInTheHeader_isSetAside() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < firstEnd(whole, 0); length++) {
            assertSetAside(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void damagedHeader_isSetAside() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < firstEnd(whole, 0) - 1; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            assertSetAside(damaged);
        }
    }

    @Test
    void damagedRecord_losesOnlyItself() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int record = firstEnd(whole, 0);
        for (int number = 0; number < RECORDS; number++) {
            int end = firstEnd(whole, record);
            for (int i = record; i < end - 1; i++) {
                byte[] damaged = whole.clone();
                damaged[i] ^= 1;
                Files.write(file, damaged);
                folder.log.clear();
                IntentStore store = folder.open();
                for (int other = 0; other < RECORDS; other++) {
                    assertEquals(other == number ? ONLINE : OFFLINE, store.recall(account(other)), "byte " + i);
                }
                assertKept(damaged);
                assertTrue(folder.log.lines().get(0).contains("line " + (number + 2)), folder.log.lines()::toString);
                assertEquals(ONLINE, folder.open().recall(account(number)));
                assertEquals(1, folder.log.lines().size(), "the next start finds nothing to report");
            }
            record = end;
        }
    }

    /** The file as it was is beside the one that goes on. */
    private void assertKept(byte[] damaged) throws IOException {
        List<Path> aside = folder.setAside();
        assertEquals(1, aside.size());
        assertArrayEquals(damaged, Files.readAllBytes(aside.get(0)));
        assertEquals(1, folder.log.lines().size(), folder.log.lines()::toString);
        assertTrue(folder.log.lines().get(0).startsWith("error "), folder.log.lines()::toString);
        assertTrue(
                folder.log.lines().get(0).contains(aside.get(0).getFileName().toString()),
                folder.log.lines()::toString);
        Files.delete(aside.get(0));
    }

    /** As a crash of the machine leaves it: blocks that were never written. */
    @Test
    void zerosAmongAndBehindRecords_loseOnlyThemselves() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] zeros = new byte[4_096];
        byte[] more = Arrays.copyOf(whole, whole.length + zeros.length);
        Files.write(file, more);
        assertOffline(folder.open(), 0, RECORDS);
        assertTrue(folder.log.lines().get(0).startsWith("warn "), folder.log.lines()::toString);
        assertArrayEquals(whole, Files.readAllBytes(file), "what comes behind the last record is cut off");

        folder.log.clear();
        int header = firstEnd(whole, 0);
        int first = firstEnd(whole, header);
        Files.write(file, Arrays.copyOf(whole, first));
        Files.write(file, zeros, java.nio.file.StandardOpenOption.APPEND);
        Files.write(file, Arrays.copyOfRange(whole, first, whole.length), java.nio.file.StandardOpenOption.APPEND);
        IntentStore store = folder.open();
        assertEquals(OFFLINE, store.recall(account(0)));
        assertEquals(ONLINE, store.recall(account(1)), "its line begins with the zeros");
        for (int i = 2; i < RECORDS; i++) {
            assertEquals(OFFLINE, store.recall(account(i)));
        }
        assertEquals(1, folder.setAside().size());
    }

    @Test
    void foreignFile_isSetAside() throws IOException {
        assertSetAside(new byte[] {0, -1, -2, '\n'});
        assertSetAside("state=offline\n".getBytes(StandardCharsets.UTF_8));
        assertSetAside("state = offline \u001b0024\n".getBytes(StandardCharsets.UTF_8));
        assertSetAside("\n".getBytes(StandardCharsets.UTF_8));
        assertSetAside(new byte[1 << 20]);
    }

    @Test
    void fileOfAnotherProfile_isSetAside() throws IOException {
        folder.saveOffline(IntentFolder.NEWS);
        assertSetAside(Files.readAllBytes(folder.file("news")));
    }

    private void assertSetAside(byte[] content) throws IOException {
        Files.write(file, content);
        folder.log.clear();
        IntentStore store = folder.open();
        assertOffline(store, 0, 0);
        assertKept(content);
        assertTrue(folder.save(store, account(0), OFFLINE));
        assertOffline(folder.open(), 0, 1);
        assertEquals(1, folder.log.lines().size(), "it goes on with a fresh file");
    }

    /** What is found at the end of a line must not be able to pass for a line of the log. */
    @Test
    void damagedText_isCleanedAndBounded() throws IOException {
        Files.writeString(file, "x\r\u001b[2J\u202e" + "y".repeat(10_000), java.nio.file.StandardOpenOption.APPEND);
        assertOffline(folder.open(), 0, RECORDS);
        String line = folder.log.lines().get(0);
        assertTrue(line.chars().noneMatch(c -> c == '\r' || c == '\u001b' || c == '\u202e'), line);
        assertTrue(line.length() < 1_000, line);
    }
}
