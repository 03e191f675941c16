// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder of intent files, as the tests of damage and failures use it. */
final class IntentFolder {
    static final OfflineObjectId MAIL = OfflineObjectId.global("mail");
    static final OfflineObjectId NEWS = OfflineObjectId.global("news");

    final Path path;
    final RecordingLog log = new RecordingLog();

    IntentFolder(Path path) {
        this.path = path;
    }

    static OfflineObjectId account(int number) {
        return OfflineObjectId.of("mail", new UUID(18, number), OfflineObjectId.NO_INSTANCE);
    }

    IntentStore open() {
        return new IntentStore(path, log.logger());
    }

    IntentStore open(IntentDisk disk) {
        return new IntentStore(new IntentAreas(path, null, 0), log.logger(), disk);
    }

    boolean save(IntentStore store, OfflineObjectId object, ConnectionState state) {
        return store.save(object, () -> state);
    }

    /** Saves that an object is offline, and closes the store again. */
    void saveOffline(OfflineObjectId... objects) {
        try (IntentStore store = open()) {
            for (OfflineObjectId object : objects) {
                save(store, object, ConnectionState.OFFLINE);
            }
        }
    }

    /** The intent file of a profile. */
    Path file(String profile) {
        return path.resolve(IntentNames.of(profile));
    }

    List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(each -> each.getFileName().toString().contains(".damaged-"))
                    .sorted()
                    .toList();
        }
    }
}
