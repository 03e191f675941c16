// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An offline object that keeps account of who is advised on it. */
final class FakeManager implements OfflineManager {
    static final UUID ACCOUNT = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final AtomicLong TOKENS = new AtomicLong();

    final OfflineObjectId id;
    final AtomicInteger advised = new AtomicInteger();
    final AtomicInteger updated = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    /** Called in the middle of advising, once the advise has taken effect. */
    volatile Consumer<AdviseInfo> whenAdvised = info -> {};

    /** Called in the middle of closing a token, before the advise has ended. */
    volatile Consumer<AdviseInfo> beforeEnded = info -> {};

    /** Called in the middle of closing a token, once the advise has ended. */
    volatile Consumer<AdviseInfo> whenEnded = info -> {};

    volatile Set<Capability> capabilities = Set.of(Capability.OFFLINE, Capability.ONLINE);

    private volatile boolean removed;
    private final FakeFramework framework;
    private final Map<Long, Token> live = new ConcurrentHashMap<>();

    FakeManager(FakeFramework framework, OfflineObjectId id) {
        this.framework = framework;
        this.id = id;
    }

    static FakeManager global(FakeFramework framework, String profile) {
        return new FakeManager(framework, OfflineObjectId.global(profile));
    }

    static FakeManager child(FakeFramework framework, String profile, int number) {
        return new FakeManager(framework, OfflineObjectId.of(profile, ACCOUNT, new UUID(0, number)));
    }

    FakeRegistration<OfflineManager> register() {
        return framework.register(OfflineManager.class, this, properties());
    }

    Map<String, Object> properties() {
        Map<String, Object> properties = new TreeMap<>();
        properties.put(OfflineConstants.OFFLINE_PROFILE, id.profile());
        properties.put(OfflineConstants.OFFLINE_TYPE, id.type().toString());
        if (!id.instance().equals(OfflineObjectId.NO_INSTANCE)) {
            properties.put(OfflineConstants.OFFLINE_INSTANCE, id.instance().toString());
            properties.put(OfflineConstants.OFFLINE_PARENT, id.profile());
        }
        properties.put(
                OfflineConstants.OFFLINE_CAPABILITIES,
                capabilities.stream().map(Capability::name).toArray(String[]::new));
        return properties;
    }

    /** What is advised now. */
    List<AdviseInfo> advises() {
        List<AdviseInfo> infos = new ArrayList<>();
        live.values().forEach(each -> infos.add(each.info));
        return infos;
    }

    long advisesOf(OfflineNotify callback) {
        return live.values().stream()
                .filter(each -> each.info.callback() == callback)
                .count();
    }

    /** The token of a callback that is advised, as a number. */
    long tokenOf(OfflineNotify callback) {
        return live.values().stream()
                .filter(each -> each.info.callback() == callback)
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** The object is gone, and its advises have ended. */
    void remove() {
        removed = true;
        live.clear();
    }

    /** Forgets the advises that it gave no token for. */
    void forget() {
        live.clear();
    }

    @Override
    public AdviseToken advise(AdviseInfo info) {
        framework.foreignCode.run();
        requirePresent();
        if (capabilities.isEmpty()) {
            throw new OfflineException(ErrorCode.NO_SUPPORT, "object " + id + " has no capability");
        }
        if (advisesOf(info.callback()) > 0) {
            framework.violations.add(info.callback() + " is advised twice on " + id);
        }
        Token token = new Token(info);
        live.put(token.value(), token);
        if (removed) {
            live.remove(token.value());
        }
        requirePresent();
        advised.incrementAndGet();
        whenAdvised.accept(info);
        return token;
    }

    private void requirePresent() {
        if (removed) {
            throw new OfflineException(ErrorCode.NOT_FOUND, "object " + id + " is gone");
        }
    }

    private final class Token implements AdviseToken {
        private final long value = TOKENS.incrementAndGet();
        private volatile AdviseInfo info;

        Token(AdviseInfo info) {
            this.info = info;
        }

        @Override
        public long value() {
            return value;
        }

        @Override
        public void update(AdviseInfo changed) {
            framework.foreignCode.run();
            if (changed.callback() != info.callback()) {
                framework.violations.add("update of " + id + " with another callback");
            }
            if (!live.containsKey(value)) {
                throw new OfflineException(ErrorCode.NOT_FOUND, "advise " + value + " has ended");
            }
            info = changed;
            updated.incrementAndGet();
        }

        @Override
        public void close() {
            framework.foreignCode.run();
            beforeEnded.accept(info);
            if (live.remove(value) != null) {
                ended.incrementAndGet();
            }
            whenEnded.accept(info);
        }

        @Override
        public ConnectionState stateAtAdvise() {
            return ConnectionState.ONLINE;
        }

        @Override
        public long sequenceAtAdvise() {
            return 0;
        }
    }

    @Override
    public void unadvise(AdviseToken token) {
        token.close();
    }

    @Override
    public OfflineObjectId id() {
        return id;
    }

    @Override
    public Set<Capability> getCapabilities() {
        return capabilities;
    }

    @Override
    public ConnectionState getCurrentState() {
        return ConnectionState.ONLINE;
    }

    @Override
    public CompletionStage<ConnectionState> setCurrentState(ConnectionState state) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConnectionState setCurrentState(ConnectionState state, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
