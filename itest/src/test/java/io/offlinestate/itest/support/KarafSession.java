// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** A session of Karaf's shell, as somebody with these roles has it. Used by one thread. */
public final class KarafSession implements AutoCloseable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Session session;
    private final Subject subject;

    public KarafSession(Host host, String... roles) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        session = host.service(SessionFactory.class).create(new ByteArrayInputStream(new byte[0]), out, out);
        Set<RolePrincipal> principals = Stream.of(roles).map(RolePrincipal::new).collect(Collectors.toSet());
        subject = new Subject(true, principals, Set.of(), Set.of());
    }

    /** Runs a command, and returns what it printed. */
    public String run(String command) throws Exception {
        bytes.reset();
        // the thread takes the subject with it: Karaf looks for it on the thread that runs the command
        FutureTask<Object> task = new FutureTask<>(
                () -> Subject.doAs(subject, (PrivilegedExceptionAction<Object>) () -> session.execute(command)));
        Thread thread = new Thread(task, "runs " + command);
        thread.start();
        try {
            task.get(Await.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            Throwable root = cause instanceof java.security.PrivilegedActionException ? cause.getCause() : cause;
            if (root instanceof Exception exception) {
                throw exception;
            }
            throw new AssertionError(command, root);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
    }
}
