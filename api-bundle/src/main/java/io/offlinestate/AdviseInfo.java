// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What {@link OfflineManager#advise(AdviseInfo)} registers: a callback, and what it is to be told of.
 *
 * <p>Immutable, hence safe for use by any thread as far as the callback is. The callback is compared by identity, and its
 * own {@code equals}, {@code hashCode} and {@code toString} are never called. Mirrors {@code MAPIOFFLINE_ADVISEINFO}.
 */
public final class AdviseInfo {
    private final int clientToken;
    private final CallbackType callbackType;
    private final OfflineNotify callback;
    private final Set<AdviseType> adviseTypes;
    private final int stateMask;
    private final Set<NotifyType> notifyTypes;
    private final int ranking;
    private final String label;

    private AdviseInfo(Builder builder) {
        clientToken = builder.clientToken;
        callbackType = builder.callbackType;
        callback = builder.callback;
        adviseTypes = builder.adviseTypes;
        stateMask = builder.stateMask;
        notifyTypes = builder.notifyTypes;
        ranking = builder.ranking;
        label = builder.label;
    }

    /**
     * A callback that is told of everything, with client token 0, ranking 0 and no label.
     *
     * @param callback the callback
     * @return the info
     * @throws OfflineException {@link ErrorCode#NO_INTERFACE} if the callback is null
     */
    public static AdviseInfo of(OfflineNotify callback) {
        return builder(callback).build();
    }

    /**
     * Begins an info that differs from {@link #of(OfflineNotify)}.
     *
     * @param callback the callback
     * @return a builder that holds what {@code of} gives
     * @throws OfflineException {@link ErrorCode#NO_INTERFACE} if the callback is null
     */
    public static Builder builder(OfflineNotify callback) {
        if (callback == null) {
            throw new OfflineException(
                    ErrorCode.NO_INTERFACE, "argument callback is null; expected an OfflineNotify to call");
        }
        return new Builder(callback);
    }

    /**
     * The number that comes back in every notification.
     *
     * @return {@link OfflineNotification#clientToken()} of the notifications; 0 unless set
     */
    public int clientToken() {
        return clientToken;
    }

    /**
     * The kind of callback.
     *
     * @return {@link CallbackType#NOTIFY} unless set
     */
    public CallbackType callbackType() {
        return callbackType;
    }

    /**
     * The callback.
     *
     * @return the callback itself
     */
    public OfflineNotify callback() {
        return callback;
    }

    /**
     * What the callback is to be told of.
     *
     * @return at least one type, unmodifiable; all unless set
     */
    public Set<AdviseType> adviseTypes() {
        return adviseTypes;
    }

    /**
     * The part of the state whose changes the callback is to be told of.
     *
     * @return bits of {@link StateMask}, at least one of {@link StateMask#OFFLINE}; {@link StateMask#ALL} unless set
     */
    public int stateMask() {
        return stateMask;
    }

    /**
     * The phases the callback is to be told of.
     *
     * @return at least one type, unmodifiable; all unless set
     */
    public Set<NotifyType> notifyTypes() {
        return notifyTypes;
    }

    /**
     * The place of the callback among the others: going offline, those with the highest ranking come first; going online,
     * those with the lowest.
     *
     * @return the ranking; 0 unless set
     */
    public int ranking() {
        return ranking;
    }

    /**
     * The name under which the log and the runtime snapshots show the callback.
     *
     * @return the label as it was set; empty unless set, which reads as the symbolic name of the callback's bundle and the
     *     token. The manager cuts what it takes to 256 characters, with an ellipsis
     */
    public String label() {
        return label;
    }

    /**
     * Whether the other object is an info with the same components; the callbacks must be one and the same object.
     *
     * @param other the object to compare with
     * @return true if it is
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof AdviseInfo that
                && callback == that.callback
                && clientToken == that.clientToken
                && callbackType == that.callbackType
                && stateMask == that.stateMask
                && ranking == that.ranking
                && adviseTypes.equals(that.adviseTypes)
                && notifyTypes.equals(that.notifyTypes)
                && label.equals(that.label);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash code of the components, of the callback by identity
     */
    @Override
    public int hashCode() {
        return Objects.hash(
                System.identityHashCode(callback),
                clientToken,
                callbackType,
                stateMask,
                ranking,
                adviseTypes,
                notifyTypes,
                label);
    }

