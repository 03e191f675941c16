// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.lang.reflect.InvocationTargetException;

/** bnd's launcher, which the exported jar holds beside this package. */
final class Launcher {
    private static final String NAME = "aQute.launcher.pre.EmbeddedLauncher";

    private Launcher() {}

    /**
     * Runs the framework to its end.
     *
     * @return the exit code
     * @throws Throwable what the launcher throws; its {@code main} would print it and end the JVM with 127
     */
    static int run(String... arguments) throws Throwable {
        Class<?> launcher = Class.forName(NAME);
        Object instance = launcher.getConstructor().newInstance();
        try {
            return (Integer) launcher.getMethod("run", String[].class).invoke(instance, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
