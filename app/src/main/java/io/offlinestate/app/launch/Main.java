// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where {@code java -jar} begins: reads the arguments, says where the data is, and starts bnd's launcher, which starts the
 * framework with the bundles in the jar.
 */
public final class Main {
    private static final String STORAGE = "launch.storage.dir";
    private static final String BEGINNING_START_LEVEL = "org.osgi.framework.startlevel.beginning";
    private static final String START_LEVEL_WITHOUT_SHELL = "1";
    private static final String START_LEVEL_WITHOUT_FILE_INSTALL = "2";
    private static final String WATCHED = "felix.fileinstall.dir";
    private static final String DEFAULT_DATA = "offline-state-data";
    private static final String WELCOME = """
            Offline State, with its data in %s.
            Try offline:list, offline:info, offline:set default offline; Tab completes, help <command> explains, exit ends.\
            """;
    private static final int REFUSED = 2;
    private static final int NOT_STARTED = 3;

    private Main() {}

    /**
     * Runs the host; the JVM ends with it.
     *
     * @param arguments see {@link CommandLine#USAGE}
     */
    public static void main(String... arguments) {
        CommandLine commandLine;
        try {
            commandLine = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage() + System.lineSeparator() + CommandLine.USAGE);
            return;
        }
        switch (commandLine.mode()) {
            case HELP -> System.out.print(CommandLine.USAGE);
            case DEMO -> demo();
            case SHELL -> shell(commandLine.data().orElse(Path.of(System.getProperty(STORAGE, DEFAULT_DATA))));
        }
    }

    private static void demo() {
        Path data;
        try {
            data = Files.createTempDirectory("offline-state-demo");
        } catch (IOException e) {
            refuse(StartFailure.temporaryFolder(e));
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data), "delete " + data));
        System.setProperty(STORAGE, data.toString());
        System.setProperty(BEGINNING_START_LEVEL, START_LEVEL_WITHOUT_SHELL);
        launch(Optional.empty(), "demo");
    }

    private static void shell(Path path) {
        try (DataFolder data = DataFolder.take(path.toAbsolutePath())) {
            System.setProperty(STORAGE, data.path().toString());
            System.out.println(WELCOME.formatted(path));
            watch(UserFolders.in(data.path()));
            launch(Optional.of(path));
        } catch (IOException e) {
            refuse(e.getMessage());
        }
    }

    /** Lets File Install watch the folders; it takes a list of them that a comma in a name would break. */
    private static void watch(UserFolders folders) {
        String list = folders.etc() + "," + folders.deploy();
        if (list.indexOf(',') == list.lastIndexOf(',')) {
            System.setProperty(WATCHED, list);
        } else {
            System.err.println("etc and deploy are not read: the path of the data folder has a comma");
            System.setProperty(BEGINNING_START_LEVEL, START_LEVEL_WITHOUT_FILE_INSTALL);
        }
    }

    /** Runs the framework to its end, and ends the JVM with the exit code that comes of it. */
    private static void launch(Optional<Path> data, String... arguments) {
        PrintStream output = System.out;
        System.setOut(new LauncherOutput(output));
        try {
            System.exit(Launcher.run(arguments));
        } catch (Throwable e) {
            System.setOut(output);
            StartFailure failure = StartFailure.of(e, data);
            if (failure.isRefusal()) {
                refuse(failure.message());
            }
            System.err.println(failure.message());
            e.printStackTrace();
            System.exit(NOT_STARTED);
        }
    }

    private static void refuse(String message) {
        System.err.println(message.strip());
        System.exit(REFUSED);
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : childrenFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + " (" + e + ")");
        }
    }
}
