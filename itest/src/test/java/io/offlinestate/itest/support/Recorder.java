// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.junit.Assert.assertEquals;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A listener that writes down what it is told and checks it as it comes: every phase once, in order, without a gap, from the
 * starting point on; one call at a time for each object; nothing once it has been closed, and nothing running then.
 *
 * <p>Thread-safe: this object's monitor guards everything.
 */
public final class Recorder implements OfflineNotify, AutoCloseable {
    private final String name;
    private final Map<OfflineObjectId, Course> courses = new HashMap<>();
    private final List<OfflineNotification> notifications = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private Consumer<OfflineNotification> action = notification -> {};
    private boolean everyPhase = true;
    private boolean keepsNothing;
    private int count;
    /** When it was closed, and by whom; null while it is not. */
    private String end;

    /** What one object has told, since the listener was advised of it. */
    private static final class Course {
        private int advised;
        private ConnectionState start;
        private long startSequence;
        private ConnectionState folded;
        /** The number of the last phase, counted through all transitions; -1 before the first. */
        private long last = -1;

        private Thread inside;
    }

    public Recorder(String name) {
        this.name = name;
    }

    /** Does something in each callback, after it has been written down. */
    public Recorder doing(Consumer<OfflineNotification> something) {
        synchronized (this) {
            action = something;
        }
        return this;
    }

    /** Expects gaps: for listeners that do not ask for every phase, or of objects that do not tell every change. */
    public Recorder withGaps() {
        synchronized (this) {
            everyPhase = false;
        }
        return this;
    }

    /** Does not keep what it is told, only checks and counts it: for a great many notifications. */
    public Recorder keepingNothing() {
        synchronized (this) {
            keepsNothing = true;
        }
        return this;
    }

    // ---- the listener

