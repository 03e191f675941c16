// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.examples.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedding program runs with the built bundles, and shares exactly what the API exports. */
@Timeout(60)
class EmbeddingHostIT {
    private static final Path BUNDLES = Path.of("target/bundles");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path storage;

    @Test
    void hostAndBundlesShareTheApi() throws Exception {
        BlockingQueue<NotifyType> heard = new LinkedBlockingQueue<>();
        try (EmbeddingHost host = new EmbeddingHost(storage, BUNDLES)) {
            host.listen(notification -> heard.add(notification.type()));
            OfflineManager manager = host.objects().open("default");
            assertEquals(ConnectionState.ONLINE, manager.getCurrentState());

            assertEquals(ConnectionState.OFFLINE, manager.setCurrentState(ConnectionState.OFFLINE, PATIENCE));

            List<NotifyType> phases = new ArrayList<>();
            while (phases.size() < 3) {
                NotifyType next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertNotNull(next, "the listener has heard no more than " + phases);
                phases.add(next);
            }
            assertEquals(List.of(NotifyType.values()), phases);
        }
    }

    @Test
    void requestedStateSurvivesARestartOfTheHost() throws Exception {
        try (EmbeddingHost host = new EmbeddingHost(storage, BUNDLES)) {
            host.objects().open("default").setCurrentState(ConnectionState.OFFLINE, PATIENCE);
        }

        try (EmbeddingHost host = new EmbeddingHost(storage, BUNDLES)) {
            assertEquals(ConnectionState.OFFLINE, host.objects().open("default").getCurrentState());
        }
    }

    @Test
    void sharedPackagesAreThoseThatTheApiExports() throws IOException {
        TreeSet<String> shared = new TreeSet<>(Arrays.asList(EmbeddingHost.API_PACKAGES.split(",")));

        assertEquals(exported(), shared);
        assertEquals(7, shared.size());
    }

    private static TreeSet<String> exported() throws IOException {
        try (JarFile api = new JarFile("target/io.offlinestate.api.jar")) {
            String header = api.getManifest().getMainAttributes().getValue("Export-Package");
            TreeSet<String> packages = new TreeSet<>();
            Matcher matcher = Pattern.compile("(io\\.offlinestate[a-z.]*);[^,]*?version=\"([0-9.]+)\"")
                    .matcher(header.replaceAll("uses:=\"[^\"]*\"", "uses"));
            while (matcher.find()) {
                packages.add(matcher.group(1) + ";version=" + matcher.group(2));
            }
            assertTrue(!packages.isEmpty(), header);
            return packages;
        }
    }
}
