// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedCommandTest {
    private final FakeHost host = new FakeHost();

    @Test
    void refusedServicesAreShownWithReasonAndMessage() {
        host.failedServices.add(
                FakeHost.failed(77, FailureReason.INVALID_TARGET, "offline.notify.target is \"(\"; expected a filter"));
        host.failedServices.add(FakeHost.failed(101, FailureReason.ADVISE_REFUSED, "NO_SUPPORT"));
        assertEquals("""
                SERVICE  BUNDLE                 FAILURE         ATTEMPTS  NEXT ATTEMPT  MESSAGE
                     77  org.example.mail [12]  INVALID_TARGET         0  -             offline.notify.target is "("; expected a filter
                    101  org.example.mail [12]  ADVISE_REFUSED         0  -             NO_SUPPORT
                """, host.run("failed"));
    }

    @Test
    void retriedService_showsAttemptsAndTheNextOne() {
        FailedNotifyServiceDTO service = FakeHost.failed(77, FailureReason.SERVICE_NOT_GETTABLE, "null");
        service.attempts = 5;
        service.nextAttempt = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();
        host.failedServices.add(service);
        assertEquals("""
                SERVICE  BUNDLE                 FAILURE               ATTEMPTS  NEXT ATTEMPT        MESSAGE
                     77  org.example.mail [12]  SERVICE_NOT_GETTABLE         5  03:04:05.678+00:00  null
                """, host.run("failed"));
        assertTrue(host.run("failed", "--json").contains("\"attempts\":5"), host.run("failed", "--json"));
    }

    @Test
    void ifNoneFailedItSaysSo() {
        assertEquals("no service has failed; services in order: 3\n", host.run("failed"));
    }

    @Test
    void withoutAWhiteboardItSaysWhatIsMissing() {
        host.whiteboard = false;
        CommandException error = assertThrows(CommandException.class, () -> host.run("failed"));
        assertEquals(
                "there is no whiteboard, so it has refused nothing: expected a service"
                        + " io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime, which the bundle"
                        + " io.offlinestate.whiteboard provides when it is active",
                error.getMessage());
    }
}
