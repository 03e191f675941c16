// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjects;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The main program, if the framework property {@code mail.drill} asks for it: bnd's launcher calls it when all bundles have
 * started, and its result is the exit code. Goes offline once.
 */
@Component(service = {})
public class Drill implements Callable<Integer> {
    private final OfflineObjects objects;

    @Activate
    public Drill(BundleContext context, @Reference OfflineObjects objects) {
        this.objects = objects;
        if (context.getProperty("mail.drill") != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put("main.thread", "true");
            context.registerService(Callable.class, this, properties);
        }
    }

    @Override
    public Integer call() throws Exception {
        ConnectionState state = objects.open("default").setCurrentState(ConnectionState.OFFLINE, Duration.ofSeconds(10));
        System.out.println("drill: is " + state);
        return state == ConnectionState.OFFLINE ? 0 : 1;
    }
}
