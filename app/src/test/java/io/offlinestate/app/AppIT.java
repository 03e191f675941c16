// SPDX-License-Identifier: Apache-2.0
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
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void firstStart_writesTheTemplateOnce() throws Exception {
        assertEquals(0, run("exit\n", "--data", "mine").code());
        Path etc = work.resolve("mine").resolve("etc");
        Path template = etc.resolve("io.offlinestate.profile-default.cfg");
        assertTrue(Files.readString(template).contains("#hold.timeout.ms = 5000"), Files.readString(template));
        assertTrue(Files.isDirectory(work.resolve("mine").resolve("deploy")));
        Files.delete(template);
        assertEquals(0, run("exit\n", "--data", "mine").code());
        assertEquals(List.of(), names(etc));
    }

    @Test
    void configurationFiles_applyLive() throws Exception {
        Host host = start("--data", "mine");
        host.await("offline:list", "default  ONLINE");
        Path etc = work.resolve("mine").resolve("etc");
        Path cfg = Files.writeString(etc.resolve("io.offlinestate.profile-work.cfg"), "profile = cfg1\n");
        Path json = Files.writeString(
                etc.resolve("io.offlinestate.profile-home.cfg.json"),
                "{ \"profile\": \"json1\", \"startup\": \"offline\", \"history:Integer\": 7 }");
        host.await("offline:list", "cfg1     ONLINE");
        host.await("offline:list", "json1    OFFLINE");
        Files.writeString(cfg, "profile = cfg2\nstartup = offline\n");
        Files.writeString(json, "{ \"profile\": \"json2\" }");
        host.await("offline:list", "cfg2     OFFLINE");
        host.await("offline:list", "json2    ONLINE");
        host.awaitNot("offline:list", "cfg1", "json1");
        Files.writeString(json, "{ broken");
        host.await("log error", "profile-home.cfg.json is not applied");
        host.await("offline:list", "json2    ONLINE");
        Files.delete(cfg);
        Files.delete(json);
        host.awaitNot("offline:list", "cfg2", "json2");
        assertEquals(0, host.end().code());
    }

    @Test
    void configurationFiles_withoutALog_applyAllTheSame() throws Exception {
        Host host = start("--data", "mine");
        host.await("felix:lb log", "Apache Felix Log");
        Matcher log = Pattern.compile("(\\d+)\\|.*Apache Felix Log").matcher(Files.readString(host.out));
        assertTrue(log.find());
        host.type("felix:stop " + log.group(1) + "\n");
        Path etc = work.resolve("mine").resolve("etc");
        Path json =
                Files.writeString(etc.resolve("io.offlinestate.profile-home.cfg.json"), "{ \"profile\": \"json1\" }");
        host.await("offline:list", "json1    ONLINE");
        Files.writeString(json, "{ \"profile\": \"json2\" }");
        host.await("offline:list", "json2    ONLINE");
        assertEquals(0, host.end().code());
    }

    @Test
    void configurationFilesThatWentMeanwhile_areForgotten() throws Exception {
        Host host = start("--data", "mine");
        host.await("offline:list", "default  ONLINE");
        Path etc = work.resolve("mine").resolve("etc");
        Path cfg = Files.writeString(etc.resolve("io.offlinestate.profile-work.cfg"), "profile = cfg1\n");
        Files.writeString(etc.resolve("io.offlinestate.profile-home.cfg.json"), "{ \"profile\": \"json1\" }");
        host.await("offline:list", "cfg1     ONLINE");
        host.await("offline:list", "json1    ONLINE");
        assertEquals(0, host.end().code());
        Files.delete(cfg);
        Files.move(work.resolve("mine"), work.resolve("moved"));

        Host again = start("--data", "moved");
        again.awaitNot("offline:list", "cfg1");
        again.await("offline:list", "json1    ONLINE");
        Files.delete(work.resolve("moved").resolve("etc").resolve("io.offlinestate.profile-home.cfg.json"));
        again.awaitNot("offline:list", "json1");
        assertEquals(0, again.end().code());
    }

    @Test
    void deployedBundle_hearsUntilItIsDeleted() throws Exception {
        Host host = start("--data", "mine");
        host.await("offline:list", "default  ONLINE");
        Path jar = Files.copy(LISTENER, work.resolve("mine").resolve("deploy").resolve("listener.jar"));
        host.await("offline:info", "listeners: 1");
        host.type("offline:set default offline --wait 10\n");
        host.awaitOutput("io.offlinestate.examples.listener: default STATECHANGE_DONE: ONLINE -> OFFLINE");
        Files.delete(jar);
        host.await("offline:info", "no listeners");
        host.awaitNot("felix:lb", "Offline State :: Examples :: Listener");
        assertEquals(0, host.end().code());
    }

    @Test
    void dataFolderWithComma_isUsedWithoutEtc() throws Exception {
        Run run = run("offline:list\n", "--data", "a,b");
        assertEquals(0, run.code(), run.toString());
        assertTrue(run.out().contains("default  ONLINE"), run.toString());
        assertTrue(run.err().contains("the path of the data folder has a comma"), run.toString());
        assertEquals(List.of("a,b"), names(work));
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
        assertOneLineOfOurs(run, "\"mine\" cannot be used (");
        assertFalse(run.out().contains("\tat "), run.toString());
    }

    /** Newer JVMs warn of what the framework does; those lines are theirs. */
    private static void assertOneLineOfOurs(Run run, String beginning) {
        List<String> lines =
                run.err().lines().filter(line -> !line.startsWith("WARNING: ")).toList();
        assertEquals(1, lines.size(), run.toString());
        assertTrue(lines.get(0).startsWith(beginning), run.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void temporaryFolderWithoutRoom_isRefusedInOneLine() throws Exception {
        for (List<String> arguments : List.of(List.<String>of(), List.of("demo"))) {
            Run run = start(Optional.of(100), arguments.toArray(String[]::new)).end();
            assertEquals(2, run.code(), run.toString());
            assertOneLineOfOurs(run, "\"" + temporary + "\", the folder for temporary files");
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

        /** Repeats a command until its output has a text. */
        void await(String command, String text) throws IOException, InterruptedException {
            awaitAnswer(command, answer -> answer.contains(text), text);
        }

        /** Repeats a command until its output has none of some texts. */
        void awaitNot(String command, String... texts) throws IOException, InterruptedException {
            awaitAnswer(
                    command, answer -> List.of(texts).stream().noneMatch(answer::contains), List.of(texts) + " gone");
        }

        private void awaitAnswer(String command, Predicate<String> expected, String what)
                throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int round = 1; ; round++) {
                int before = Files.readString(out).length();
                String end = "answer-" + System.nanoTime();
                type(command + "\necho " + end + "\n");
                awaitOutput(end);
                String answer = Files.readString(out).substring(before);
                if (expected.test(answer)) {
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    process.destroyForcibly();
                    fail("not so after " + round + " times " + command + ": " + what + ": " + answer
                            + Files.readString(err));
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
