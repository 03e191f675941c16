// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Unrest;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The whiteboard stops and starts; the manager and the listeners stay. */
public class WhiteboardRestartIT extends FrameworkTest {
    @Test
    public void everyServiceIsLetGoAndAdvisedAgain() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Listening listening = host.listen("survivor", profile);
        Recorder recorder = listening.recorder().awaitAdvised(profile, 1);
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);

        Bundle whiteboard = host.stop(Host.WHITEBOARD);
        assertEquals("nothing is advised", List.of(), host.advises(profile));
        assertNull(
                "nobody uses the service",
                listening.registration().getReference().getUsingBundles());
        assertNull(whiteboard.getServicesInUse());
        assertNull(host.context().getServiceReference(OfflineWhiteboardRuntime.class));
        host.set(profile, ONLINE);
        assertEquals("it is told nothing meanwhile", 3, recorder.count());

        whiteboard.start();
        recorder.awaitAdvised(profile, 2);
        assertEquals("it starts from what is now", 2, recorder.startSequence(profile));
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 3);
        assertEquals(6, recorder.count());
        recorder.verify();
    }

    @Test
    public void stoppingWaitsForTheCallbackInProgress() throws Exception {
        OfflineObjectId profile = host.newProfile();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder recorder = new Recorder("busy").doing(notification -> {
            inside.countDown();
            Await.latch("the callback may return", goOn);
        });
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        host.manager(profile).setCurrentState(OFFLINE);
        Await.latch("the callback runs", inside);

        Thread stops = new Thread(
                () -> {
                    try {
                        host.stop(Host.WHITEBOARD);
                        recorder.close(); // notices if the callback is running still
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                "stops the whiteboard");
        stops.start();
        Await.untilWaiting(stops);
        goOn.countDown();
        Await.end(stops);

        assertEquals(1, recorder.count());
        recorder.verify();
    }

    @Test
    public void theWhiteboardComesAndGoesUnderLoad() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        Recorder steady = host.listen("stays all the time", profile).recorder();
        Bundle whiteboard = host.bundle(Host.WHITEBOARD);
        host.undo(whiteboard::start);

        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
            for (int i = 1; i <= 10; i++) {
                steady.awaitAdvised(profile, i);
                steady.awaitCount(steady.count() + 4);
                if (i % 3 == 0) {
                    whiteboard.update();
                } else if (i % 3 == 1) {
                    host.refresh(whiteboard);
                } else {
                    whiteboard.stop();
                    assertEquals("nothing is advised", List.of(), host.advises(profile));
                    whiteboard.start();
                }
            }
        }
        steady.awaitAdvised(profile, 11).awaitDone(profile, host.dto(profile).sequence);

        steady.verify();
    }
}