    @Override
    public synchronized void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        if (end != null) {
            violate("advised of " + object + " after its end " + end);
        }
        Course course = courses.computeIfAbsent(object, key -> new Course());
        if (course.inside != null) {
            violate("advised of " + object + " while it is being called");
        }
        course.advised++;
        course.start = state;
        course.startSequence = sequence;
        course.folded = state;
        course.last = -1;
        notifyAll();
    }

    @Override
    public void notify(OfflineNotification notification) {
        Course course;
        Consumer<OfflineNotification> something;
        synchronized (this) {
            course = courses.get(notification.object());
            if (course == null) {
                violate(notification + " before it was told where it starts from");
                course = new Course();
                courses.put(notification.object(), course);
            }
            check(course, notification);
            course.inside = Thread.currentThread();
            count++;
            if (!keepsNothing) {
                notifications.add(notification);
            }
            something = action;
            notifyAll();
        }
        try {
            something.accept(notification);
        } finally {
            synchronized (this) {
                course.inside = null;
                notifyAll();
            }
        }
    }

    private void check(Course course, OfflineNotification notification) {
        if (end != null) {
            violate(notification + " after its end " + end);
        }
        if (course.inside != null) {
            violate(notification + " while " + course.inside.getName() + " is calling it");
        }
        long phase = number(notification.change().sequence(), notification.type());
        if (everyPhase) {
            if (course.last < 0 ? !mayBeFirst(course, notification) : phase != course.last + 1) {
                violate(notification + " after " + describe(course));
            }
            ConnectionState before = notification.type() == NotifyType.STATECHANGE_DONE
                    ? notification.change().newState()
                    : notification.change().oldState();
            if (course.folded != before) {
                violate(notification + " does not follow from the state " + course.folded);
            }
        } else if (phase <= course.last) {
            violate(notification + " after " + describe(course));
        }
        if (notification.type() == NotifyType.STATECHANGE) {
            course.folded = notification.change().newState();
        }
        course.last = phase;
    }

    /** Advised in mid-transition, the phases that have begun are not told. */
    private static boolean mayBeFirst(Course course, OfflineNotification notification) {
        long flipped = notification.type() == NotifyType.STATECHANGE_DONE
                ? notification.change().sequence()
                : notification.change().sequence() - 1;
        return flipped == course.startSequence;
    }

    private static String describe(Course course) {
        return course.last < 0
                ? "being advised at sequence " + course.startSequence
                : NotifyType.values()[(int) (course.last % 3)] + " of " + course.last / 3;
    }

    private static long number(long sequence, NotifyType type) {
        return sequence * 3 + type.ordinal();
    }

    /** Its advises have ended: from here on nothing may come, and nothing may be under way but what this is called from. */
    @Override
    public synchronized void close() {
        courses.forEach((object, course) -> {
            if (course.inside != null && course.inside != Thread.currentThread()) {
                violate("still being called for " + object + " by " + course.inside.getName() + " after its end");
            }
        });
        if (end == null) {
            end = "(" + Instant.now() + ", by " + Thread.currentThread().getName() + ")";
        }
        notifyAll();
    }

    private void violate(String violation) {
        violations.add(name + ": " + violation);
    }

    // ---- the test

    /** Fails if anything was not as it must be. */
    public synchronized void verify() {
        assertEquals("violations", List.of(), violations);
    }

    /** Everything that was not as it must be. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** The objects that it was advised of. */
    public synchronized Set<OfflineObjectId> objects() {
        return Set.copyOf(courses.keySet());
    }

    public synchronized boolean isClosed() {
        return end != null;
    }

    /** Everything it was told, in order. */
    public synchronized List<OfflineNotification> notifications() {
        return List.copyOf(notifications);
    }

    /** What it was told, in order, as {@code sequence:TYPE}. */
    public synchronized List<String> phases() {
        return notifications.stream()
                .map(notification -> notification.change().sequence() + ":" + notification.type())
                .toList();
    }

    public synchronized int count() {
        return count;
    }

    /** How often it was told where it starts from. */
    public synchronized int timesAdvised(OfflineObjectId object) {
        Course course = courses.get(object);
        return course == null ? 0 : course.advised;
    }

    /** The state it was told to start from, the last time. */
    public synchronized ConnectionState startedFrom(OfflineObjectId object) {
        Course course = courses.get(object);
        return course == null ? null : course.start;
    }

    /** The sequence it was told to start from, the last time. */
    public synchronized long startSequence(OfflineObjectId object) {
        Course course = courses.get(object);
        return course == null ? -1 : course.startSequence;
    }

    /** The state that follows from what it was told. */
    public synchronized ConnectionState folded(OfflineObjectId object) {
        Course course = courses.get(object);
        return course == null ? null : course.folded;
    }

    /** Waits until it has been told where it starts from, so many times. */
    public Recorder awaitAdvised(OfflineObjectId object, int times) throws InterruptedException {
        await("advised of " + object + " " + times + " times", me -> me.timesAdvised(object) >= times);
        return this;
    }

    /** Waits until it has been told the end of a transition. */
    public void awaitDone(OfflineObjectId object, long sequence) throws InterruptedException {
        awaitPhase(object, sequence, NotifyType.STATECHANGE_DONE);
    }

    /** Waits until it has been told a phase, or one that comes after it. */
    public void awaitPhase(OfflineObjectId object, long sequence, NotifyType type) throws InterruptedException {
        await(type + " of " + sequence + " of " + object, me -> {
            Course course = me.courses.get(object);
            return course != null && course.last >= number(sequence, type);
        });
    }

    /** Waits until it has been told so many phases. */
    public void awaitCount(int count) throws InterruptedException {
        await(count + " notifications", me -> me.count >= count);
    }

    /** Waits until it is so. */
    public synchronized void await(String what, Predicate<Recorder> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Await.SECONDS);
        while (!condition.test(this)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(name + ": not within " + Await.SECONDS + " s: " + what + "; it was told "
                        + count + " times: " + phases() + ", violations " + violations);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
