// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/** A dump of the heap, to see in it who holds what is left. Only when asked for: it is large. */
public final class HeapDump {
    static final String FOLDER = "offlinestate.heapdump";

    private HeapDump() {}

    /** Writes what can be reached into the folder that {@code -Dofflinestate.heapdump} names, if it names one. */
    public static void write(String name) throws JMException {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            String file = Path.of(folder, name + "-" + System.currentTimeMillis() + ".hprof")
                    .toString();
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpHeap",
                            new Object[] {file, true},
                            new String[] {String.class.getName(), boolean.class.getName()});
        }
    }
}
