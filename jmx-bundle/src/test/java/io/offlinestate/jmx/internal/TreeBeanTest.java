// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client sees of a tree, through the platform MBean server. */
class TreeBeanTest {
    private static final String MAIL = "work/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000001";
    private static final String INBOX =
            "work/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000002";
    private static final String NEWS = "work/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000003";

    @RegisterExtension
    final Shown shown = new Shown();

    private final FakeHost host = new FakeHost();
    private OfflineObjectDTO work;
    private OfflineObjectDTO mail;
    private ObjectName bean;

    @BeforeEach
    void showTree() throws Exception {
        work = host.add("work", null);
        mail = host.add(MAIL, "work");
        host.add(INBOX, MAIL);
        host.add(NEWS, "work");
        host.add("home", null).state = ConnectionState.OFFLINE;
        bean = shown.show(host, "work");
    }

    @Test
    void theRootIsShown() throws Exception {
        work.state = ConnectionState.OFFLINE;
        work.phase = NotifyType.STATECHANGE;
        work.reasons = new String[] {"unreachable: no carrier (eth0)"};
        work.sequence = 5;
        work.intentSaved = false;
        Map<String, Object> attributes = attributes();
        assertEquals("work", attributes.get("Object"));
        assertEquals("work", attributes.get("Profile"));
        assertEquals("OFFLINE", attributes.get("State"));
        assertEquals("ONLINE", attributes.get("Requested"));
        assertEquals("UNKNOWN", attributes.get("Reachability"));
        assertEquals("STATECHANGE", attributes.get("Phase"));
        assertArrayEquals(new String[] {"unreachable: no carrier (eth0)"}, (String[]) attributes.get("Reasons"));
        assertArrayEquals(new String[] {"OFFLINE", "ONLINE"}, (String[]) attributes.get("Capabilities"));
        assertEquals(5L, attributes.get("Sequence"));
        assertEquals(new Date(1_767_323_045_678L), attributes.get("Since"));
        assertEquals(false, attributes.get("IntentSaved"));
    }

    @Test
    void aSettledRootHasNoPhase() throws Exception {
        assertNull(attribute("Phase"));
    }

    @Test
    void theTreeIsCountedAndNoOther() throws Exception {
        mail.state = ConnectionState.OFFLINE;
        work.advises = new AdviseDTO[] {FakeHost.listener(1, "one")};
        mail.advises = new AdviseDTO[] {FakeHost.listener(2, "two"), FakeHost.listener(3, "three")};
        mail.advises[0].failed = 2;
        mail.advises[1].skipped = 4;
        mail.advises[1].stalled = true;
        assertEquals(4L, attribute("ObjectCount"));
        assertEquals(1L, attribute("OfflineObjectCount"));
        assertEquals(3L, attribute("ListenerCount"));
        assertEquals(1L, attribute("StalledListenerCount"));
        assertEquals(18L, attribute("DeliveredCount"));
        assertEquals(2L, attribute("FailedCount"));
        assertEquals(4L, attribute("SkippedCount"));
        assertEquals(0, host.readsOf("home"));
    }

    @Test
    void anObjectThatGoesWhileTheTreeIsReadIsLeftOut() throws Exception {
        host.remove(NEWS);
        assertEquals(3L, attribute("ObjectCount"));
    }

    @Test
    void theStateIsCheapToRead() throws Exception {
        attribute("State");
        assertEquals(1, host.readsOf("work"));
        assertEquals(0, host.readsOf(MAIL));
    }

    @Test
    void allAttributesTogetherReadTheTreeOnce() throws Exception {
        attributes();
        assertEquals(1, host.readsOf(MAIL));
        assertEquals(1, host.readsOf(INBOX));
    }

    @Test
    void nobodyWhoLooksNothingIsRead() {
        assertTrue(host.reads.isEmpty(), host.reads.toString());
        assertTrue(host.advises.isEmpty(), host.advises.toString());
    }

    @Test
    void theLastTransitionIsShown() throws Exception {
        host.change(OfflineObjectId.parse("work"), ConnectionState.OFFLINE);
        CompositeData last = (CompositeData) attribute("LastTransition");
        assertEquals(1L, last.get("sequence"));
        assertEquals("REQUEST", last.get("cause"));
        assertEquals("requested by bundle test", last.get("reason"));
        assertEquals("ONLINE", last.get("oldState"));
        assertEquals("OFFLINE", last.get("newState"));
        assertEquals(Date.from(Instant.parse("2026-01-02T03:04:05.678Z")), last.get("startedAt"));
        assertEquals(1L, last.get("startMicros"));
        assertEquals(2L, last.get("changeMicros"));
        assertEquals(3L, last.get("doneMicros"));
        assertArrayEquals(new String[] {"slow one"}, (String[]) last.get("laggards"));
        CompositeData slowest = ((CompositeData[]) last.get("slowest"))[0];
        assertEquals("STATECHANGE_START", slowest.get("phase"));
        assertEquals("slow one", slowest.get("label"));
        assertEquals("org.example.mail", slowest.get("bundleSymbolicName"));
        assertEquals(4_000_000L, slowest.get("micros"));
    }

