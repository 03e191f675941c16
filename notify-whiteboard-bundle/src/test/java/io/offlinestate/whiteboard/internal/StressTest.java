// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Capability;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Listeners and objects come, change and go on many threads. All the while, a listener is advised on what is always there when
 * its registration returns, and on nothing when its unregistration does. Afterwards, what is advised is what is selected.
 */
class StressTest extends WhiteboardFixture {
    private static final int STEPS = 600;
    private static final String[] PROFILES = {"a", "b", "c", "d"};
    private static final String ACCOUNTS = "(offline.type=" + FakeManager.ACCOUNT + ")";
    private static final String ONLINE = "(offline.capabilities=ONLINE)";

    private final Queue<Live> live = new ConcurrentLinkedQueue<>();
    private final Queue<ManagerOf> objects = new ConcurrentLinkedQueue<>();
    private final Queue<ManagerOf> everyObject = new ConcurrentLinkedQueue<>();

    private final FakeManager permanent = FakeManager.global(framework, "permanent");
    private volatile boolean closing;

    private record Live(OfflineNotify listener, FakeRegistration<OfflineNotify> registration) {}

    private record ManagerOf(FakeManager manager, FakeRegistration<OfflineManager> registration) {}

    /** The rest is in what every test of the whiteboard ends with. */
    @RepeatedTest(5)
    void closingInTheMiddleLeavesNothing() {
        long seed = System.nanoTime();
        permanent.register();
        whiteboard.open();
        List<FutureTask<Void>> threads = startAll(seed);
        while (permanent.advised.get() < 100) {
            Thread.onSpinWait();
        }
        closing = true;

        whiteboard.close();
        int advised = permanent.advised.get();

        threads.forEach(WhiteboardFixture::join);
        assertEquals(advised, permanent.advised.get(), "seed " + seed);
        everyObject.forEach(each -> assertEquals(List.of(), each.manager.advises(), "seed " + seed));
    }

    @RepeatedTest(5)
    void whatIsAdvisedIsWhatIsSelected() {
        long seed = System.nanoTime();
        ManagerOf always = new ManagerOf(permanent, permanent.register());
        objects.add(always);
        everyObject.add(always);
        whiteboard.open();

        startAll(seed).forEach(WhiteboardFixture::join);

        String hint = "seed " + seed;
        checkAdvises(hint);
        checkSnapshot(hint);
        assertEquals(
                List.of(),
                log.entries.stream().filter(e -> e.startsWith("ERROR")).toList(),
                hint);
        live.forEach(each -> each.registration.unregister());
        for (ManagerOf each : everyObject) {
            assertEquals(List.of(), each.manager.advises(), hint);
            assertFalse(each.registration.held(), hint);
        }
    }

