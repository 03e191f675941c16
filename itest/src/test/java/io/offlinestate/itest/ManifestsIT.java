// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.BeforeClass;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What tools and people read in the manifest of each bundle that the build has made. */
public class ManifestsIT {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final List<String> LOCALIZED = List.of("name", "description", "label");

    private static final Map<Path, Attributes> BUNDLES = new TreeMap<>();

    @BeforeClass
    public static void readAll() throws IOException {
        Path target = Path.of(System.getProperty("offlinestate.bundles")).getParent();
        for (String folder : List.of("bundles", "more-bundles", "manifests")) {
            try (Stream<Path> paths = Files.list(target.resolve(folder))) {
                for (Path path : paths.filter(ManifestsIT::isOurs).toList()) {
                    try (JarFile jar = new JarFile(path.toFile())) {
                        BUNDLES.put(path, jar.getManifest().getMainAttributes());
                    }
                }
            }
        }
        assertTrue("bundles found: " + BUNDLES.keySet(), BUNDLES.size() >= 8);
    }

    private static boolean isOurs(Path path) {
        return path.getFileName().toString().matches("io\\.offlinestate\\..*\\.jar");
    }

    @Test
    public void everyBundle_saysWhoseItIs() {
        BUNDLES.forEach((path, manifest) -> {
            for (String header : List.of("Bundle-Name", "Bundle-Description")) {
                assertNotNull(path + " has no " + header, manifest.getValue(header));
            }
            assertEquals(path.toString(), "The Offline State contributors", manifest.getValue("Bundle-Vendor"));
            assertTrue(path.toString(), manifest.getValue("Bundle-License").startsWith("Apache-2.0;"));
            URI home = URI.create(manifest.getValue("Bundle-DocURL"));
            assertEquals(path.toString(), "https", home.getScheme());
            assertEquals(
                    path.toString(),
                    "url=" + home + ", connection=scm:git:" + home + ".git",
                    manifest.getValue("Bundle-SCM").replace(",connection", ", connection"));
        });
    }

    @Test
    public void everyBundle_isAModuleWithAFixedName() {
        Set<String> names = new HashSet<>();
        BUNDLES.forEach((path, manifest) -> {
            String name = manifest.getValue("Automatic-Module-Name");
            assertEquals(path.toString(), manifest.getValue("Bundle-SymbolicName"), name);
            assertTrue("two modules " + name, names.add(name));
            assertTrue(path.toString(), ModuleFinder.of(path).find(name).isPresent());
        });
    }

    @Test
    public void everyBundle_hasItsIcons() throws Exception {
        for (Map.Entry<Path, Attributes> bundle : BUNDLES.entrySet()) {
            String icons = bundle.getValue().getValue("Bundle-Icon");
            assertNotNull(bundle.getKey() + " has no Bundle-Icon", icons);
            try (JarFile jar = new JarFile(bundle.getKey().toFile())) {
                for (String icon : icons.split(",")) {
                    String name = icon.substring(0, icon.indexOf(";size="));
                    int size = Integer.parseInt(icon.substring(icon.indexOf('=') + 1));
                    ZipEntry entry = jar.getEntry(name);
                    assertNotNull(bundle.getKey() + " has no " + name, entry);
                    byte[] bytes = jar.getInputStream(entry).readNBytes(24);
                    assertArrayEquals(name, PNG, Arrays.copyOf(bytes, PNG.length));
                    assertEquals(name + " is as wide as it says", size, bytes[19]);
                    assertEquals(name + " is as high as it says", size, bytes[23]);
                }
            }
        }
    }

    @Test
    public void everyBundle_resolvesOnOldHosts() {
        Map<String, String> lowest = Map.of(
                "org.osgi.framework", "1.8",
                "org.osgi.framework.dto", "1.8",
                "org.osgi.dto", "1.0",
                "org.osgi.service.log", "1.4",
                "org.osgi.service.component", "1.4");
        BUNDLES.forEach((path, manifest) -> {
            String imports = "," + manifest.getValue("Import-Package");
            lowest.forEach((name, version) -> {
                Matcher found = Pattern.compile("," + Pattern.quote(name) + ";version=\"\\[([^,]*),")
                        .matcher(imports);
                if (found.find()) {
                    assertEquals(path + " imports " + name, version, found.group(1));
                }
            });
            Matcher extender = Pattern.compile("osgi\\.extender=osgi\\.component\\)\\(version>=([^)]*)")
                    .matcher(String.valueOf(manifest.getValue("Require-Capability")));
            if (extender.find()) {
                assertEquals(path.toString(), "1.4.0", extender.group(1));
            }
        });
    }

    @Test
    public void everyMetatype_isInEnglishAndGerman() throws Exception {
        int definitions = 0;
        for (Path path : BUNDLES.keySet()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (ZipEntry entry : jar.stream()
                        .filter(each -> each.getName().matches("OSGI-INF/metatype/.*\\.xml"))
                        .toList()) {
                    definitions++;
                    checkLanguages(jar, entry);
                }
            }
        }
        assertTrue("no metatype in any bundle", definitions > 0);
    }

    private static void checkLanguages(JarFile jar, ZipEntry entry) throws Exception {
        Element metadata = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(jar.getInputStream(entry))
                .getDocumentElement();
        Set<Object> keys = new HashSet<>();
        NodeList elements = metadata.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            for (String attribute : LOCALIZED) {
                String text = element.getAttribute(attribute);
                if (!text.isEmpty()) {
                    assertTrue(jar.getName() + ": not localizable: " + text, text.startsWith("%"));
                    keys.add(text.substring(1));
                }
            }
        }
        String base = metadata.getAttribute("localization");
        Properties english = properties(jar, base + ".properties");
        Properties german = properties(jar, base + "_de.properties");
        assertEquals(jar.getName(), keys, english.keySet());
        assertEquals(jar.getName(), keys, german.keySet());
        for (Properties texts : List.of(english, german)) {
            texts.forEach((key, text) ->
                    assertFalse("no text for " + key, text.toString().isBlank()));
        }
    }

    private static Properties properties(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        assertNotNull(jar.getName() + " has no " + name, entry);
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        }
        return properties;
    }
}
