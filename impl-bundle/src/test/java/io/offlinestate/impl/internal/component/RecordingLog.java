package io.offlinestate.impl.internal.component;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.Logger;

/** A logger that keeps what is logged, a line each: the level, the message, the arguments. */
public final class RecordingLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return lines;
    }

    public void clear() {
        lines.clear();
    }

    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                RecordingLog.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, args) -> {
                    if (args != null && args[0] instanceof String) {
                        lines.add(method.getName() + " " + Arrays.deepToString(args));
                    }
                    return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
    }
}
