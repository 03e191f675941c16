// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.rules.ExternalResource;

/**
 * An Apache Karaf 4.4 as it is unpacked, in a process, a folder and with ports of its own, for the tests of a class. Its users
 * are {@code admin}, {@code manager} and {@code viewer}: each has the role of that name and may log in; the
 * admin also sees Karaf's own bundles. Used by one thread.
 */
public final class KarafProcess extends ExternalResource {
    private static final long START_SECONDS = 90;
    private static final long STOP_SECONDS = 30;
    private static final String PASSWORD = "secret";

    /**
     * The JDK's only thread that asks a channel group's epoll may ask again while an event of the round before is still queued,
     * if the last one of that round was for a socket closed meanwhile. Where that was the end of one login and the queued one
     * the next, Karaf's ssh server accepts nobody any more. A second thread takes what is queued.
     */
    private static final String SECOND_EVENT_THREAD = "-Dsun.nio.ch.internalThreadPoolSize=2";

    private final String name;
    private final boolean withConsole;
    private KarafFolder folder;
    private Ssh ssh;
    private String jmxUrl;
    private Process process;

    private KarafProcess(Class<?> test, boolean withConsole) {
        name = test.getSimpleName();
        this.withConsole = withConsole;
    }

    /** Karaf as it is. */
    public static KarafProcess stock(Class<?> test) {
        return new KarafProcess(test, false);
    }

    /** Karaf with the commands. */
    public static KarafProcess withConsole(Class<?> test) {
        return new KarafProcess(test, true);
    }

    @Override
    protected void before() throws Throwable {
        try {
            unpack();
            start();
            if (withConsole) {
                installConsole();
            }
        } catch (Throwable e) {
            after();
            throw e;
        }
    }

    @Override
    protected void after() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
        if (ssh != null) {
            ssh.close();
        }
        try {
            if (folder != null) {
                folder.delete(name);
            }
        } catch (IOException e) {
            throw new AssertionError("the folder of " + name + " cannot be deleted", e);
        }
    }

    private void unpack() throws IOException {
        folder = new KarafFolder();
        folder.unpack();
        List<Integer> ports = freePorts(3);
        folder.put("org.apache.karaf.shell", "sshPort", ports.get(0));
        folder.put("org.apache.karaf.shell", "sshHost", "127.0.0.1");
        folder.put("org.apache.karaf.management", "rmiRegistryPort", ports.get(1));
        folder.put("org.apache.karaf.management", "rmiServerPort", ports.get(2));
        folder.addUser("admin", PASSWORD, "admin", "systembundles", "ssh");
        folder.addUser("manager", PASSWORD, "manager", "ssh");
        folder.addUser("viewer", PASSWORD, "viewer", "ssh");
        ssh = new Ssh(ports.get(0));
        jmxUrl = "service:jmx:rmi://127.0.0.1:%d/jndi/rmi://127.0.0.1:%d/karaf-root"
                .formatted(ports.get(2), ports.get(1));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Starts Karaf as its script does, and waits until all it comes with is there. */
    public void start() throws IOException {
        Path base = folder.path();
        // as a daemon the script becomes Karaf: ending the process ends Karaf
        ProcessBuilder builder = new ProcessBuilder(base.resolve("bin/karaf").toString(), "daemon")
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("KARAF_") || variable.startsWith("JAVA_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("EXTRA_JAVA_OPTS", SECOND_EVENT_THREAD);
        process = builder.start();
        if (!Await.within(START_SECONDS, () -> !process.isAlive() || isThere())) {
            throw new AssertionError("Karaf has not started within " + START_SECONDS + " s: " + log());
        }
        if (!process.isAlive()) {
            throw new AssertionError("Karaf has ended at once: " + log());
        }
    }

    private boolean isThere() {
        try {
            return ssh("admin", "service:list org.apache.karaf.features.BootFinished")
                    .out()
                    .contains("BootFinished");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Installs the commands as an operator does, and waits until they are there. */
    public void installConsole() throws IOException {
        String features =
                new File(System.getProperty(KarafContainer.FEATURES)).toURI().toString();
        ssh("admin", "feature:repo-add " + features).succeeded();
        ssh("admin", "feature:install offline-console").succeeded();
        awaitConsole();
    }

    /** Waits until the commands are there. */
    public void awaitConsole() {
        Await.until("the commands are there", () -> {
            SshChannel.Result list = ssh("admin", "offline:list");
            return list.status() == 0 && list.out().contains("WHY OFFLINE");
        });
    }

    /** Asks Karaf to end, as the operating system does. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Karaf ends without a chance to put anything in order. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Karaf has not ended within " + STOP_SECONDS + " s: " + log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError("interrupted while waiting for the end of Karaf", e);
        }
    }

    /** Runs a command for a user, over ssh. */
    public SshChannel.Result ssh(String user, String command) throws IOException {
        try (SshChannel running = begin(user, command)) {
            return running.awaitEnd();
        }
    }

    /** Begins a command for a user, over ssh. */
    public SshChannel begin(String user, String command) throws IOException {
        return ssh.begin(user, PASSWORD, command);
    }

    /** Lets a user sit down at a terminal, over ssh. */
    public SshChannel terminal(String user) throws IOException {
        return ssh.terminal(user, PASSWORD);
    }

    /** Connects a user by JMX, over RMI. */
    public JMXConnector jmx(String user) throws IOException {
        Map<String, Object> credentials = Map.of(JMXConnector.CREDENTIALS, new String[] {user, PASSWORD});
        return JMXConnectorFactory.connect(new JMXServiceURL(jmxUrl), credentials);
    }

    /** Sets a value in a file of {@code etc/}. */
    public void put(String pid, String key, Object value) throws IOException {
        folder.put(pid, key, value);
    }

    /** The text of a file of {@code etc/}. */
    public String read(String pid) throws IOException {
        return folder.read(pid);
    }

    /** The names of the files in {@code etc/}. */
    public Set<String> etc() throws IOException {
        return folder.etc();
    }

    /** Puts a bundle where Karaf finds it by itself. */
    public void deploy(PluginJar jar) throws IOException {
        Path written = folder.path().resolve(jar.symbolicName() + ".jar");
        try (InputStream in = jar.open()) {
            Files.copy(in, written);
        }
        Files.move(written, deployed(jar.symbolicName())); // whole at once
    }

    /** Takes it away again. */
    public void undeploy(String symbolicName) throws IOException {
        Files.delete(deployed(symbolicName));
    }

    private Path deployed(String symbolicName) {
        return folder.path().resolve("deploy").resolve(symbolicName + ".jar");
    }

    private File console() {
        return folder.path().resolve("console.log").toFile();
    }

    private String log() {
        StringBuilder text = new StringBuilder();
        for (Path file : List.of(console().toPath(), folder.path().resolve("data/log/karaf.log"))) {
            try {
                List<String> lines = Files.readAllLines(file);
                text.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
            } catch (IOException e) {
                text.append(e);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
