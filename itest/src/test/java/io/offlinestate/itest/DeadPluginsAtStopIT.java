// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.ChildFramework;
import io.offlinestate.itest.support.Containers;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The stop of a framework with plug-ins that are dead takes one hold timeout, of 5 s, or none. In a process of its own. */
public class DeadPluginsAtStopIT {
    private static final long HOLD_MILLIS = 5_000;
    private static final long MARGIN_MILLIS = 2_500;

    @Rule
    public Timeout limit = Timeout.seconds(150);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    /** Runs a host, and returns how many milliseconds its stop has taken. */
    private long millisToStop(int exitCode, String does, int plugins, long deadMillis) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ChildFramework.class.getName(),
                        bundles().toString(),
                        folder.newFolder().toString(),
                        does,
                        String.valueOf(plugins),
                        String.valueOf(deadMillis))
                .redirectErrorStream(true)
                .start();
        StringBuilder all = new StringBuilder();
        long millis = -1;
        try (BufferedReader output = child.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                all.append(line).append('\n');
                if (line.startsWith("stopped ")) {
                    millis = Long.parseLong(line.substring("stopped ".length()));
                }
            }
            assertTrue("the process ends", child.waitFor(30, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
        assertEquals(all.toString(), exitCode, child.exitValue());
        assertTrue(all.toString(), millis >= 0);
        return millis;
    }

    /** What the build has staged; Equinox has a log of its own. */
    private File bundles() throws Exception {
        File mine = folder.newFolder();
        boolean equinox = "equinox".equals(System.getProperty(Containers.CONTAINER));
        for (File jar : new File(System.getProperty("offlinestate.bundles")).listFiles()) {
            if (!(equinox && jar.getName().equals("org.apache.felix.log.jar"))) {
                Files.copy(jar.toPath(), mine.toPath().resolve(jar.getName()));
            }
        }
        return mine;
    }

    private static void assertAtMost(long most, long millis) {
        assertTrue("it took " + millis + " ms", millis <= most);
    }

    @Test
    public void stop_withFiveHungPlugins_takesOneHold() throws Exception {
        assertAtMost(HOLD_MILLIS + MARGIN_MILLIS, millisToStop(0, "hang", 5, 0));
    }

    @Test
    public void stop_withPluginsHungForLong_doesNotWait() throws Exception {
        assertAtMost(MARGIN_MILLIS, millisToStop(0, "hang", 5, HOLD_MILLIS));
    }

    @Test
    public void stopInShutdownHook_afterExitFromCallback_doesNotWait() throws Exception {
        assertAtMost(MARGIN_MILLIS, millisToStop(3, "exit", 1, 0));
    }
}
