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

/** {@code offline:set}. */
@Service
@Command(
        scope = HelpText.SCOPE,
        name = HelpText.SET,
        description = HelpText.SET_DOES,
        detailedDescription = OfflineAction.WHO_MAY)
public final class SetAction extends OfflineAction {
    @Option(name = HelpText.WAIT_SHORT, aliases = HelpText.WAIT_OPTION, description = HelpText.WAIT_IS)
    private String wait;

    @Argument(index = 0, name = HelpText.OBJECT, required = true, description = HelpText.OBJECT_IS)
    @Completion(ObjectCompleter.class)
    private String object;

    @Argument(index = 1, name = HelpText.STATE, required = true, description = HelpText.STATE_IS)
    @Completion(
            value = StringsCompleter.class,
            values = {HelpText.ONLINE, HelpText.OFFLINE})
    private String state;

    @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_IS)
    @Completion(
            value = StringsCompleter.class,
            values = {HelpText.WAIT_OPTION, HelpText.WAIT_SHORT})
    private List<String> options;

    @Override
    List<String> words() {
        return new TypedWords()
                .option(HelpText.WAIT_OPTION, wait)
                .argument(object)
                .argument(state)
                .and(options);
    }
}
