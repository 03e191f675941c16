// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.NotifyType;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;

/** A whiteboard with one service that is advised and one that failed. */
final class FakeWhiteboard implements OfflineWhiteboardRuntime {
    @Override
    public OfflineWhiteboardDTO getRuntimeDTO() {
        OfflineWhiteboardDTO snapshot = new OfflineWhiteboardDTO();
        NotifyServiceDTO advised = fill(new NotifyServiceDTO(), 41);
        advised.target = "(offline.type=*)";
        advised.objects = new String[] {"default", "work"};
        snapshot.notifyServices = new NotifyServiceDTO[] {advised};
        FailedNotifyServiceDTO failed = new FailedNotifyServiceDTO();
        fill(failed, 42);
        failed.failureReason = FailureReason.INVALID_TARGET;
        failed.message = "offline.notify.target is \"(\"; expected an LDAP filter";
        failed.attempts = 3;
        failed.nextAttempt = 1_767_225_600_000L;
        snapshot.failedNotifyServices = new FailedNotifyServiceDTO[] {failed};
        return snapshot;
    }

    private static NotifyServiceDTO fill(NotifyServiceDTO service, long id) {
        service.serviceId = id;
        service.bundleId = 12;
        service.bundleSymbolicName = "org.example.mail";
        service.profiles = new String[] {"*"};
        service.clientToken = 7;
        service.notifyTypes = new NotifyType[] {NotifyType.STATECHANGE};
        service.ranking = 3;
        service.objects = new String[0];
        return service;
    }
}
