// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What a framework holds at one moment, in words and in order, so that two moments can be compared.
 *
 * @param bundles their names and states
 * @param registrations who provides which service
 * @param uses who uses which service of whom
 * @param threads the names of all of them, without numbers; not those that the frameworks start and end as they see fit
 */
public record Footprint(List<String> bundles, List<String> registrations, List<String> uses, List<String> threads) {
    private static final List<String> FRAMEWORK_POOLS =
            List.of("FelixResolver", "Equinox resolver", "Refresh Thread: Equinox", "RMI ");
    private static final List<String> PROPERTIES =
            List.of("component.name", "offline.profile", "offline.type", "offline.instance", "journal");

    public static Footprint of(BundleContext context) {
        List<String> bundles = new ArrayList<>();
        List<String> registrations = new ArrayList<>();
        List<String> uses = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            bundles.add(bundle.getSymbolicName() + " in state " + bundle.getState());
            services(bundle.getRegisteredServices())
                    .forEach(service -> registrations.add(bundle.getSymbolicName() + " provides " + words(service)));
            services(bundle.getServicesInUse())
                    .filter(service -> !isLogOfOurs(bundle, service))
                    .forEach(service -> uses.add(bundle.getSymbolicName() + " uses " + words(service)));
        }
        Stream<String> threads = Threads.named("").stream()
                .filter(name -> FRAMEWORK_POOLS.stream().noneMatch(name::startsWith))
                .map(name -> name.replaceAll("\\d+", "n"));
        return new Footprint(sorted(bundles), sorted(registrations), sorted(uses), sorted(threads.toList()));
    }

    /** Our bundles get the log with their first entry, and after a restart there may be nothing to log. */
    private static boolean isLogOfOurs(Bundle bundle, ServiceReference<?> service) {
        return bundle.getSymbolicName().startsWith("io.offlinestate.")
                && List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains("org.osgi.service.log.LoggerFactory");
    }

    private static Stream<ServiceReference<?>> services(ServiceReference<?>[] references) {
        return references == null ? Stream.empty() : Arrays.stream(references);
    }

    private static String words(ServiceReference<?> service) {
        StringBuilder words = new StringBuilder(Arrays.toString((Object[]) service.getProperty(Constants.OBJECTCLASS)));
        for (String property : PROPERTIES) {
            if (service.getProperty(property) != null) {
                words.append(' ').append(property).append('=').append(service.getProperty(property));
            }
        }
        return words + " of "
                + (service.getBundle() == null ? "nobody" : service.getBundle().getSymbolicName());
    }

    private static List<String> sorted(List<String> words) {
        return words.stream().sorted().toList();
    }

    /** What is here and was not in the former one, with a plus, and what is not here any more, with a minus. */
    public List<String> since(Footprint former) {
        List<String> differences = new ArrayList<>();
        compare(former.bundles, bundles, "bundle: ", differences);
        compare(former.registrations, registrations, "registration: ", differences);
        compare(former.uses, uses, "service use: ", differences);
        compare(former.threads, threads, "thread: ", differences);
        return differences;
    }

    private static void compare(List<String> former, List<String> now, String what, List<String> differences) {
        List<String> more = new ArrayList<>(now);
        former.forEach(more::remove);
        List<String> less = new ArrayList<>(former);
        now.forEach(less::remove);
        more.forEach(each -> differences.add(what + "+ " + each));
        less.forEach(each -> differences.add(what + "- " + each));
    }
}
