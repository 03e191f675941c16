package io.offlinestate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar as a user runs it: {@code java -jar}, in an empty folder. */
class AppIT {
    private static final Path JAR = Path.of(System.getProperty("app.jar"));
    private static final Path LISTENER = Path.of(System.getProperty("app.listener"));
    private static final long SECONDS = 120;

    @TempDir
    private Path folder;

    private Path work;
    private Path temporary;

    @BeforeEach
    void makeFolders() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    @Test
    void theDemoGoesAsSaidAndLeavesNothing() throws Exception {
        Run run = run("", "demo");
        assertEquals(0, run.code(), run.toString());
        assertTrue(run.out().contains("\n 1. The host opens the profile"), run.toString());
        assertTrue(run.out().contains("\nOK: "), run.toString());
        assertFalse(run.out().contains("FAILED"), run.toString());
        assertFalse(run.out().contains("g! "), run.toString());
        assertEquals(List.of(), names(work));
        assertEquals(
                List.of(),
                names(temporary).stream()
                        .filter(name -> name.startsWith("offline-state"))
                        .toList());
    }

    @Test
    void theShellRunsCommands() throws Exception {
        Run run = run("""
                offline:set default offline --wait 10
                offline:list
                offline:info nowhere
                """);
        assertEquals(0, run.code(), run.toString());
        assertTrue(run.out().contains("default: is OFFLINE"), run.toString());
        assertTrue(run.out().contains("WHY OFFLINE"), run.toString());
        assertTrue(run.out().contains("there is no object \"nowhere\"; there are: default"), run.toString());
        assertEquals(List.of("offline-state-data"), names(work));
    }

    @Test
    void exitEndsTheShell() throws Exception {
        Run run = run("exit\n");
        assertEquals(0, run.code(), run.toString());
    }

    @Test
    void dataIsKeptInTheFolderThatWasNamed() throws Exception {
        String install = "felix:start \"" + LISTENER.toUri() + "\"\n";
        assertEquals(0, run(install, "--data", "mine").code());
        assertEquals(List.of("mine"), names(work));
        Run again = run("felix:lb\noffline:info\n", "--data", "mine");
        assertTrue(again.out().contains("Offline State :: Examples :: Listener"), again.toString());
        assertTrue(again.out().contains("listeners: 1"), again.toString());
        Run elsewhere = run("felix:lb\n");
        assertFalse(elsewhere.out().contains("Offline State :: Examples :: Listener"), elsewhere.toString());
    }

    @Test
    void aFolderThatIsInUseIsRefused() throws Exception {
        Host first = start("--data", "mine");
        first.type("echo the-host-is-up\n");
        first.awaitOutput("the-host-is-up");
        Run second = run("", "--data", "mine");
        assertEquals(2, second.code(), second.toString());
        assertTrue(second.err().contains("mine\" is in use by another host"), second.toString());
        assertEquals(0, first.end().code());
    }

    /** A limit on the size of a file stands for a full disk: what does not fit is refused in the same way. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void dataFolderWithoutRoom_isRefusedInOneLine() throws Exception {
        Run run = start(Optional.of(1000), "--data", "mine").end();
        assertEquals(2, run.code(), run.toString());
        assertTrue(run.err().startsWith("\"mine\" cannot be used ("), run.toString());
        assertEquals(1, run.err().lines().count(), run.toString());
        assertFalse(run.out().contains("\tat "), run.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void temporaryFolderWithoutRoom_isRefusedInOneLine() throws Exception {
        for (List<String> arguments : List.of(List.<String>of(), List.of("demo"))) {
            Run run = start(Optional.of(100), arguments.toArray(String[]::new)).end();
            assertEquals(2, run.code(), run.toString());
            assertTrue(run.err().startsWith("\"" + temporary + "\", the folder for temporary files"), run.toString());
            assertEquals(1, run.err().lines().count(), run.toString());
            assertFalse(run.out().contains("\tat "), run.toString());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void laterStartWithoutRoom_keepsWhatWasRequested() throws Exception {
        assertEquals(
                0,
                run("offline:set default offline --wait 10\n", "--data", "mine").code());
        Host host = start(Optional.of(1000), "--data", "mine");
        host.type("offline:list\n");
        Run later = host.end();
        assertEquals(0, later.code(), later.toString());
        assertTrue(later.out().contains("requested OFFLINE before the restart"), later.toString());
    }

    @Test
    void wrongArgumentsAreRefusedWithTheUsage() throws Exception {
        Run run = run("", "dmeo");
        assertEquals(2, run.code(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("unexpected argument \"dmeo\""), run.toString());
        assertTrue(run.err().contains("usage: java -jar offline-state.jar"), run.toString());
        assertEquals(List.of(), names(work));
    }

    @Test
    void helpIsTheUsage() throws Exception {
        Run run = run("", "--help");
        assertEquals(0, run.code(), run.toString());
        assertTrue(run.out().startsWith("usage: java -jar offline-state.jar"), run.toString());
        assertEquals(List.of(), names(work));
    }

    @Test
    void theJarKnowsNothingOfWhereItWasBuilt() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream properties = jar.getInputStream(jar.getEntry("launcher.properties"))) {
            String text = new String(properties.readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(text.contains("launch.storage.dir"), text);
            assertFalse(text.contains(System.getProperty("user.dir")), text);
            assertFalse(text.contains(System.getProperty("user.home") + "/"), text);
        }
    }

    private Run run(String input, String... arguments) throws Exception {
        Host host = start(arguments);
        host.type(input);
        return host.end();
    }

    private Host start(String... arguments) throws IOException {
        return start(Optional.empty(), arguments);
    }

    /**
     * @param limit how large a file can get, in KB
     */
    private Host start(Optional<Integer> limit, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        limit.ifPresent(size ->
                command.addAll(List.of("bash", "-c", "ulimit -f " + size + " && exec \"$0\" -XX:-UsePerfData \"$@\"")));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + folder,
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Host(process, out, err);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** What came of a run. */
    private record Run(int code, String out, String err) {}

    /** A host that runs. */
    private record Host(Process process, Path out, Path err) {
        void type(String input) throws IOException {
            try {
                process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                // a host that has ended reads nothing; its exit code tells whether it should have
            }
        }

        void awaitOutput(String text) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (!Files.readString(out).contains(text)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                    process.destroyForcibly();
                    fail("no \"" + text + "\" came: " + Files.readString(out) + Files.readString(err));
                }
            }
        }

        /** Ends the input, and waits for the end of the process. */
        Run end() throws IOException, InterruptedException {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // as above
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail("still running: " + Files.readString(out) + Files.readString(err));
            }
            return new Run(
                    process.exitValue(),
                    Files.readString(out).replace("\r", ""),
                    Files.readString(err).replace("\r", ""));
        }
    }
}
