// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.offlinestate.itest.support.KarafProcess;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The MXBeans through Karaf's connector, over RMI, with the roles of whoever connects. */
public class KarafJmxIT {
    @ClassRule
    public static final KarafProcess KARAF = KarafProcess.withConsole(KarafJmxIT.class);

    private static final String STRING = String.class.getName();

    @Rule
    public Timeout limit = Timeout.seconds(60);

    /** What somebody asks of the bean of the profile default. */
    private record Client(MBeanServerConnection server, ObjectName bean) {
        Object get(String attribute) throws JMException, IOException {
            return server.getAttribute(bean, attribute);
        }

        Object list(String operation) throws JMException, IOException {
            return server.invoke(bean, operation, null, null);
        }

        Object go(String operation) throws JMException, IOException {
            return server.invoke(bean, operation, new Object[] {20L}, new String[] {"long"});
        }

        void report() throws JMException, IOException {
            server.invoke(bean, "report", new Object[] {"default", "drill", "UNREACHABLE", "no carrier"}, new String[] {
                STRING, STRING, STRING, STRING
            });
        }

        void withdraw() throws JMException, IOException {
            server.invoke(bean, "withdraw", new Object[] {"default", "drill"}, new String[] {STRING, STRING});
        }
    }

    /** Something that somebody does. */
    private interface Use {
        void of(Client client) throws JMException, IOException;
    }

    private static void as(String user, Use use) throws Exception {
        try (JMXConnector connector = KARAF.jmx(user)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            Set<ObjectName> beans = server.queryNames(new ObjectName("io.offlinestate:*"), null);
            assertEquals("beans of ours: " + beans, 1, beans.size());
            use.of(new Client(server, beans.iterator().next()));
        }
    }

    @Test
    public void aViewerReadsAndDoesNotSteer() throws Exception {
        as("viewer", viewer -> {
            assertEquals("ONLINE", viewer.get("State"));
            assertArrayEquals(new String[0], (String[]) viewer.get("Reasons"));
            assertEquals(1, ((Object[]) viewer.list("listObjects")).length);
            Object sequence = viewer.get("Sequence");

            for (Use refused : List.<Use>of(
                    each -> each.go("goOffline"), each -> each.go("goOnline"), Client::report, Client::withdraw)) {
                assertThrows(SecurityException.class, () -> refused.of(viewer));
            }
            assertEquals("nothing has happened", sequence, viewer.get("Sequence"));
        });
    }

    @Test
    public void managersAndAdminsSteer() throws Exception {
        for (String user : List.of("manager", "admin")) {
            as(user, client -> {
                assertEquals("OFFLINE", client.go("goOffline"));
                assertEquals("OFFLINE", client.get("State"));
                assertEquals("ONLINE", client.go("goOnline"));
                client.report();
                assertEquals("UNREACHABLE", client.get("Reachability"));
                client.withdraw();
                assertEquals("UNKNOWN", client.get("Reachability"));
            });
        }
    }

    @Test
    public void whoDoesNotLogInSeesNothing() {
        assertThrows(SecurityException.class, () -> KARAF.jmx("nobody"));
    }
}
