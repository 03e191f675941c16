// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.impl.internal.intent.IntentRecord.DamagedException;
import java.io.IOException;
import java.nio.file.Path;

/** How intent files are read and written. A test makes it fail. */
class IntentDisk {
    IntentContent read(Path path) throws IOException, DamagedException {
        return IntentReader.read(path);
    }

    /** As the constructor of {@link IntentOutput}. */
    IntentOutput output(Path path, long length, boolean clean) {
        return new IntentOutput(path, length, clean);
    }

    /** As the constructor of {@link IntentCopy}. */
    IntentCopy copy(Path directory, long bundle, IntentLog log) {
        return new IntentCopy(directory, bundle, log);
    }
}