    private List<FutureTask<Void>> startAll(long seed) {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random ofListeners = new Random(seed + i);
            Random ofObjects = new Random(seed - i);
            int number = i;
            threads.add(start(() -> registerListeners(ofListeners)));
            threads.add(start(() -> registerObjects(ofObjects, number)));
        }
        return threads;
    }

    private void registerListeners(Random random) {
        List<Live> mine = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int choice = random.nextInt(4);
            if (choice == 0 || mine.isEmpty()) {
                Listener listener = new Listener();
                boolean everywhere = random.nextBoolean();
                mine.add(new Live(listener, register(listener, everywhere ? Map.of() : properties(random))));
                if (everywhere && permanent.advisesOf(listener) != 1 && !closing) {
                    throw new AssertionError("not advised when its registration returns");
                }
            } else if (choice == 1) {
                Live last = mine.remove(random.nextInt(mine.size()));
                last.registration.unregister();
                for (ManagerOf each : everyObject) {
                    assertEquals(0, each.manager.advisesOf(last.listener), "when its unregistration returns");
                }
            } else {
                mine.get(random.nextInt(mine.size())).registration.setProperties(properties(random));
            }
        }
        live.addAll(mine);
    }

    private static Map<String, Object> properties(Random random) {
        Map<String, Object> properties = new HashMap<>();
        Set<String> profiles = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            profiles.add(PROFILES[random.nextInt(PROFILES.length)]);
        }
        if (!profiles.isEmpty()) {
            properties.put(PROFILE, profiles);
        }
        switch (random.nextInt(4)) {
            case 0 -> properties.put(TARGET, ACCOUNTS);
            case 1 -> properties.put(TARGET, ONLINE);
            default -> {
                // none
            }
        }
        properties.put(TOKEN, random.nextInt(8) == 0 ? "wrong" : random.nextInt(3));
        properties.put(TYPES, NotifyType.values()[random.nextInt(3)].name());
        return properties;
    }

    private void registerObjects(Random random, int number) {
        List<ManagerOf> mine = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int choice = random.nextInt(3);
            if (choice == 0 || mine.isEmpty()) {
                FakeManager manager = random.nextBoolean()
                        ? FakeManager.global(framework, PROFILES[number])
                        : FakeManager.child(framework, PROFILES[random.nextInt(PROFILES.length)], number * STEPS + i);
                manager.capabilities = capabilities(random);
                ManagerOf made = new ManagerOf(manager, manager.register());
                everyObject.add(made);
                mine.add(made);
            } else if (choice == 1) {
                ManagerOf gone = mine.remove(random.nextInt(mine.size()));
                if (random.nextBoolean()) {
                    gone.manager.remove(); // otherwise the whiteboard ends the advises
                }
                gone.registration.unregister();
            } else {
                ManagerOf changed = mine.get(random.nextInt(mine.size()));
                changed.manager.capabilities = capabilities(random);
                changed.registration.setProperties(changed.manager.properties());
            }
        }
        objects.addAll(mine);
    }

    private static Set<Capability> capabilities(Random random) {
        return random.nextInt(4) == 0 ? Set.of() : Set.of(Capability.values()[random.nextInt(2)]);
    }

    private static boolean selects(Map<String, Object> properties, FakeManager manager) {
        Object profiles = properties.get(PROFILE);
        if (profiles instanceof Set<?> set && !set.contains(manager.id.profile())
                || "wrong".equals(properties.get(TOKEN))) {
            return false;
        }
        Object target = properties.get(TARGET);
        if (ACCOUNTS.equals(target)) {
            return manager.id.type().equals(FakeManager.ACCOUNT);
        }
        if (ONLINE.equals(target)) {
            return Arrays.asList((String[]) manager.properties().get(OfflineConstants.OFFLINE_CAPABILITIES))
                    .contains("ONLINE");
        }
        return manager.id.isGlobal();
    }

    private void checkAdvises(String hint) {
        for (ManagerOf object : objects) {
            int expected = 0;
            for (Live each : live) {
                // one that has been advised stays so, whatever capabilities are left
                boolean selected = selects(each.registration.properties, object.manager);
                boolean advised = object.manager.advisesOf(each.listener) > 0;
                if (selected != advised && !(selected && object.manager.capabilities.isEmpty())) {
                    throw new AssertionError(each.registration.properties + (advised ? " is" : " is not")
                            + " advised on " + object.manager.properties() + ", " + hint);
                }
                expected += advised ? 1 : 0;
                if (advised) {
                    checkTerms(each, object.manager, hint);
                }
            }
            assertEquals(expected, object.manager.advises().size(), hint);
            assertEquals(expected > 0, object.registration.held(), hint);
        }
        for (Live each : live) {
            boolean advised = objects.stream().anyMatch(object -> object.manager.advisesOf(each.listener) > 0);
            assertEquals(advised, each.registration.held(), hint);
        }
    }

    private static void checkTerms(Live each, FakeManager manager, String hint) {
        AdviseInfo info = manager.advises().stream()
                .filter(found -> found.callback() == each.listener)
                .findFirst()
                .orElseThrow();
        Map<String, Object> properties = each.registration.properties;
        assertEquals(properties.getOrDefault(TOKEN, 0), info.clientToken(), hint);
        Set<NotifyType> types = properties.get(TYPES) instanceof String name
                ? Set.of(NotifyType.valueOf(name))
                : Set.of(NotifyType.values());
        assertEquals(types, info.notifyTypes(), hint);
    }

    private void checkSnapshot(String hint) {
        OfflineWhiteboardDTO snapshot = snapshot();
        int advises = 0;
        for (NotifyServiceDTO each : snapshot.notifyServices) {
            advises += each.objects.length;
        }
        for (FailedNotifyServiceDTO each : snapshot.failedNotifyServices) {
            assertEquals(0, each.objects.length, hint);
        }
        assertEquals(live.size(), snapshot.notifyServices.length + snapshot.failedNotifyServices.length, hint);
        assertEquals(
                objects.stream().mapToInt(each -> each.manager.advises().size()).sum(), advises, hint);
    }
}
