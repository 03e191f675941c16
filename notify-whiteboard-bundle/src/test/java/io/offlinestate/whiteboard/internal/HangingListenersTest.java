// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.AdviseInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each close below returns only when all have been called: one after the other, they would wait for ever. */
class HangingListenersTest extends WhiteboardFixture {
    private static final int MANY = 40;

    /** As the close of a token whose callback hangs, until everybody hangs. */
    private static Consumer<AdviseInfo> hang() {
        CountDownLatch all = new CountDownLatch(MANY);
        return info -> {
            all.countDown();
            await(all);
        };
    }

    @Test
    void manyOnAnObjectThatGoes() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> object = manager.register();
        for (int i = 0; i < MANY; i++) {
            register(new Listener(), Map.of());
        }
        manager.whenEnded = hang();
        object.unregister();
        assertEquals(List.of(), manager.advises());
    }

    @Test
    void manyWhenTheWhiteboardCloses() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        for (int i = 0; i < MANY; i++) {
            register(new Listener(), Map.of());
        }
        manager.whenEnded = hang();
        whiteboard.close();
        assertEquals(List.of(), manager.advises());
    }

    @Test
    void oneOnManyObjects() {
        whiteboard.open();
        Consumer<AdviseInfo> hang = hang();
        List<FakeManager> managers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            FakeManager manager = manager("p" + i);
            manager.whenEnded = hang;
            managers.add(manager);
        }
        FakeRegistration<OfflineNotify> registration = register(new Listener(), Map.of());
        registration.unregister();
        managers.forEach(each -> assertEquals(List.of(), each.advises()));
    }

    @Test
    void manyThatHangInTheirActivationDoNotKeepTheOthersFromBeingAdvised() {
        CountDownLatch othersAreAdvised = new CountDownLatch(MANY);
        FakeManager manager = FakeManager.global(framework, "mail");
        manager.whenAdvised = info -> othersAreAdvised.countDown();
        for (int i = 0; i < 2 * MANY; i++) {
            OfflineNotify listener = new Listener();
            boolean hangs = i < MANY;
            framework.registerFactory(
                    OfflineNotify.class,
                    () -> {
                        if (hangs) {
                            await(othersAreAdvised);
                        }
                        return listener;
                    },
                    Map.of());
        }
        whiteboard.open();
        manager.register();
        assertEquals(2 * MANY, manager.advises().size());
    }
}
