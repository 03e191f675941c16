// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.RecordingLog;
import io.offlinestate.impl.internal.component.StoredHost;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract, rule 18: the requested state survives, whatever ends the process; detected outages are never remembered. */
@Timeout(600)
class Rule18MemoryOfIntentTest {
    private static final int KILLS = Integer.getInteger("offlinestate.kills", 15);
    private static final int MANY = 100_000;

    @TempDir
    Path folder;

    private StoredHost host() {
        return new StoredHost(folder, new RecordingLog().logger());
    }

    @Test
    void theRequestedStateSurvivesARestart() throws Exception {
        try (StoredHost host = host()) {
            host.open().setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        }
        try (StoredHost host = host()) {
            assertEquals(ConnectionState.OFFLINE, host.open().getCurrentState());
            assertEquals(1, host.history(host.open()).size());
            assertTrue(host.inspector.object(host.open().id()).intentSaved);
            host.open().setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        }
        try (StoredHost host = host()) {
            assertEquals(ConnectionState.ONLINE, host.open().getCurrentState());
        }
    }

    @Test
    void anObjectThatCodeCreatesFindsItsStateWhenItIsCreatedAgain() throws Exception {
        UUID type = UUID.randomUUID();
        CreateInfo account = CreateInfo.child(OfflineObjectId.global("default"), type, OfflineObjectId.NO_INSTANCE);
        try (StoredHost host = host()) {
            OfflineManager created = host.create(account);
            created.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
            host.session.release(account.id());
            assertEquals(ConnectionState.OFFLINE, host.create(account).getCurrentState());
        }
        try (StoredHost host = host()) {
            assertEquals(ConnectionState.OFFLINE, host.create(account).getCurrentState());
            assertEquals(ConnectionState.ONLINE, host.open().getCurrentState());
        }
    }

    @Test
    void aRequestWithoutAnEffectIsOnDiskWhenItReturns() {
        try (StoredHost host = host()) {
            OfflineManager object = host.open();
            OfflineManager child = host.child(object);
            host.report(child, Reachability.UNREACHABLE);
            host.awaitSettled(child);
            assertTrue(child.setCurrentState(ConnectionState.OFFLINE)
                    .toCompletableFuture()
                    .isDone());
            assertEquals(
                    ConnectionState.OFFLINE, new IntentStore(folder, new RecordingLog().logger()).recall(child.id()));
        }
    }

    @Test
    void aDetectedOutageIsNotRemembered() throws Exception {
        try (StoredHost host = host()) {
            host.report(host.open(), Reachability.UNREACHABLE);
            host.awaitSettled(host.open());
            host.open().setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
            host.open().setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
            assertEquals(ConnectionState.OFFLINE, host.open().getCurrentState());
        }
        try (StoredHost host = host()) {
            assertEquals(ConnectionState.ONLINE, host.open().getCurrentState());
        }
    }

    @Test
    void startupCanSayOtherwise() throws Exception {
        try (StoredHost host = host()) {
            host.session.create(CreateInfo.global("mail"));
            host.open(OfflineObjectId.global("mail")).setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        }
        for (ConnectionState startup : ConnectionState.values()) {
            try (StoredHost host = host()) {
                host.table.configure("mail", new Settings(Optional.of(startup), Optional.empty(), 100, 50, 9, 9));
                assertEquals(startup, host.open(OfflineObjectId.global("mail")).getCurrentState());
            }
        }
    }

