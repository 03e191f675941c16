// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.common.SafeText;
import java.io.PrintWriter;

/**
 * Writes JSON as it comes, indented so that two dumps can be compared line by line.
 *
 * <p>Trusts its caller to open and close what belongs together. Not safe for use by several threads at once.
 */
final class JsonWriter {
    private final PrintWriter out;
    private int depth;
    private boolean first = true;
    private boolean named;

    JsonWriter(PrintWriter out) {
        this.out = out;
    }

    void beginObject() {
        begin('{');
    }

    void endObject() {
        end('}');
    }

    void beginArray() {
        begin('[');
    }

    void endArray() {
        end(']');
    }

    /** The name of the value that comes next. */
    void name(String name) {
        separate();
        string(name);
        out.print(": ");
        named = true;
    }

    void text(String value) {
        separate();
        string(value);
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    void literal(String value) {
        separate();
        out.print(value);
    }

    private void begin(char bracket) {
        separate();
        out.print(bracket);
        depth++;
        first = true;
    }

    private void end(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        out.print(bracket);
        first = false;
        if (depth == 0) {
            out.println();
        }
    }

    /** What stands between a value and the one before it. */
    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (!first) {
            out.print(',');
        }
        first = false;
        if (depth > 0) {
            newLine();
        }
    }

    private void newLine() {
        out.println();
        out.print("  ".repeat(depth));
    }

    private void string(String value) {
        out.print('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        out.print('"');
    }

    /** Escapes also what is valid but gets lost on the way or upsets a viewer: surrogates, and all that is not safe to show. */
    private void character(char c) {
        switch (c) {
            case '"' -> out.print("\\\"");
            case '\\' -> out.print("\\\\");
            case '\n' -> out.print("\\n");
            case '\r' -> out.print("\\r");
            case '\t' -> out.print("\\t");
            default -> {
                if (Character.isSurrogate(c) || SafeText.isUnsafe(c)) {
                    String hex = Integer.toHexString(c);
                    out.print("\\u" + "0".repeat(4 - hex.length()) + hex);
                } else {
                    out.print(c);
                }
            }
        }
    }
}
