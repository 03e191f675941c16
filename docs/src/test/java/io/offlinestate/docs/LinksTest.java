// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every relative link in every Markdown file leads to a file, a folder or an anchor. Looks at no address on the net. */
class LinksTest {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*", Pattern.CASE_INSENSITIVE);

    private final Map<Path, Markdown> read = new HashMap<>();

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Path file : Documents.endingWith(".md")) {
            for (String link : markdown(file).links) {
                if (!SCHEME.matcher(link).matches()) {
                    checked++;
                    String problem = problem(file, link);
                    if (problem != null) {
                        broken.add(Documents.name(file) + ": " + link + " " + problem);
                    }
                }
            }
        }
        assertTrue(checked > 50, "only " + checked + " links were found");
        assertEquals(List.of(), broken);
    }

    private Markdown markdown(Path file) {
        return read.computeIfAbsent(file, path -> new Markdown(Documents.read(path)));
    }

    /** What is wrong with the link, or null. */
    private String problem(Path file, String link) {
        int hash = link.indexOf('#');
        String path = URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        if (path.startsWith("/")) {
            return "is absolute";
        }
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        if (!target.startsWith(Documents.ROOT)) {
            return "leaves the repository";
        }
        if (!Files.exists(target)) {
            return "leads to no file";
        }
        if (anchor.isEmpty() || !target.toString().endsWith(".md")) {
            return null;
        }
        return markdown(target).anchors.contains(anchor) ? null : "leads to no anchor";
    }
}
