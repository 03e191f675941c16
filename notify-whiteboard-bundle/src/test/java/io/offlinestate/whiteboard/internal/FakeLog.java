// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.common.Log;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is logged. */
final class FakeLog {
    final List<String> entries = new CopyOnWriteArrayList<>();

    /** Called for each entry: a log may have listeners. */
    volatile Runnable whenLogged = () -> {};

    final Log logger = (Log) Proxy.newProxyInstance(
            FakeLog.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                String text = method.getName().toUpperCase(Locale.ROOT);
                for (Object argument : arguments) {
                    text += " " + (argument instanceof Object[] several ? List.of(several) : argument);
                }
                entries.add(text);
                whenLogged.run();
                return null;
            });
}
