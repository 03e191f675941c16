// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.Test;

/** The jars, without a framework: API, manager and whiteboard depend on Java and OSGi alone. */
public class BundleImportsIT {
    private static final List<String> BUNDLES =
            List.of("io.offlinestate.api", "io.offlinestate.impl", "io.offlinestate.whiteboard");

    /** A quoted part of a clause, where a comma separates nothing. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    /** What jdeps prints for a package that another one uses. */
    private static final Pattern USES =
            Pattern.compile("^\\s+(?<from>\\S+)\\s+->\\s+(?<to>\\S+)\\s", Pattern.MULTILINE);

    private static File jar(String bundle) {
        File jar = new File(System.getProperty("offlinestate.bundles"), bundle + ".jar");
        assertTrue(jar + " is there", jar.isFile());
        return jar;
    }

    @Test
    public void manifestsImportNothingElse() throws Exception {
        for (String bundle : BUNDLES) {
            try (JarFile jar = new JarFile(jar(bundle))) {
                Attributes manifest = jar.getManifest().getMainAttributes();
                assertEquals(bundle, manifest.getValue("Bundle-SymbolicName"));
                assertNull(manifest.getValue("Require-Bundle"));
                Set<String> packages = packages(manifest.getValue("Import-Package"));
                assertFalse(bundle + " imports something", packages.isEmpty());
                packages.addAll(packages(manifest.getValue("DynamicImport-Package")));
                assertEquals(bundle, Set.of(), notAllowed(packages));
            }
        }
    }

    private static Set<String> packages(String header) {
        Set<String> packages = new TreeSet<>();
        for (String clause :
                QUOTED.matcher(header == null ? "" : header).replaceAll("").split(",")) {
            for (String part : clause.split(";")) {
                if (!part.contains("=") && !part.isBlank()) {
                    packages.add(part.trim());
                }
            }
        }
        return packages;
    }

    @Test
    public void classesUseNothingElse() {
        for (String bundle : BUNDLES) {
            Set<String> used = new TreeSet<>();
            Matcher matcher = USES.matcher(jdeps(jar(bundle)));
            while (matcher.find()) {
                if (matcher.group("from").startsWith("io.offlinestate")) {
                    used.add(matcher.group("to"));
                }
            }
            assertTrue(used + " is credible", used.contains("java.lang"));
            assertEquals(bundle, Set.of(), notAllowed(used));
        }
    }

    private static String jdeps(File jar) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "--ignore-missing-deps",
                        "-filter:none",
                        "-verbose:package",
                        jar.getPath());
        assertEquals(err.toString() + out, 0, code);
        return out.toString();
    }

    private static Set<String> notAllowed(Set<String> packages) {
        Set<String> others = new TreeSet<>(packages);
        others.removeIf(name -> name.startsWith("java.")
                || name.startsWith("org.osgi.")
                || (name + ".").startsWith("io.offlinestate."));
        return others;
    }

    @Test
    public void onlyTheApiExportsPackages() throws Exception {
        for (String bundle : BUNDLES) {
            try (JarFile jar = new JarFile(jar(bundle))) {
                boolean exports = jar.getManifest().getMainAttributes().getValue("Export-Package") != null;
                assertEquals(bundle, bundle.equals("io.offlinestate.api"), exports);
            }
        }
    }

    /** Provisioners that only mark bundles as installed start nothing else: p2 writes so. */
    @Test
    public void bundlesWithComponents_areActivatedLazily() throws Exception {
        Set<String> checked = new TreeSet<>();
        for (String folder : List.of("offlinestate.bundles", "offlinestate.bundles.more")) {
            for (File file : new File(System.getProperty(folder)).listFiles()) {
                if (file.getName().startsWith("io.offlinestate.")) {
                    try (JarFile jar = new JarFile(file)) {
                        Attributes manifest = jar.getManifest().getMainAttributes();
                        if (manifest.getValue("Service-Component") != null) {
                            assertEquals(file.getName(), "lazy", manifest.getValue("Bundle-ActivationPolicy"));
                            checked.add(file.getName());
                        }
                    }
                }
            }
        }
        assertTrue(checked + " is credible", checked.size() >= 5);
    }
}
