// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Declarative Services derives the name of the property from the name of the annotation: renaming one would break both. */
class PropertyTypeNamesTest {
    static Stream<Arguments> propertyTypes() {
        return Stream.of(
                Arguments.of(OfflineNotifyProfile.class, OfflineWhiteboardConstants.OFFLINE_NOTIFY_PROFILE),
                Arguments.of(OfflineNotifyTarget.class, OfflineWhiteboardConstants.OFFLINE_NOTIFY_TARGET),
                Arguments.of(OfflineNotifyClientToken.class, OfflineWhiteboardConstants.OFFLINE_NOTIFY_CLIENT_TOKEN),
                Arguments.of(OfflineNotifyTypes.class, OfflineWhiteboardConstants.OFFLINE_NOTIFY_TYPES));
    }

    @ParameterizedTest
    @MethodSource("propertyTypes")
    void nameOfAnnotationGivesNameOfProperty(Class<? extends Annotation> type, String property) {
        String derived =
                type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
        assertEquals(property, derived);
    }

    @ParameterizedTest
    @MethodSource("propertyTypes")
    void annotationIsASingleElementOne(Class<? extends Annotation> type, String property) {
        Method[] elements = type.getDeclaredMethods();
        assertEquals(1, elements.length);
        assertEquals("value", elements[0].getName());
    }
}
