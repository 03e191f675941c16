// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of Karaf as it is unpacked, and what an operator writes into it before the first start. */
final class KarafFolder {
    private static final String MAVEN = "org.ops4j.pax.url.mvn";

    private final Path staged = Path.of(System.getProperty("offlinestate.karaf.folder"));
    private final Path folder;

    KarafFolder() throws IOException {
        folder = Files.createTempDirectory("karaf-");
    }

    /** Fills the folder. */
    void unpack() throws IOException {
        Path stock =
                staged.resolve("stock").resolve("apache-karaf-" + System.getProperty("offlinestate.karaf.version"));
        for (Path from : walk(stock)) {
            Path to = folder.resolve(stock.relativize(from).toString());
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        // nothing is downloaded: there is a repository beside it
        put(MAVEN, MAVEN + ".defaultRepositories", KarafContainer.repositories(staged.toFile()));
        put(MAVEN, MAVEN + ".repositories", "");
        put(MAVEN, MAVEN + ".localRepository", folder.resolve("local").toString());
    }

    Path path() {
        return folder;
    }

    /** Sets a value in a file of {@code etc/}. */
    void put(String pid, String key, Object value) throws IOException {
        Path file = folder.resolve("etc").resolve(pid + ".cfg");
        String text = Files.readString(file);
        Matcher setting = Pattern.compile("(?m)^" + Pattern.quote(key) + " *=(.*\\\\\\R)*.*$")
                .matcher(text);
        String line = key + " = " + value;
        Files.writeString(
                file,
                setting.find()
                        ? setting.replaceFirst(Matcher.quoteReplacement(line))
                        : text + System.lineSeparator() + line);
    }

    /** The text of a file of {@code etc/}. */
    String read(String pid) throws IOException {
        return Files.readString(folder.resolve("etc").resolve(pid + ".cfg"));
    }

    /** Adds a user. */
    void addUser(String name, String password, String... roles) throws IOException {
        Path file = folder.resolve("etc/users.properties");
        String line = name + " = " + password + "," + String.join(",", roles) + System.lineSeparator();
        Files.writeString(file, Files.readString(file) + line);
    }

    /** The names of the files in {@code etc/}. */
    Set<String> etc() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("etc"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Deletes the folder; its log stays in the build's folder, for whoever wonders. */
    void delete(String logName) throws IOException {
        Path log = folder.resolve("data/log/karaf.log");
        if (Files.exists(log)) {
            Path kept = Files.createDirectories(staged.resolve("logs")).resolve(logName + ".log");
            Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        }
        List<Path> all = walk(folder);
        all.sort(Comparator.reverseOrder());
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.collect(Collectors.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
