// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.HelpText;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code offline:withdraw}. */
@Service
@Command(
        scope = HelpText.SCOPE,
        name = HelpText.WITHDRAW,
        description = HelpText.WITHDRAW_DOES,
        detailedDescription = OfflineAction.WHO_MAY)
public final class WithdrawAction extends OfflineAction {
    @Argument(index = 0, name = HelpText.OBJECT, required = true, description = HelpText.OBJECT_IS)
    @Completion(ObjectCompleter.class)
    private String object;

    @Argument(index = 1, name = HelpText.DETECTOR, required = true, description = HelpText.DETECTOR_IS)
    @Completion(DetectorCompleter.class)
    private String detector;

    @Override
    List<String> words() {
        return new TypedWords().argument(object).argument(detector).and(List.of());
    }
}
