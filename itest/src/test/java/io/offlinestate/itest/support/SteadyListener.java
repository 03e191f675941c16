// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Host.Listening;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;

/** A listener service of the test's own that stays all the time, and that can be made to miss what it is told. */
public final class SteadyListener implements OfflineNotify {
    private final OfflineObjectId profile;
    private final Recorder recorder;
    private final Listening listening;
    private volatile boolean deaf;

    public SteadyListener(Host host, OfflineObjectId profile) {
        this.profile = profile;
        this.recorder = new Recorder("stays on " + profile).keepingNothing();
        this.listening = host.listen(this, recorder, Map.of("offline.notify.profile", profile.profile()));
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        recorder.advised(object, state, sequence);
    }

    @Override
    public void notify(OfflineNotification notification) {
        if (!deaf) {
            recorder.notify(notification);
        }
    }

    public OfflineObjectId profile() {
        return profile;
    }

    public Recorder recorder() {
        return recorder;
    }

    public Listening listening() {
        return listening;
    }

    /** Hears nothing from here on. */
    public void goDeaf() {
        deaf = true;
    }

    /** Waits until it has been advised so many times, and then told another change. */
    public void awaitAdvisedAndTold(int times) throws InterruptedException {
        recorder.awaitAdvised(profile, times);
        recorder.awaitCount(recorder.count() + 3);
    }

    /** From here on it selects nothing, and nobody needs to hold it. */
    public void selectNothing() {
        listening.registration().setProperties(new Hashtable<>(Map.of("offline.notify.profile", "there-is-none")));
    }

    /** Who holds it. */
    public List<Bundle> users() {
        Bundle[] users = listening.registration().getReference().getUsingBundles();
        return users == null ? List.of() : List.of(users);
    }
}
