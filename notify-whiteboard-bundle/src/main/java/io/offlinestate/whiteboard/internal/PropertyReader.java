// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static io.offlinestate.whiteboard.OfflineWhiteboardConstants.ALL_PROFILES;
import static io.offlinestate.whiteboard.OfflineWhiteboardConstants.OFFLINE_NOTIFY_CLIENT_TOKEN;
import static io.offlinestate.whiteboard.OfflineWhiteboardConstants.OFFLINE_NOTIFY_PROFILE;
import static io.offlinestate.whiteboard.OfflineWhiteboardConstants.OFFLINE_NOTIFY_TARGET;
import static io.offlinestate.whiteboard.OfflineWhiteboardConstants.OFFLINE_NOTIFY_TYPES;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.SafeText;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Reads the service properties of one listener. Of several that are wrong, the first is reported, in the order of {@link
 * FailureReason}.
 */
final class PropertyReader {
    private static final Set<String> EVERY_PROFILE = Set.of(ALL_PROFILES);

    private static final String EXPECTED_PROFILE =
            "a String, String[] or Collection of String with names of profiles, each of 1"
                    + " to 255 characters without control characters and '/', or \"*\" for every profile";
    private static final String EXPECTED_TARGET =
            "a String with an LDAP filter over the service properties of OfflineManager,"
                    + " such as (offline.type=*), or no such property for the global object of each profile";
    private static final String EXPECTED_TOKEN =
            "an Integer, or a String with a number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
    private static final String EXPECTED_TYPES =
            "a String, String[] or Collection of String with one at least of " + Terms.ALL_TYPES;

    private final ServiceReference<?> service;
    private Failure failure;

    private PropertyReader(ServiceReference<?> service) {
        this.service = service;
    }

    static NotifyProperties read(ServiceReference<?> service) {
        return new PropertyReader(service).read();
    }

    /** What is the matter with a value: goes on from "service property x is ...". */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String matter) {
            super(matter, null, false, false);
        }
    }

    private interface Parser<T> {
        T parse(Object value) throws Wrong;
    }

    private NotifyProperties read() {
        Set<String> profiles = property(
                OFFLINE_NOTIFY_PROFILE,
                EVERY_PROFILE,
                PropertyReader::profiles,
                Set.of(),
                FailureReason.INVALID_PROFILE,
                EXPECTED_PROFILE);
        Filter filter = property(
                OFFLINE_NOTIFY_TARGET,
                null,
                PropertyReader::filter,
                null,
                FailureReason.INVALID_TARGET,
                EXPECTED_TARGET);
        int token = property(
                OFFLINE_NOTIFY_CLIENT_TOKEN,
                0,
                PropertyReader::integer,
                0,
                FailureReason.INVALID_CLIENT_TOKEN,
                EXPECTED_TOKEN);
        Set<NotifyType> types = property(
                OFFLINE_NOTIFY_TYPES,
                Terms.ALL_TYPES,
                PropertyReader::types,
                Set.of(),
                FailureReason.INVALID_TYPES,
                EXPECTED_TYPES);
        String target = service.getProperty(OFFLINE_NOTIFY_TARGET) instanceof String text ? text : null;
        return new NotifyProperties(
                new Selection(profiles, target, filter), Terms.of(token, types, ranking(), label()), failure);
    }

    private <T> T property(String name, T absent, Parser<T> parser, T wrong, FailureReason reason, String expected) {
        Object value = service.getProperty(name);
        if (value == null) {
            return absent;
        }
        String matter;
        try {
            return parser.parse(value);
        } catch (Wrong e) {
            matter = e.getMessage();
        } catch (Throwable broken) { // a Collection or Number of somebody else's
            matter = "cannot be read, it throws " + Words.of(broken);
        }
        if (failure == null) {
            failure = new Failure(reason, "service property " + name + " " + matter + "; expected " + expected);
        }
        return wrong;
    }

    /** As the framework reads it. */
    private int ranking() {
        return service.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** What the operator knows a DS component by; otherwise the manager finds a name. */
    private String label() {
        return service.getProperty("component.name") instanceof String name
                ? SafeText.cut(name, SafeText.LABEL_LENGTH)
                : "";
    }

    private static Set<String> profiles(Object value) throws Wrong {
        List<String> names = strings(value);
        for (String name : names) {
            if (!name.equals(ALL_PROFILES)) {
                checkProfile(name);
            }
        }
        if (names.contains(ALL_PROFILES)) {
            return EVERY_PROFILE;
        }
        return names.size() == 1 ? Set.of(names.get(0)) : Collections.unmodifiableSet(new TreeSet<>(names));
    }

    private static void checkProfile(String profile) throws Wrong {
        try {
            OfflineObjectId.global(profile);
        } catch (OfflineException notAllowed) {
            throw new Wrong("has the element " + Words.quote(profile));
        }
    }

    private static Filter filter(Object value) throws Wrong {
        if (!(value instanceof String text)) {
            throw new Wrong("is a " + value.getClass().getName());
        }
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new Wrong("is " + Words.quote(text) + ", " + Words.of(e));
        }
    }

    private static Integer integer(Object value) throws Wrong {
        if (!(value instanceof Number || value instanceof String)) {
            throw new Wrong("is a " + value.getClass().getName());
        }
        String text = value.toString().strip();
        try {
            return value instanceof String ? Integer.valueOf(text) : new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Wrong("is " + Words.quote(text));
        }
    }

    private static Set<NotifyType> types(Object value) throws Wrong {
        Set<NotifyType> types = EnumSet.noneOf(NotifyType.class);
        for (String name : strings(value)) {
            try {
                types.add(NotifyType.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw new Wrong("has the element " + Words.quote(name));
            }
        }
        return types.equals(Terms.ALL_TYPES) ? Terms.ALL_TYPES : Collections.unmodifiableSet(types);
    }

    /** The elements of a String+ value, at least one. */
    private static List<String> strings(Object value) throws Wrong {
        Collection<?> elements;
        if (value instanceof String text) {
            return List.of(text);
        } else if (value instanceof String[] array) {
            elements = Arrays.asList(array);
        } else if (value instanceof Collection<?> collection) {
            elements = collection;
        } else {
            throw new Wrong("is a " + value.getClass().getName());
        }
        List<String> strings = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                throw new Wrong("has an element that is "
                        + (element == null ? "null" : "a " + element.getClass().getName()));
            }
            strings.add(text);
        }
        if (strings.isEmpty()) {
            throw new Wrong("is empty");
        }
        return strings;
    }
}
