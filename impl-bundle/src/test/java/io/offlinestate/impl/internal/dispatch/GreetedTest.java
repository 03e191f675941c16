// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import org.junit.jupiter.api.Test;

class GreetedTest {
    private final Greeted greeted = new Greeted();

    private boolean greets(OfflineNotify callback) {
        return greeted.get(callback.getClass());
    }

    private static class Plain implements OfflineNotify {
        @Override
        public void notify(OfflineNotification notification) {}
    }

    private static class Curious extends Plain {
        @Override
        public void advised(OfflineObjectId object, ConnectionState state, long sequence) {}
    }

    private static final class CuriousByBirth extends Curious {}

    private interface CuriousKind extends OfflineNotify {
        @Override
        default void advised(OfflineObjectId object, ConnectionState state, long sequence) {}
    }

    private static final class CuriousOfAKind extends Plain implements CuriousKind {}

    @Test
    void whoeverDoesNothingWithItIsNotGreeted() {
        assertFalse(greets(new Plain()));
        assertFalse(greets(notification -> {}));
        assertFalse(greets(new Plain() {}));
    }

    @Test
    void whoeverOverridesItIsHoweverItCameByIt() {
        assertTrue(greets(new Curious()));
        assertTrue(greets(new CuriousByBirth()));
        assertTrue(greets(new CuriousOfAKind()));
        assertTrue(greets((CuriousKind) notification -> {}));
    }

    @Test
    void whoeverCannotBeAskedIsGreeted() throws Exception {
        assertTrue(greeted.get(Broken.withoutItsFriend()));
    }

    /** A class with a method that names one which is not there, as in a bundle with an optional import. */
    private static final class Broken {
        public static final class Friend {}

        public static class Listener implements OfflineNotify {
            @Override
            public void notify(OfflineNotification notification) {}

            public void meet(Friend friend) {}
        }

        private static Class<?> withoutItsFriend() throws Exception {
            return new ClassLoader(GreetedTest.class.getClassLoader()) {
                @Override
                protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                    if (name.equals(Friend.class.getName())) {
                        throw new ClassNotFoundException(name + " is not there");
                    }
                    return name.equals(Listener.class.getName()) ? define(name) : super.loadClass(name, resolve);
                }

                private Class<?> define(String name) throws ClassNotFoundException {
                    try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                        byte[] bytes = in.readAllBytes();
                        return defineClass(name, bytes, 0, bytes.length);
                    } catch (java.io.IOException e) {
                        throw new ClassNotFoundException(name, e);
                    }
                }
            }.loadClass(Listener.class.getName());
        }
    }
}
