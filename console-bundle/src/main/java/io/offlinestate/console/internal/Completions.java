// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import io.offlinestate.console.core.CommandSpecs;
import io.offlinestate.console.core.Completion;
import io.offlinestate.console.core.HelpText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Completes the commands, in shells that can: teaches each session of gogo.jline how, before the session executes its first
 * command, which is its profile.
 *
 * <p>It is there only where such a shell is. What a session learns are words that name a command of this component, so
 * that it holds on to nothing when this bundle goes. Safe for use by any thread.
 */
@Component(
        service = {Completions.class, CommandSessionListener.class},
        property = {"osgi.command.scope=" + HelpText.SCOPE, "osgi.command.function=" + Completions.FUNCTION},
        reference =
                @Reference(
                        name = "shell",
                        service = AnyService.class,
                        target = "(&(osgi.command.scope=gogo)(osgi.command.function=complete))"))
public final class Completions implements CommandSessionListener {
    static final String FUNCTION = "__complete";
    static final String FUNCTION_WITH_SCOPE = HelpText.SCOPE + ":" + FUNCTION;

    /** Where a session keeps what it knows about completion, if it can complete. */
    private static final String KNOWN = ".completions";

    private final Completion completion;
    private final Set<CommandSession> taught =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Completes these commands.
     *
     * @param commands know what there is to complete
     */
    @Activate
    public Completions(@Reference OfflineCommands commands) {
        completion = commands.completion();
    }

    /**
     * What may stand where the cursor is; the shell asks.
     *
     * <p>Nothing while the word has quotes or escapes, of which the shell makes the wrong thing.
     *
     * @param command the name of the command that is typed
     * @param words the words of the line, the command first
     * @param index of the word at the cursor
     * @param rawWordLength how long that word is with its quotes and escapes
     * @return candidates
     */
    @Descriptor("tells the shell how to complete a command of this scope")
    public List<String> __complete(String command, List<?> words, int index, int rawWordLength) {
        List<String> typed = words.stream().map(String::valueOf).toList();
        String word = typed.get(index);
        if (word.length() != rawWordLength) {
            return List.of();
        }
        return CommandSpecs.ALL.stream()
                .filter(spec -> spec.name().equals(command))
                .flatMap(spec -> completion.arguments(spec, typed.subList(1, index), word).stream())
                .toList();
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(KNOWN) instanceof Map && taught.add(session)) {
            try {
                session.execute(CompletionScript.text());
            } catch (Exception e) {
                // another version of the shell; it works without completion
            }
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        // only the beginning matters
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        // only the beginning matters
    }
}
