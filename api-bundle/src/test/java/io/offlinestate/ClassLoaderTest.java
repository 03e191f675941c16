// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Values of the API, compared and printed, do not keep the class loader that their classes are from. */
class ClassLoaderTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final UUID TYPE = UUID.randomUUID();

    @Test
    void valuesThatWereComparedLetTheirClassLoaderGo() throws Exception {
        WeakReference<ClassLoader> loader = compareThoseOfAnotherLoader();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (loader.get() != null && deadline - System.nanoTime() > 0) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertNull(loader.get(), "the class loader is still there");
    }

    /** In a method of its own, so that no local variable keeps anything. */
    private static WeakReference<ClassLoader> compareThoseOfAnotherLoader() throws Exception {
        URL classes =
                OfflineObjectId.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Object id = compared(loader, "OfflineObjectId", "mail", TYPE, OfflineObjectId.NO_INSTANCE);
            Object change = compared(
                    loader,
                    "StateChange",
                    StateMask.OFFLINE,
                    constant(loader, "ConnectionState", "ONLINE"),
                    constant(loader, "ConnectionState", "OFFLINE"),
                    1L,
                    constant(loader, "Cause", "REQUEST"),
                    Instant.EPOCH);
            compared(loader, "OfflineNotification", constant(loader, "NotifyType", "STATECHANGE"), 1, id, change);
            return new WeakReference<>(loader);
        }
    }

    private static Object compared(ClassLoader loader, String record, Object... components) throws Exception {
        Class<?> type = load(loader, record);
        assertNotEquals(Class.forName(type.getName()), type);
        Object one = type.getConstructors()[0].newInstance(components);
        Object same = type.getConstructors()[0].newInstance(components);
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertEquals(one.toString(), same.toString());
        return one;
    }

    private static Object constant(ClassLoader loader, String type, String name) throws Exception {
        return load(loader, type).getField(name).get(null);
    }

    private static Class<?> load(ClassLoader loader, String name) throws ClassNotFoundException {
        return loader.loadClass("io.offlinestate." + name);
    }
}
