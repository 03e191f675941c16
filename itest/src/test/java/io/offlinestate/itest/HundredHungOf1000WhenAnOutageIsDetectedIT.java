// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import io.offlinestate.itest.support.HungListenersTest;
import org.junit.Test;

/** A class of its own: it needs a framework in which nobody has been notified of anything yet. */
public class HundredHungOf1000WhenAnOutageIsDetectedIT extends HungListenersTest {
    @Test
    public void theOthersAreToldInTime() throws Exception {
        whenAnOutageIsDetected(100, 1_000);
    }
}
