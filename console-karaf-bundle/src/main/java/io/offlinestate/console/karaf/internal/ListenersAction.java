// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.HelpText;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** {@code offline:listeners}. */
@Service
@Command(scope = HelpText.SCOPE, name = HelpText.LISTENERS, description = HelpText.LISTENERS_DOES)
public final class ListenersAction extends OfflineAction {
    @Option(name = HelpText.STACK_OPTION, description = HelpText.STACK_IS)
    private boolean stack;

    @Option(name = HelpText.JSON_OPTION, description = HelpText.JSON_IS)
    private boolean json;

    @Argument(index = 0, name = HelpText.OBJECT, description = HelpText.OBJECT_OR_ALL_IS)
    @Completion(ObjectCompleter.class)
    private String object;

    @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_IS)
    @Completion(
            value = StringsCompleter.class,
            values = {HelpText.STACK_OPTION, HelpText.JSON_OPTION})
    private List<String> options;

    @Override
    List<String> words() {
        return new TypedWords()
                .option(HelpText.STACK_OPTION, stack)
                .option(HelpText.JSON_OPTION, json)
                .argument(object)
                .and(options);
    }
}
