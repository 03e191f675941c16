// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
    private static final InheritableThreadLocal<String> LOCAL = new InheritableThreadLocal<>();

    private Thread madeByPlugin(Runnable work) throws Exception {
        CompletableFuture<Thread> made = new CompletableFuture<>();
        Thread plugin = new Thread(new ThreadGroup("plugin"), () -> {
            LOCAL.set("of the plug-in");
            made.complete(DaemonThreads.make(group -> new Thread(group, work, "made", 0, false)));
        });
        plugin.setDaemon(false);
        plugin.setPriority(2);
        plugin.setContextClassLoader(new URLClassLoader(new URL[0]));
        plugin.start();
        plugin.join(10_000);
        return made.get(10, TimeUnit.SECONDS);
    }

    @Test
    void make_fromPluginThread_inheritsNothing() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("not run");
        Thread thread = madeByPlugin(() -> seen.set(LOCAL.get()));
        assertEquals(Thread.NORM_PRIORITY, thread.getPriority());
        assertNull(thread.getThreadGroup().getParent(), () -> "group " + thread.getThreadGroup());
        assertNull(thread.getContextClassLoader());
        assertTrue(thread.isDaemon());
        thread.start();
        thread.join(10_000);
        assertNull(seen.get());
    }
}