    /**
     * The components for a human reader, the callback by the name of its class.
     *
     * @return a text whose form may change
     */
    @Override
    public String toString() {
        return "AdviseInfo[clientToken=" + clientToken
                + ", callbackType=" + callbackType
                + ", callback=" + callback.getClass().getName()
                + ", adviseTypes=" + adviseTypes
                + ", stateMask=0x" + Integer.toHexString(stateMask)
                + ", notifyTypes=" + notifyTypes
                + ", ranking=" + ranking
                + ", label=" + label
                + ']';
    }

    /**
     * Builds an {@link AdviseInfo}; each setter checks what it is given and leaves the builder as it was if it throws.
     *
     * <p>Not safe for use by several threads at once. It may be used on after {@link #build()}.
     */
    public static final class Builder {
        private final OfflineNotify callback;
        private int clientToken;
        private CallbackType callbackType = CallbackType.NOTIFY;
        private Set<AdviseType> adviseTypes = Collections.unmodifiableSet(EnumSet.allOf(AdviseType.class));
        private int stateMask = StateMask.ALL;
        private Set<NotifyType> notifyTypes = Collections.unmodifiableSet(EnumSet.allOf(NotifyType.class));
        private int ranking;
        private String label = "";

        private Builder(OfflineNotify callback) {
            this.callback = callback;
        }

        /**
         * Sets the number that comes back in every notification; 0 by default.
         *
         * @param clientToken any number
         * @return this builder
         */
        public Builder clientToken(int clientToken) {
            this.clientToken = clientToken;
            return this;
        }

        /**
         * Sets the kind of callback; {@link CallbackType#NOTIFY} by default.
         *
         * @param callbackType the kind
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if it is null
         */
        public Builder callbackType(CallbackType callbackType) {
            this.callbackType =
                    OfflineException.requireNonNull(callbackType, "callbackType", "a callback type, such as NOTIFY");
            return this;
        }

        /**
         * Sets what the callback is to be told of; all types by default.
         *
         * @param adviseTypes at least one type
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if there is none, or one is null
         */
        public Builder adviseTypes(AdviseType... adviseTypes) {
            this.adviseTypes = setOf(AdviseType.class, adviseTypes, "adviseTypes");
            return this;
        }

        /**
         * Sets the part of the state whose changes the callback is to be told of; {@link StateMask#ALL} by default.
         *
         * @param stateMask bits of {@link StateMask#ALL}, at least one of {@link StateMask#OFFLINE} among them; any of these
         *     selects all changes
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if it has no bit of {@code OFFLINE}, or a bit outside
         *     {@code ALL}
         */
        public Builder stateMask(int stateMask) {
            if ((stateMask & StateMask.OFFLINE) == 0 || (stateMask & ~StateMask.ALL) != 0) {
                throw OfflineException.invalidArgument(
                        "stateMask",
                        "is 0x%x".formatted(stateMask),
                        "bits of StateMask.ALL (0x%x), at least one of StateMask.OFFLINE (0x%x) among them"
                                .formatted(StateMask.ALL, StateMask.OFFLINE));
            }
            this.stateMask = stateMask;
            return this;
        }

        /**
         * Sets the phases the callback is to be told of; all by default.
         *
         * @param notifyTypes at least one type
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if there is none, or one is null
         */
        public Builder notifyTypes(NotifyType... notifyTypes) {
            this.notifyTypes = setOf(NotifyType.class, notifyTypes, "notifyTypes");
            return this;
        }

        /**
         * Sets the place of the callback among the others; 0 by default.
         *
         * @param ranking the higher, the earlier when going offline, and the later when going online
         * @return this builder
         */
        public Builder ranking(int ranking) {
            this.ranking = ranking;
            return this;
        }

        /**
         * Sets the name under which the callback is shown; empty by default.
         *
         * @param label any text; an empty one reads as the symbolic name of the callback's bundle and the token. Of more than
         *     256 characters, the manager keeps the first 255 and an ellipsis
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if it is null
         */
        public Builder label(String label) {
            this.label = OfflineException.requireNonNull(label, "label", "a name for the callback, or an empty text");
            return this;
        }

        /**
         * Builds the info.
         *
         * @return what has been set so far
         */
        public AdviseInfo build() {
            return new AdviseInfo(this);
        }

        private static <E extends Enum<E>> Set<E> setOf(Class<E> type, E[] elements, String name) {
            String expected = "at least one of " + EnumSet.allOf(type);
            OfflineException.requireNonNull(elements, name, expected);
            EnumSet<E> set = EnumSet.noneOf(type);
            for (E element : elements) {
                set.add(OfflineException.requireNonNull(element, "element of " + name, expected));
            }
            if (set.isEmpty()) {
                throw OfflineException.invalidArgument(name, "is empty", expected);
            }
            return Collections.unmodifiableSet(set);
        }
    }
}
