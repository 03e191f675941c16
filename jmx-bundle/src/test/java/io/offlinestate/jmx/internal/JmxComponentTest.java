// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.w3c.dom.Element;

class JmxComponentTest {
    private static final OfflineObjectId ACCOUNT = OfflineObjectId.of(
            "work", UUID.fromString("00000000-0000-0000-0000-0000000000aa"), OfflineObjectId.NO_INSTANCE);

    private final FakeHost host = new FakeHost();
    private final JmxComponent component = new JmxComponent(null, host, host, host);

    @AfterEach
    void stop() {
        component.stop();
        assertEquals(List.of(), Shown.now());
    }

    @Test
    void everyRootHasABeanWhileItIsThere() {
        ServiceReference<OfflineManager> work = FakeServices.reference(OfflineObjectId.global("work"));
        ServiceReference<OfflineManager> account = FakeServices.reference(ACCOUNT);
        component.addRoot(work);
        component.addRoot(account);
        assertEquals(
                List.of(
                        "io.offlinestate:type=Profile,profile=\"work\"",
                        "io.offlinestate:type=Root,profile=\"work\",objectType=" + ACCOUNT.type()),
                Shown.now());
        component.removeRoot(work);
        assertEquals(1, Shown.now().size());
    }

    @Test
    void nothingIsLeftWhenItStops() {
        ServiceReference<OfflineManager> work = FakeServices.reference(OfflineObjectId.global("work"));
        component.addRoot(work);
        component.stop();
        assertEquals(List.of(), Shown.now());
        component.removeRoot(work); // Declarative Services unbinds after that
    }

    /** A tree may have 100,000 children: they must not even get as far as this bundle. */
    @Test
    void childrenAreNotBound() throws Exception {
        Filter target = FrameworkUtil.createFilter(target());
        Map<String, Object> properties = FakeServices.properties(ACCOUNT);
        assertTrue(target.matches(properties));
        properties.put(OfflineConstants.OFFLINE_PARENT, "work");
        assertFalse(target.matches(properties));
    }

    private static String target() throws Exception {
        Path description = Path.of(
                System.getProperty("basedir", "."), "target/bundle/OSGI-INF/" + JmxComponent.class.getName() + ".xml");
        try (InputStream in = Files.newInputStream(description)) {
            Element component = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
            var references = component.getElementsByTagName("reference");
            for (int i = 0; i < references.getLength(); i++) {
                Element reference = (Element) references.item(i);
                if (reference.getAttribute("interface").equals(OfflineManager.class.getName())) {
                    return reference.getAttribute("target");
                }
            }
        }
        throw new AssertionError("no reference to OfflineManager in " + description);
    }
}
