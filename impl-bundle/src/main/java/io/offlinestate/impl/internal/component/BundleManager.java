// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.Advise;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.OfflineNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * One object in the hands of one bundle. Thread-safe. Equality is written out, here and for the tokens: the generated one stays in a
 * cache of Java 17, with the class loader of the types.
 */
record BundleManager(BundleSession session, OfflineNode node) implements OfflineManager {
    @Override
    public OfflineObjectId id() {
        return node.id();
    }

    @Override
    public Set<Capability> getCapabilities() {
        node.requireAlive();
        return node.capabilities();
    }

    @Override
    public ConnectionState getCurrentState() {
        node.requireAlive();
        return node.state();
    }

    @Override
    public CompletionStage<ConnectionState> setCurrentState(ConnectionState state) {
        return session.set(node, state);
    }

    @Override
    public ConnectionState setCurrentState(ConnectionState state, Duration timeout)
            throws InterruptedException, TimeoutException {
        return session.set(node, state, timeout);
    }

    @Override
    public AdviseToken advise(AdviseInfo info) {
        return new Token(session, session.advise(node, info));
    }

    @Override
    public void unadvise(AdviseToken token) {
        if (token instanceof Token ours) {
            session.unadvise(node, ours.advise);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BundleManager that && session.equals(that.session) && node.equals(that.node);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, node);
    }

    @Override
    public String toString() {
        return node.toString();
    }

    private record Token(BundleSession session, Advise advise) implements AdviseToken {
        @Override
        public long value() {
            return advise.value();
        }

        @Override
        public ConnectionState stateAtAdvise() {
            return advise.stateAtAdvise();
        }

        @Override
        public long sequenceAtAdvise() {
            return advise.sequenceAtAdvise();
        }

        @Override
        public void update(AdviseInfo info) {
            session.update(advise, info);
        }

        @Override
        public void close() {
            session.unadvise(advise);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Token that && session.equals(that.session) && advise.equals(that.advise);
        }

        @Override
        public int hashCode() {
            return Objects.hash(session, advise);
        }

        @Override
        public String toString() {
            return "advise " + advise.value() + " on " + advise.node();
        }
    }
}