    @Test
    void theHistoryIsOldestFirst() throws Exception {
        host.change(OfflineObjectId.parse(MAIL), ConnectionState.OFFLINE);
        assertEquals(List.of(0L, 1L), column("sequence", rows("listHistory", MAIL)));
        assertEquals(List.of("STARTUP", "REQUEST"), column("cause", rows("listHistory", MAIL)));
        assertEquals(List.of("STARTUP"), column("cause", rows("listHistory", "")));
    }

    @Test
    void objectsAreListedParentsFirst() throws Exception {
        assertEquals(List.of("work", MAIL, INBOX, NEWS), column("object", rows("listObjects")));
        CompositeData row = rows("listObjects")[1];
        assertEquals("work", row.get("parent"));
        assertEquals("ONLINE", row.get("state"));
        assertEquals("ONLINE", row.get("inherited"));
        assertEquals(1, row.get("childCount"));
        assertEquals(0, row.get("listenerCount"));
        assertNull(row.get("phase"));
    }

    @Test
    void offlineObjectsAreListedAlone() throws Exception {
        mail.state = ConnectionState.OFFLINE;
        assertEquals(List.of(MAIL), column("object", rows("listOfflineObjects")));
    }

    @Test
    void theListenersOfAnObjectAreListed() throws Exception {
        mail.advises = new AdviseDTO[] {FakeHost.listener(4, "outbox")};
        mail.advises[0].lastFailure = "java.lang.IllegalStateException: full";
        mail.advises[0].stalledMillis = 17_000;
        mail.advises[0].stalledStack = new String[] {"a.B.c(B.java:1)"};
        assertEquals(0, rows("listListeners", "work").length);
        CompositeData row = rows("listListeners", MAIL)[0];
        Map<String, Object> expected = new HashMap<>(Map.of(
                "object", MAIL, "token", 4L, "clientToken", 7, "label", "outbox", "bundleId", 12L, "ranking", 3));
        expected.putAll(Map.of(
                "bundleSymbolicName",
                "org.example.mail",
                "delivered",
                6L,
                "failed",
                0L,
                "skipped",
                0L,
                "stalled",
                false));
        expected.putAll(Map.of(
                "lastFailure", mail.advises[0].lastFailure, "p50Micros", 10L, "p99Micros", 20L, "maxMicros", 30L));
        expected.forEach((item, value) -> assertEquals(value, row.get(item), item));
        assertEquals(17_000L, row.get("stalledMillis"));
        assertArrayEquals(new String[] {"a.B.c(B.java:1)"}, (String[]) row.get("stalledStack"));
        assertArrayEquals(new String[] {"STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE"}, (String[])
                row.get("notifyTypes"));
    }

    @Test
    void troubledListenersAreFoundInTheWholeTree() throws Exception {
        mail.advises = Stream.of(1, 2, 3, 4)
                .map(token -> FakeHost.listener(token, "listener"))
                .toArray(AdviseDTO[]::new);
        mail.advises[0].failed = 1;
        mail.advises[1].skipped = 1;
        mail.advises[3].stalled = true;
        assertEquals(List.of(1L, 2L, 4L), column("token", rows("listTroubledListeners")));
    }

    @Test
    void everythingIsDescribed() throws Exception {
        MBeanInfo info = shown.server.getMBeanInfo(bean);
        assertTrue(info.getDescription().startsWith("A tree of offline objects"));
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            assertTrue(attribute.getDescription().contains(" "), attribute.toString());
            assertFalse(attribute.isWritable(), attribute.toString());
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
            assertTrue(operation.getDescription().contains(" "), operation.toString());
            boolean reads = operation.getName().startsWith("list");
            assertEquals(reads ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION, operation.getImpact());
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                assertTrue(List.of("object", "waitSeconds", "detector", "value", "reason")
                        .contains(parameter.getName()));
                assertTrue(parameter.getDescription().contains(" "), parameter.toString());
            }
        }
    }

    @Test
    void aRootThatIsGoneIsARefusalOfTheJdk() {
        host.remove("work");
        RuntimeMBeanException error = assertThrows(RuntimeMBeanException.class, () -> attribute("State"));
        assertEquals(
                "NOT_FOUND: there is no offline object work",
                error.getTargetException().getMessage());
        assertEquals(IllegalArgumentException.class, error.getTargetException().getClass());
        assertNull(error.getTargetException().getCause());
    }

    private Object attribute(String name) throws Exception {
        return shown.server.getAttribute(bean, name);
    }

    private Map<String, Object> attributes() throws Exception {
        String[] names = Stream.of(shown.server.getMBeanInfo(bean).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        Map<String, Object> values = new HashMap<>();
        for (Attribute attribute : shown.server.getAttributes(bean, names).asList()) {
            values.put(attribute.getName(), attribute.getValue());
        }
        assertEquals(names.length, values.size(), "some could not be read");
        return values;
    }

    private CompositeData[] rows(String operation, Object... arguments) throws Exception {
        return (CompositeData[]) shown.invoke(bean, operation, arguments);
    }

    private static List<Object> column(String item, CompositeData... rows) {
        return Stream.of(rows).map(row -> row.get(item)).toList();
    }
}