    /** What is on disk is from before, and may say something else. */
    @ParameterizedTest
    @EnumSource
    void whatStartupSaidIsOnDiskOnceItIsAskedFor(ConnectionState startup) throws Exception {
        OfflineObjectId mail = OfflineObjectId.global("mail");
        Settings remember = new Settings(Optional.empty(), Optional.empty(), 100, 50, 9, 9);
        ConnectionState before = startup == ConnectionState.ONLINE ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
        try (StoredHost host = host()) {
            host.table.configure("mail", remember);
            host.open(mail).setCurrentState(before, Host.PATIENCE);
        }
        try (StoredHost host = host()) {
            host.table.configure("mail", new Settings(Optional.of(startup), Optional.empty(), 100, 50, 9, 9));
            assertEquals(startup, host.open(mail).setCurrentState(startup, Host.PATIENCE));
        }
        try (StoredHost host = host()) {
            host.table.configure("mail", remember);
            assertEquals(startup, host.open(mail).getCurrentState());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStartupSaidIsOnDiskOnceItIsToBeRemembered(ConnectionState startup) throws Exception {
        OfflineObjectId mail = OfflineObjectId.global("mail");
        Settings remember = new Settings(Optional.empty(), Optional.empty(), 100, 50, 9, 9);
        for (ConnectionState before : ConnectionState.values()) {
            try (StoredHost host = host()) {
                host.table.configure("mail", remember);
                host.open(mail).setCurrentState(before, Host.PATIENCE);
            }
            try (StoredHost host = host()) {
                host.table.configure("mail", new Settings(Optional.of(startup), Optional.empty(), 100, 50, 9, 9));
                host.table.configure("mail", remember);
            }
            try (StoredHost host = host()) {
                host.table.configure("mail", remember);
                assertEquals(startup, host.open(mail).getCurrentState());
            }
        }
    }

    /** It also says how long that took; no more is to be read from a machine that does other things as well. */
    @Test
    void aHundredThousandObjectsFindTheirStateAndAChangeIsStillOneLine() throws Exception {
        UUID type = UUID.randomUUID();
        try (IntentStore store = new IntentStore(folder, new RecordingLog().logger())) {
            for (int i = 0; i < MANY; i++) {
                store.save(OfflineObjectId.of("default", type, new UUID(18, i)), () -> ConnectionState.OFFLINE);
            }
        }
        long began = System.nanoTime();
        try (StoredHost host = host()) {
            long read = System.nanoTime();
            OfflineManager[] objects = new OfflineManager[MANY];
            for (int i = 0; i < MANY; i++) {
                OfflineObjectId id = OfflineObjectId.of("default", type, new UUID(18, i));
                objects[i] = host.create(CreateInfo.builder(id).build());
            }
            System.out.printf(
                    "start with 100,000 objects that have an intent of their own: read in %d ms, all created in %d ms%n",
                    TimeUnit.NANOSECONDS.toMillis(read - began),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - read));
            for (OfflineManager object : objects) {
                assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
            }
            long size = size();
            objects[MANY / 2].setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
            IntentRecord line = new IntentRecord(objects[MANY / 2].id(), ConnectionState.ONLINE);
            assertEquals(line.line().length() + 1, size() - size, "bytes for one change");
        }
    }

    /** Of the only file there is. */
    private long size() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.size(files.findAny().orElseThrow());
        }
    }

    @Test
    void aWriteThatFailsStopsNoChange() throws Exception {
        Path blocked = folder.resolve("blocked");
        try (StoredHost host = new StoredHost(blocked, new RecordingLog().logger())) {
            Files.delete(blocked);
            Files.writeString(blocked, "in the way");
            assertEquals(ConnectionState.OFFLINE, host.open().setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
            assertEquals(false, host.inspector.object(host.open().id()).intentSaved);
            Files.delete(blocked);
            Files.createDirectory(blocked);
            host.open().setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
            assertEquals(true, host.inspector.object(host.open().id()).intentSaved, "asked for again, written again");
            host.open().setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
            assertEquals(true, host.inspector.object(host.open().id()).intentSaved);
        }
    }

    /** The process is killed at random moments; {@code -Dofflinestate.kills=200} for the long run. */
    @Test
    void theRequestedStateSurvivesKillMinusNine() throws Exception {
        long seed = Long.getLong("offlinestate.seed", System.nanoTime());
        System.out.println("kill -9, " + KILLS + " times, seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            String recovered = recovered();
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String acknowledged;
            String underWay;
            try (BufferedReader output = child.inputReader()) {
                assertEquals("start " + recovered, output.readLine(), "the state that it starts with, seed " + seed);
                acknowledged = recovered;
                LockSupport.parkNanos(random.nextInt(40_000_000));
                child.toHandle().destroyForcibly(); // and not the process: that would close its output
                underWay = acknowledged;
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    String[] words = line.split(" ");
                    if (words.length == 2 && words[1].endsWith(".")) { // else cut off in the middle
                        if (words[0].equals("acknowledged")) {
                            acknowledged = words[1].replace(".", "");
                        } else {
                            underWay = words[1].replace(".", "");
                        }
                    }
                }
            }
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            String after = recovered();
            System.out.println("acknowledged " + acknowledged + ", under way " + underWay + ", recovered " + after);
            assertTrue(after.equals(acknowledged) || after.equals(underWay), "seed " + seed + ", kill " + i);
        }
    }

    private String recovered() throws IOException {
        RecordingLog log = new RecordingLog();
        try (IntentStore store = new IntentStore(folder, log.logger())) {
            assertEquals(java.util.List.of(), log.lines());
            StringBuilder all = new StringBuilder();
            for (OfflineObjectId object : Child.OBJECTS) {
                all.append(store.recall(object) == ConnectionState.ONLINE ? 'N' : 'F');
            }
            return all.toString();
        }
    }

    /** Changes one of eight objects after the other, and says so before and after, until it is killed. */
    static final class Child {
        static final OfflineObjectId[] OBJECTS = new OfflineObjectId[8];

        static {
            for (int i = 0; i < OBJECTS.length; i++) {
                OBJECTS[i] = OfflineObjectId.of("default", new UUID(18, i), OfflineObjectId.NO_INSTANCE);
            }
        }

        public static void main(String[] args) throws Exception {
            try (StoredHost host = new StoredHost(Path.of(args[0]), new RecordingLog().logger())) {
                host.configure(0, 1_000);
                OfflineManager[] objects = new OfflineManager[OBJECTS.length];
                StringBuilder states = new StringBuilder();
                for (int i = 0; i < objects.length; i++) {
                    objects[i] = host.create(CreateInfo.builder(OBJECTS[i]).build());
                    states.append(letter(objects[i].getCurrentState()));
                }
                System.out.println("start " + states);
                Random random = new Random();
                for (; ; ) {
                    int i = random.nextInt(objects.length);
                    ConnectionState next = objects[i].getCurrentState() == ConnectionState.ONLINE
                            ? ConnectionState.OFFLINE
                            : ConnectionState.ONLINE;
                    states.setCharAt(i, letter(next));
                    System.out.println("changing " + states + ".");
                    objects[i].setCurrentState(next, Host.PATIENCE);
                    System.out.println("acknowledged " + states + ".");
                }
            }
        }

        private static char letter(ConnectionState state) {
            return state == ConnectionState.ONLINE ? 'N' : 'F';
        }
    }
}
