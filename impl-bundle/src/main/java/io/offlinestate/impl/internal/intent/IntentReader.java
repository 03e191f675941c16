// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.intent.IntentRecord.DamagedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads one intent file, line by line: needs no more memory than the objects that it names. A line that is no record is passed
 * over and noted. Used once, by one thread.
 */
final class IntentReader {
    /** No intent file is longer: two million objects that are offline. */
    static final long MAX_BYTES = 256L << 20;
    /** The longest record: a profile of 255 characters and two UUIDs, each character in its longest form. */
    private static final int MAX_LINE = 2_048;
    /** How much of a damaged line is shown. */
    private static final int SHOWN = 120;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE];
    private int lineLength;
    private long position;

    private IntentReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads a file, unless it cannot be an intent file: opening a pipe would wait for its other end.
     *
     * @throws DamagedException if nothing of it can be used
     */
    static IntentContent read(Path path) throws IOException, DamagedException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new DamagedException("it is no regular file");
        }
        if (attributes.size() > MAX_BYTES) {
            throw new DamagedException(
                    "it has " + attributes.size() + " bytes, an intent file has at most " + MAX_BYTES);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), BUFFER)) {
            return new IntentReader(in).read();
        }
    }

    private IntentContent read() throws IOException, DamagedException {
        if (!nextLine()) {
            throw new DamagedException("its first line is cut off");
        }
        IntentContent content = new IntentContent(IntentRecord.profile(text()));
        long lines = 1;
        long length = position;
        while (nextLine()) {
            lines++;
            length = position;
            try {
                content.add(record());
            } catch (DamagedException e) {
                content.addDamaged(lines, shown());
            }
        }
        content.end(lines, length);
        if (lineLength > 0) {
            try {
                content.addUnterminated(record());
            } catch (DamagedException e) {
                content.cutOff(shown());
            }
        }
        return content;
    }

    /** Reads up to the end of a line. Returns whether it is one; the last bytes of the file may be none. */
    private boolean nextLine() throws IOException, DamagedException {
        lineLength = 0;
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (++position > MAX_BYTES) {
                throw new DamagedException("it grows while it is read");
            }
            if (read == '\n') {
                return true;
            }
            if (lineLength < MAX_LINE) {
                line[lineLength] = (byte) read;
            }
            lineLength++;
        }
        return false;
    }

    private IntentRecord record() throws DamagedException {
        if (lineLength > MAX_LINE) {
            throw new DamagedException("a line is too long");
        }
        return IntentRecord.parse(text());
    }

    /** Bytes that are not UTF-8 are replaced, so their line does not match its checksum. */
    private String text() {
        return new String(line, 0, Math.min(lineLength, MAX_LINE), StandardCharsets.UTF_8);
    }

    private String shown() {
        return SafeText.clean(text(), SHOWN);
    }
}
