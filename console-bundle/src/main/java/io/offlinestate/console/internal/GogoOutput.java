// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import io.offlinestate.console.core.Output;
import java.io.PrintStream;
import org.apache.felix.service.command.Process;

/** The console of the session, or the next command of the pipe. */
final class GogoOutput implements Output {
    private final PrintStream out;
    private final PrintStream console;

    GogoOutput(Process process) {
        out = process.out();
        console = process.job().session().getConsole();
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public boolean flush() {
        // what is printed to the process, the console has to flush; and each knows of its own errors alone
        return !out.checkError() && !console.checkError();
    }
}
