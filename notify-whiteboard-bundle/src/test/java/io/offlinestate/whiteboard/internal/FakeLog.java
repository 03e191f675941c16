package io.offlinestate.whiteboard.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.Logger;

/** Keeps what is logged. */
final class FakeLog {
    final List<String> entries = new CopyOnWriteArrayList<>();

    /** Called for each entry: a log may have listeners. */
    volatile Runnable whenLogged = () -> {};

    final Logger logger = (Logger) Proxy.newProxyInstance(
            FakeLog.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                String text = method.getName().toUpperCase(Locale.ROOT);
                for (Object argument : arguments) {
                    text += " " + (argument instanceof Object[] several ? List.of(several) : argument);
                }
                entries.add(text);
                whenLogged.run();
                return null;
            });
}
