// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That two processes exclude each other, AppIT shows. */
class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatIsNotThereIsMade() throws IOException {
        Path path = folder.resolve("a").resolve("b");
        try (DataFolder data = DataFolder.take(path)) {
            assertEquals(path, data.path());
            assertTrue(Files.isDirectory(path));
        }
    }

    @Test
    void aFolderCanBeTakenAgainAndKeepsWhatIsInIt() throws IOException {
        DataFolder.take(folder).close();
        Files.writeString(folder.resolve("kept"), "kept");
        DataFolder.take(folder).close();
        assertEquals("kept", Files.readString(folder.resolve("kept")));
    }

    @Test
    void aFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String message =
                assertThrows(IOException.class, () -> DataFolder.take(file)).getMessage();
        assertEquals("\"" + file + "\" is no folder; expected one, or a name for one that is to be made", message);
    }

    @Test
    void whatCanNotBeMadeIsRefused() throws IOException {
        Path below = Files.createFile(folder.resolve("file")).resolve("below");
        String message =
                assertThrows(IOException.class, () -> DataFolder.take(below)).getMessage();
        assertTrue(message.startsWith("\"" + below + "\" can not be written to ("), message);
    }
}
