// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.console.core.CommandSpec;
import io.offlinestate.console.core.CommandSpec.Kind;
import io.offlinestate.console.core.CommandSpecs;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The annotations say what the core says. */
class AnnotationsTest {
    static List<CommandSpec> commands() {
        return CommandSpecs.ALL;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommand(CommandSpec spec) {
        Class<? extends Action> action = KarafShell.action(spec);
        assertNotNull(action.getAnnotation(Service.class));
        Command command = action.getAnnotation(Command.class);
        assertEquals("offline", command.scope());
        assertEquals(spec.name(), command.name());
        assertEquals(spec.description(), command.description());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itsArguments(CommandSpec spec) {
        List<Field> fields = arguments(spec);
        for (int i = 0; i < spec.arguments().size(); i++) {
            Argument argument = fields.get(i).getAnnotation(Argument.class);
            CommandSpec.Argument expected = spec.arguments().get(i);
            assertEquals(i, argument.index());
            assertEquals(expected.name(), argument.name());
            assertEquals(expected.description(), argument.description());
            assertEquals(expected.required(), argument.required());
            assertEquals(expected.kind() == Kind.TEXT, argument.multiValued());
            assertCompletes(expected.kind(), fields.get(i).getAnnotation(Completion.class));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itsOptions(CommandSpec spec) {
        List<Field> fields = annotated(spec, Option.class);
        assertEquals(spec.options().size(), fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Option option = fields.get(i).getAnnotation(Option.class);
            CommandSpec.Option expected = spec.options().get(i);
            List<String> names = new ArrayList<>(List.of(option.name()));
            names.addAll(List.of(option.aliases()));
            assertEquals(expected.names(), names);
            assertEquals(expected.description(), option.description());
            assertEquals(
                    expected.value().isEmpty() ? boolean.class : String.class,
                    fields.get(i).getType());
        }
    }

    /** Karaf takes options for arguments that stand behind one. */
    @ParameterizedTest
    @MethodSource("commands")
    void optionsBehindTheArgumentsHaveAPlaceAndAreCompleted(CommandSpec spec) {
        List<Field> fields = arguments(spec);
        boolean expected = !spec.options().isEmpty() && !spec.arguments().isEmpty();
        assertEquals(expected ? spec.arguments().size() + 1 : spec.arguments().size(), fields.size());
        if (expected) {
            Field last = fields.get(fields.size() - 1);
            assertTrue(last.getAnnotation(Argument.class).multiValued());
            assertEquals(
                    new HashSet<>(spec.options().stream()
                            .flatMap(option -> option.names().stream())
                            .toList()),
                    Set.of(last.getAnnotation(Completion.class).values()));
        }
    }

    /** One that is missing would keep all commands of the bundle away. */
    @Test
    void theWhiteboardIsOptional() {
        List<String> optional = Stream.of(OfflineAction.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Reference.class))
                .filter(field -> field.getAnnotation(Reference.class).optional())
                .map(Field::getName)
                .toList();
        assertEquals(List.of("whiteboard"), optional);
    }

    private static void assertCompletes(Kind kind, Completion completion) {
        switch (kind) {
            case OBJECT -> assertEquals(ObjectCompleter.class, completion.value());
            case DETECTOR -> assertEquals(DetectorCompleter.class, completion.value());
            case STATE -> assertEquals(List.of("online", "offline"), List.of(completion.values()));
            case REACHABILITY -> assertEquals(List.of("reachable", "unreachable"), List.of(completion.values()));
            case TEXT -> assertEquals(null, completion);
            default -> throw new AssertionError(kind);
        }
    }

    private static List<Field> arguments(CommandSpec spec) {
        return annotated(spec, Argument.class);
    }

    private static List<Field> annotated(CommandSpec spec, Class<? extends Annotation> type) {
        return Stream.of(KarafShell.action(spec).getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(type))
                .toList();
    }
}
