// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import io.offlinestate.console.core.CommandSpec;
import io.offlinestate.console.core.CommandSpec.Option;
import io.offlinestate.console.core.CommandSpecs;

/** What a shell with line editing is to run so that it completes the commands; without state. */
final class CompletionScript {
    private static final String LONG_OPTION = "--";

    /** What the function is to know of the line. */
    private static final String LINE = " ($.commandLine words) ($.commandLine wordIndex) ($.commandLine rawWordLength)";

    private CompletionScript() {}

    /** A line per command, option and list of arguments, for the {@code complete} of gogo.jline. */
    static String text() {
        StringBuilder script = new StringBuilder();
        for (CommandSpec spec : CommandSpecs.ALL) {
            String complete = "gogo:complete -c " + spec.fullName();
            script.append(complete).append(" -e\n");
            script.append(complete).append(" -d ").append(quoted(spec.description()));
            script.append('\n');
            for (Option option : spec.options()) {
                script.append(complete);
                option.names()
                        .forEach(name -> script.append(name.startsWith(LONG_OPTION) ? " -l " : " -s ")
                                .append(name.replaceFirst("^-+", "")));
                script.append(" -d ").append(quoted(option.description())).append('\n');
            }
            if (!spec.arguments().isEmpty()) {
                String arguments = Completions.FUNCTION_WITH_SCOPE + " " + spec.name() + LINE;
                script.append(complete).append(" -a ").append(quoted(arguments)).append('\n');
            }
        }
        return script.toString();
    }

    /** As the shell takes it literally. */
    private static String quoted(String text) {
        if (text.indexOf('\'') >= 0) {
            throw new IllegalArgumentException("a quote in: " + text);
        }
        return "'" + text + "'";
    }
}
