package io.offlinestate.impl.internal.state;

/** Keeps equal values once, where they come one after another: of many listeners, most ask for the same. Guarded by its owner's lock. */
final class Repeated<T> {
    private T last;

    T of(T value) {
        if (!value.equals(last)) {
            last = value;
        }
        return last;
    }
}
