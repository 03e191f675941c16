// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.HelpText;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code offline:list}. */
@Service
@Command(scope = HelpText.SCOPE, name = HelpText.LIST, description = HelpText.LIST_DOES)
public final class ListAction extends OfflineAction {
    @Option(name = HelpText.JSON_OPTION, description = HelpText.JSON_IS)
    private boolean json;

    @Override
    List<String> words() {
        return new TypedWords().option(HelpText.JSON_OPTION, json).and(List.of());
    }
}
