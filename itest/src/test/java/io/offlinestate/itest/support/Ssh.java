// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** A client for the users of a Karaf, who log in with their passwords. Takes nothing from the home of who runs the test. */
final class Ssh implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(Await.SECONDS);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final int port;

    Ssh(int port) {
        this.port = port;
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
    }

    /** Logs in and begins a command. */
    SshChannel begin(String user, String password, String command) throws IOException {
        return open(user, password, command, session -> session.createExecChannel(command));
    }

    /** Logs in at a terminal. */
    SshChannel terminal(String user, String password) throws IOException {
        PtyChannelConfiguration screen = new PtyChannelConfiguration();
        screen.setPtyType("xterm");
        screen.setPtyColumns(200);
        screen.setPtyLines(50);
        return open(user, password, "a terminal", session -> session.createShellChannel(screen, Map.of()));
    }

    /** What is made of a session. */
    private interface Opening {
        ClientChannel of(ClientSession session) throws IOException;
    }

    private SshChannel open(String user, String password, String name, Opening opening) throws IOException {
        ClientSession session =
                client.connect(user, "127.0.0.1", port).verify(PATIENCE).getClientSession();
        try {
            session.addPasswordIdentity(password);
            session.auth().verify(PATIENCE);
            return new SshChannel(session, name, opening.of(session));
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
