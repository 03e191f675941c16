// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import io.offlinestate.itest.support.HungListenersTest;
import org.junit.Test;

/** What the same takes where nobody hangs: the figure to compare the others with. */
public class NoneHungOf1000WhenAnOutageIsDetectedIT extends HungListenersTest {
    @Test
    public void allAreToldInTime() throws Exception {
        whenAnOutageIsDetected(0, 1_000);
    }
}
