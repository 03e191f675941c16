package io.offlinestate.app.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where {@code java -jar} begins: reads the arguments, says where the data is, and starts bnd's launcher, which starts the
 * framework with the bundles in the jar.
 */
public final class Main {
    private static final String LAUNCHER = "aQute.launcher.pre.EmbeddedLauncher";
    private static final String STORAGE = "launch.storage.dir";
    private static final String BEGINNING_START_LEVEL = "org.osgi.framework.startlevel.beginning";
    private static final String START_LEVEL_WITHOUT_SHELL = "1";
    private static final String DEFAULT_DATA = "offline-state-data";
    private static final String WELCOME = """
            Offline State, with its data in %s.
            Try offline:list, offline:info, offline:set default offline; Tab completes, help <command> explains, exit ends.\
            """;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /**
     * Runs the host; the JVM ends with it.
     *
     * @param arguments see {@link CommandLine#USAGE}
     * @throws Exception if the launcher does not start
     */
    public static void main(String... arguments) throws Exception {
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

    private static void demo() throws Exception {
        Path data = Files.createTempDirectory("offline-state-demo");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data), "delete " + data));
        System.setProperty(STORAGE, data.toString());
        System.setProperty(BEGINNING_START_LEVEL, START_LEVEL_WITHOUT_SHELL);
        launch("demo");
    }

    private static void shell(Path path) throws Exception {
        try (DataFolder data = DataFolder.take(path.toAbsolutePath())) {
            System.setProperty(STORAGE, data.path().toString());
            System.out.println(WELCOME.formatted(path));
            launch();
        } catch (IOException e) {
            refuse(e.getMessage());
        }
    }

    private static void launch(String... arguments) throws Exception {
        try {
            Class.forName(LAUNCHER).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the framework did not start", e.getCause());
        }
    }

    private static void refuse(String message) {
        System.err.println(message.strip());
        System.exit(WRONG_USAGE);
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
