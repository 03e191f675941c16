// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {
    private static final OfflineObjectId ID = OfflineObjectId.of(
            "work", UUID.fromString("11111111-2222-3333-4444-555555555555"), OfflineObjectId.NO_INSTANCE);
    private static final StateChange CHANGE = new StateChange(
            StateMask.OFFLINE,
            ConnectionState.OFFLINE,
            ConnectionState.ONLINE,
            Long.MAX_VALUE,
            Cause.PARENT,
            Instant.parse("2026-01-02T03:04:05.678901234Z"));

    static List<Serializable> values() {
        return List.of(
                OfflineObjectId.global("default"),
                ID,
                CHANGE,
                new OfflineNotification(NotifyType.STATECHANGE_DONE, -1, ID, CHANGE));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesSurvive(Serializable value) throws Exception {
        assertEquals(value, copy(value));
    }

    @Test
    void exceptionsKeepCodeMessageAndCause() throws Exception {
        OfflineException copy = (OfflineException)
                copy(new OfflineException(ErrorCode.PENDING, "object p: moving", new IllegalStateException("why")));
        assertEquals(ErrorCode.PENDING, copy.code());
        assertEquals("object p: moving", copy.getMessage());
        assertEquals("why", copy.getCause().getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {OfflineObjectId.class, StateChange.class, OfflineNotification.class, OfflineException.class})
    void formIsPinned(Class<?> type) {
        assertEquals(1, ObjectStreamClass.lookup(type).getSerialVersionUID());
    }

    private static Object copy(Serializable value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
