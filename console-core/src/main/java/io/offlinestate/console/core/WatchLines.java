// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import java.time.Instant;
import java.util.Map;

/** How a watch puts what happens: a line each. Implementations are immutable, hence safe for use by any thread. */
interface WatchLines {
    /** The watch of so many objects begins. */
    String watching(int objects, Instant at);

    /** Of how many objects the state is told at the beginning. */
    int toldAtMost();

    String began(WatchEvent.Began event);

    String phase(WatchEvent.Phase event);

    String gone(WatchEvent.Gone event);

    String end(WatchEvent.End event);

    /** The object cannot be watched. */
    String refused(OfflineObjectId object, String why, Instant at);

    /** So many lines were left out, because the console was too slow. */
    String leftOut(long lines, Instant at);

    /** For readers. */
    record OfText(Times times) implements WatchLines {
        private static final int ABOUT_A_SCREEN = 20;

        @Override
        public String watching(int objects, Instant at) {
            return line(at, "watching " + (objects == 1 ? "1 object" : objects + " objects") + "; Ctrl-C ends");
        }

        @Override
        public int toldAtMost() {
            return ABOUT_A_SCREEN;
        }

        @Override
        public String began(WatchEvent.Began event) {
            return line(event.at(), event.object() + ": is " + event.state());
        }

        @Override
        public String phase(WatchEvent.Phase event) {
            StateChange change = event.notification().change();
            return line(
                    event.at(),
                    "%s: %-17s  %-17s  sequence %s, %s"
                            .formatted(
                                    event.notification().object(),
                                    event.notification().type(),
                                    Words.change(change.oldState(), change.newState()),
                                    change.sequence(),
                                    change.cause()));
        }

        @Override
        public String gone(WatchEvent.Gone event) {
            return line(event.at(), event.object() + ": is gone");
        }

        @Override
        public String end(WatchEvent.End event) {
            return line(event.at(), event.why() + "; the watch ends");
        }

        @Override
        public String refused(OfflineObjectId object, String why, Instant at) {
            return line(at, object + ": cannot be watched: " + why);
        }

        @Override
        public String leftOut(long lines, Instant at) {
            return line(at, lines + " lines left out: they came faster than the console took them");
        }

        private String line(Instant at, String text) {
            return times.ofDay(at) + "  " + text;
        }
    }

    /** For scripts: one JSON object per line. */
    record OfJson() implements WatchLines {
        @Override
        public String watching(int objects, Instant at) {
            return line("watching", at, "objects", objects);
        }

        @Override
        public int toldAtMost() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String began(WatchEvent.Began event) {
            return line(
                    "began",
                    event.at(),
                    "object",
                    event.object(),
                    "state",
                    event.state(),
                    "sequence",
                    event.sequence());
        }

        @Override
        public String phase(WatchEvent.Phase event) {
            StateChange change = event.notification().change();
            return line(
                    "phase",
                    event.at(),
                    "object",
                    event.notification().object(),
                    "type",
                    event.notification().type(),
                    "oldState",
                    change.oldState(),
                    "newState",
                    change.newState(),
                    "sequence",
                    change.sequence(),
                    "cause",
                    change.cause(),
                    "startedAt",
                    change.startedAt().toEpochMilli());
        }

        @Override
        public String gone(WatchEvent.Gone event) {
            return line("gone", event.at(), "object", event.object());
        }

        @Override
        public String end(WatchEvent.End event) {
            return line("end", event.at(), "message", event.why());
        }

        @Override
        public String refused(OfflineObjectId object, String why, Instant at) {
            return line("refused", at, "object", object, "message", why);
        }

        @Override
        public String leftOut(long lines, Instant at) {
            return line("leftOut", at, "lines", lines);
        }

        private static String line(String event, Instant at, Object... namesAndValues) {
            Map<String, Object> line = Json.object("at", at.toEpochMilli(), "event", event);
            line.putAll(Json.object(namesAndValues));
            return Json.of(line);
        }
    }
}
