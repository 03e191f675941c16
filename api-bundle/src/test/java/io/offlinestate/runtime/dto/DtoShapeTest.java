// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime.dto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.dto.DTO;

/** Consumers and serializers of DTOs go by the names and types of the fields. */
class DtoShapeTest {
    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(
                        OfflineRuntimeDTO.class,
                        "ServiceReferenceDTO serviceDTO, OfflineObjectDTO[] objects, String[] configurationErrors"),
                Arguments.of(
                        OfflineObjectDTO.class,
                        "String id, String profile, ConnectionState state, NotifyType phase, ConnectionState requested,"
                                + " Reachability reachability, ConnectionState inherited, String[] reasons,"
                                + " String[] capabilities, String parent, String[] children, long sequence,"
                                + " long since, boolean intentSaved, AdviseDTO[] advises"),
                Arguments.of(
                        AdviseDTO.class,
                        "long token, int clientToken, String label, long bundleId, String bundleSymbolicName,"
                                + " int ranking, NotifyType[] notifyTypes, long delivered, long failed, long skipped,"
                                + " boolean stalled, long stalledMillis, String[] stalledStack, String lastFailure,"
                                + " long p50Micros, long p99Micros, long maxMicros"),
                Arguments.of(
                        TransitionDTO.class,
                        "long sequence, Cause cause, String reason, ConnectionState oldState, ConnectionState newState,"
                                + " long startedAt, long startMicros, long changeMicros, long doneMicros,"
                                + " SlowestDTO[] slowest, String[] laggards"),
                Arguments.of(
                        SlowestDTO.class, "NotifyType phase, String label, String bundleSymbolicName, long micros"),
                Arguments.of(
                        OfflineWhiteboardDTO.class,
                        "ServiceReferenceDTO serviceDTO, NotifyServiceDTO[] notifyServices,"
                                + " FailedNotifyServiceDTO[] failedNotifyServices"),
                Arguments.of(
                        NotifyServiceDTO.class,
                        "long serviceId, long bundleId, String bundleSymbolicName, String[] profiles, String target,"
                                + " int clientToken, NotifyType[] notifyTypes, int ranking, String[] objects"),
                Arguments.of(
                        FailedNotifyServiceDTO.class,
                        "FailureReason failureReason, String message, int attempts, long nextAttempt"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void fieldsAreThoseOfTheContract(Class<? extends DTO> type, String fields) {
        assertEquals(
                new TreeSet<>(Arrays.asList(fields.split(", "))),
                Stream.of(type.getDeclaredFields())
                        .filter(field -> !field.isSynthetic())
                        .map(field -> field.getType().getSimpleName() + " " + field.getName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void typeIsAPlainDto(Class<? extends DTO> type, String fields) throws Exception {
        assertTrue(DTO.class.isAssignableFrom(type));
        type.getConstructor().newInstance();
        for (Field field : type.getDeclaredFields()) {
            assertTrue(field.isSynthetic() || field.getModifiers() == Modifier.PUBLIC, field.getName());
        }
    }
}
