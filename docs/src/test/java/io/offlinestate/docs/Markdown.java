// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What links need to know of a Markdown text: its links and the anchors that it offers, as GitHub makes them. */
final class Markdown {
    private static final Pattern CODE_SPAN = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("^ {0,3}\\[[^\\]]+\\]:\\s+(\\S+)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern ID = Pattern.compile("<[a-zA-Z]+[^>]*\\s(?:id|name)=\"([^\"]+)\"");
    private static final Pattern LINK_TEXT = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

    final List<String> links = new ArrayList<>();
    final Set<String> anchors = new HashSet<>();

    Markdown(String text) {
        Map<String, Integer> slugs = new HashMap<>();
        String fence = null;
        for (String line : text.lines().toList()) {
            String trimmed = line.strip();
            if (fence != null) {
                fence = trimmed.equals(fence) ? null : fence;
                continue;
            }
            if (trimmed.startsWith("```") || trimmed.startsWith("~~~")) {
                fence = trimmed.substring(0, 3);
                continue;
            }
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String slug = slug(heading.group(1));
                int before = slugs.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : slug + "-" + before);
            }
            String withoutCode = CODE_SPAN.matcher(line).replaceAll("");
            collect(ID, withoutCode, anchors);
            collect(LINK, withoutCode, links);
            collect(REFERENCE, withoutCode, links);
        }
    }

    private static void collect(Pattern pattern, String line, java.util.Collection<String> into) {
        for (Matcher found = pattern.matcher(line); found.find(); ) {
            into.add(found.group(1));
        }
    }

    private static String slug(String heading) {
        String text = LINK_TEXT.matcher(heading).replaceAll("$1");
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }
}
