// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.dto.AdviseDTO;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that has nothing but the JDK reads, steers, is told and is refused, over a real connection. */
class RemoteAccessTest {
    private static final String ACCOUNT =
            "a,\"b\"/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000001";

    @RegisterExtension
    final Shown shown = new Shown();

    @TempDir
    Path folder;

    private final FakeHost host = new FakeHost();

    @Test
    void aClientNeedsNoneOfOurClasses() throws Exception {
        host.add("a,\"b\"", null);
        host.add(ACCOUNT, "a,\"b\"").advises = new AdviseDTO[] {FakeHost.listener(1, "outbox")};
        host.getObjectDTO(OfflineObjectId.parse(ACCOUNT)).advises[0].lastFailure = "org.example.Full: disk";
        host.refuseWaitsOf(7, new OfflineException(ErrorCode.PENDING, "in a transition"));
        List<String> lines = runClient(shown.show(host, "a,\"b\""), ACCOUNT);
        assertEquals("only the JDK", lines.get(0));
        assertHas(lines, "State=" + ConnectionState.ONLINE);
        assertHas(lines, "Phase=null");
        assertHas(lines, "ObjectCount=2");
        assertHas(lines, "LastTransition.cause=STARTUP");
        assertHas(lines, "object " + ACCOUNT);
        assertHas(lines, "listener outbox org.example.Full: disk");
        assertHas(lines, "transition 0 java.util.Date");
        assertHas(lines, "goOffline gives OFFLINE");
        assertHas(lines, "told a,\"b\": ONLINE -> OFFLINE (REQUEST)");
        String refused = "javax.management.RuntimeMBeanException: java.lang.";
        assertHas(lines, refused + "IllegalArgumentException: waitSeconds is -1; expected 0 (do not wait) to 86400");
        assertHas(lines, refused + "IllegalStateException: PENDING: in a transition");
    }

    private static void assertHas(List<String> lines, String line) {
        assertTrue(lines.contains(line), () -> line + " is not among\n" + String.join("\n", lines));
    }

    private List<String> runClient(ObjectName bean, String object) throws Exception {
        JMXConnectorServer connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://localhost"), null, shown.server);
        connector.start();
        try {
            return run(RemoteClient.class, connector.getAddress().toString(), bean.toString(), object);
        } finally {
            connector.stop();
        }
    }

    private List<String> run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(main),
                main.getName());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the client does not end");
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    /** A folder with that class and no other one. */
    private String classPath(Class<?> main) throws IOException {
        String file = main.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (var in = main.getResourceAsStream("/" + file)) {
            Files.copy(in, copy);
        }
        return folder.resolve("classes").toString();
    }
}
