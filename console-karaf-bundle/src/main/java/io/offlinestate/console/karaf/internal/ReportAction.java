// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.HelpText;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** {@code offline:report}. */
@Service
@Command(
        scope = HelpText.SCOPE,
        name = HelpText.REPORT,
        description = HelpText.REPORT_DOES,
        detailedDescription = OfflineAction.WHO_MAY)
public final class ReportAction extends OfflineAction {
    @Argument(index = 0, name = HelpText.OBJECT, required = true, description = HelpText.OBJECT_IS)
    @Completion(ObjectCompleter.class)
    private String object;

    @Argument(index = 1, name = HelpText.DETECTOR, required = true, description = HelpText.DETECTOR_IS)
    @Completion(DetectorCompleter.class)
    private String detector;

    @Argument(index = 2, name = HelpText.VALUE, required = true, description = HelpText.VALUE_IS)
    @Completion(
            value = StringsCompleter.class,
            values = {HelpText.REACHABLE, HelpText.UNREACHABLE})
    private String value;

    @Argument(index = 3, name = HelpText.REASON, multiValued = true, description = HelpText.REASON_IS)
    private List<String> reason;

    @Override
    List<String> words() {
        return new TypedWords()
                .argument(object)
                .argument(detector)
                .argument(value)
                .and(reason);
    }
}
