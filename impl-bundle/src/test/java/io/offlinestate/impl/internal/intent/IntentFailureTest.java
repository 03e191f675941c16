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

import io.offlinestate.OfflineManager;
import io.offlinestate.common.Log;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.StoredHost;
import io.offlinestate.impl.internal.intent.IntentRecord.DamagedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessControlException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract, rule 18: a write that fails, however it fails, costs nothing that was saved before. */
class IntentFailureTest {
    @TempDir
    Path temporary;

    private IntentFolder folder;
    private final FailingDisk disk = new FailingDisk();

    /** A disk that fails when it is asked to. */
    private static final class FailingDisk extends IntentDisk {
        volatile Throwable failure;
        /** How many bytes reach the file before that. */
        volatile int written;

        volatile Throwable readFailure;

        @Override
        IntentContent read(Path path) throws IOException, DamagedException {
            if (readFailure != null && path.getFileName().toString().startsWith("mail")) {
                FailingDisk.<RuntimeException>fail(readFailure);
            }
            return super.read(path);
        }

        @Override
        IntentOutput output(Path path, long length, boolean clean) {
            return new IntentOutput(path, length, clean) {
                @Override
                void write(RandomAccessFile to, byte[] bytes) throws IOException {
                    if (failure != null) {
                        to.write(bytes, 0, Math.min(written, bytes.length));
                        FailingDisk.<RuntimeException>fail(failure);
                    }
                    super.write(to, bytes);
                }

                @Override
                void writeNew(Path fresh, byte[] content) throws IOException {
                    super.writeNew(fresh, content);
                    if (failure != null) {
                        FailingDisk.<RuntimeException>fail(failure);
                    }
                }
            };
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void fail(Throwable failure) throws E {
            throw (E) failure;
        }
    }

    @SuppressWarnings("removal")
    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("No space left on device"),
                new SyncFailedException("sync failed"),
                new FileSystemException("Read-only file system"),
                new AccessControlException("access denied"),
                new SecurityException("no"),
                new UncheckedIOException(new IOException("Input/output error")),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("java/nio/file/Files"),
                new AssertionError("never"));
    }

    @BeforeEach
    void saveSome() {
        folder = new IntentFolder(temporary.resolve("intent"));
        folder.saveOffline(account(1), account(2));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedWrite_isReportedAndMadeUpForByTheNext(Throwable failure) {
        IntentStore store = folder.open(disk);
        disk.failure = failure;
        assertFalse(folder.save(store, account(3), OFFLINE));
        assertFalse(folder.save(store, account(1), ONLINE));
        assertFalse(store.saved("mail"));
        assertTrue(store.saved("news"));
        assertEquals(1, folder.log.lines().size(), folder.log.lines()::toString);
        assertTrue(folder.log.lines().get(0).contains(failure.toString()), folder.log.lines()::toString);
        IntentStore meanwhile = folder.open();
        assertEquals(OFFLINE, meanwhile.recall(account(1)));
        assertEquals(OFFLINE, meanwhile.recall(account(2)));
        assertEquals(ONLINE, meanwhile.recall(account(3)));
        disk.failure = null;
        assertTrue(folder.save(store, account(4), OFFLINE));
        assertTrue(store.saved("mail"));
        IntentStore later = folder.open();
        assertEquals(ONLINE, later.recall(account(1)));
        for (int i = 2; i <= 4; i++) {
            assertEquals(OFFLINE, later.recall(account(i)), "account " + i);
        }
        assertEquals(1, folder.log.lines().size(), folder.log.lines()::toString);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void firstWriteThatFails_leavesNoFile(Throwable failure) throws IOException {
        IntentStore store = folder.open(disk);
        disk.failure = failure;
        assertFalse(folder.save(store, NEWS, OFFLINE));
        try (Stream<Path> files = Files.list(folder.path)) {
            assertEquals(List.of(folder.file("mail")), files.toList());
        }
        disk.failure = null;
        assertTrue(folder.save(store, NEWS, OFFLINE));
        assertEquals(OFFLINE, folder.open().recall(NEWS));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedWrite_stopsNoChange(Throwable failure) throws Exception {
        try (StoredHost host = new StoredHost(folder.open(disk))) {
            OfflineManager object = host.open();
            disk.failure = failure;
            assertEquals(OFFLINE, object.setCurrentState(OFFLINE, Host.PATIENCE));
            assertEquals(OFFLINE, object.getCurrentState());
            assertFalse(host.inspector.object(object.id()).intentSaved);
            disk.failure = null;
            assertEquals(OFFLINE, object.setCurrentState(OFFLINE, Host.PATIENCE), "asked for again, written again");
            assertTrue(host.inspector.object(object.id()).intentSaved);
            assertEquals(List.of(), host.logged);
        }
    }

    /** As on a full disk: some bytes of the line are written, the others are not. */
    @Test
    void shortWrite_costsItsOwnRecordOnly() {
        IntentStore store = folder.open(disk);
        disk.failure = new IOException("No space left on device");
        int length = new IntentRecord(account(3), OFFLINE).line().length() + 1;
        for (disk.written = 0; disk.written < length; disk.written++) {
            assertFalse(folder.save(store, account(3), OFFLINE));
            IntentStore later = folder.open();
            assertEquals(OFFLINE, later.recall(account(1)));
            assertEquals(OFFLINE, later.recall(account(2)));
        }
        assertEquals(1, folder.log.lines().size(), folder.log.lines()::toString);
        disk.failure = null;
        assertTrue(folder.save(store, account(1), ONLINE));
        assertEquals(OFFLINE, folder.open().recall(account(3)));
        assertEquals(ONLINE, folder.open().recall(account(1)));
        assertEquals(1, folder.log.lines().size(), folder.log.lines()::toString);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedRead_costsThatFileOnly(Throwable failure) throws IOException {
        folder.saveOffline(NEWS);
        byte[] content = Files.readAllBytes(folder.file("mail"));
        disk.readFailure = failure;
        IntentStore store = folder.open(disk);
        assertEquals(OFFLINE, store.recall(NEWS));
        assertEquals(ONLINE, store.recall(account(1)));
        assertEquals(1, folder.log.lines().size(), folder.log.lines()::toString);
        assertEquals(
                new String(content, java.nio.charset.StandardCharsets.UTF_8),
                Files.readString(folder.setAside().get(0)));
        assertTrue(folder.save(store, MAIL, OFFLINE));
        assertTrue(folder.save(store, NEWS, ONLINE));
    }

    /** A log is foreign code: what it throws is no reason to fail a request. */
    @Test
    void logThatThrows_isNotHeardByTheCaller() {
        Log broken = (Log) Proxy.newProxyInstance(
                IntentFailureTest.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, args) -> {
                    throw new IllegalStateException("the log service is gone");
                });
        IntentStore store = new IntentStore(new IntentAreas(folder.path, null, 0), broken, disk);
        disk.failure = new IOException("No space left on device");
        assertFalse(folder.save(store, MAIL, OFFLINE));
        disk.failure = null;
        assertTrue(folder.save(store, MAIL, OFFLINE));
    }
}
