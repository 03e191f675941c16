// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.HelpText;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code offline:failed}. */
@Service
@Command(scope = HelpText.SCOPE, name = HelpText.FAILED, description = HelpText.FAILED_DOES)
public final class FailedAction extends OfflineAction {
    @Option(name = HelpText.JSON_OPTION, description = HelpText.JSON_IS)
    private boolean json;

    @Override
    List<String> words() {
        return new TypedWords().option(HelpText.JSON_OPTION, json).and(List.of());
    }
}
