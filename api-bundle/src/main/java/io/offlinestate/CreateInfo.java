// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What {@link OfflineObjects#create(CreateInfo)} creates: an id, its capabilities, and the parent whose changes it
 * inherits.
 *
 * <p>Immutable, hence safe for use by any thread. Mirrors {@code MAPIOFFLINE_CREATEINFO}.
 */
public final class CreateInfo {
    private final OfflineObjectId id;
    private final Set<Capability> capabilities;
    /** Null for a root. */
    private final OfflineObjectId parent;

    private CreateInfo(Builder builder) {
        id = builder.id;
        capabilities = builder.capabilities;
        parent = builder.parent;
    }

    /**
     * The global object of a profile, with all capabilities.
     *
     * @param profile the name of the profile
     * @return the info
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if the name is null or not allowed
     */
    public static CreateInfo global(String profile) {
        return builder(OfflineObjectId.global(profile)).build();
    }

    /**
     * A child of another object, in the profile of that object, with all capabilities.
     *
     * @param parent the object whose changes the child inherits
     * @param type the type of the child
     * @param instance the instance of the child, or {@link OfflineObjectId#NO_INSTANCE} where its type has one only
     * @return the info
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if an argument is null, the type is that of a global
     *     object, or the child would be its own parent
     */
    public static CreateInfo child(OfflineObjectId parent, UUID type, UUID instance) {
        Builder.requireParent(parent);
        return builder(OfflineObjectId.of(parent.profile(), type, instance))
                .parent(parent)
                .build();
    }

    /**
     * Begins an info of an object with all capabilities and no parent.
     *
     * @param id the name of the object
     * @return a builder
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if the id is null
     */
    public static Builder builder(OfflineObjectId id) {
        return new Builder(OfflineException.requireNonNull(id, "id", "the id of the object to create"));
    }

    /**
     * The name of the object.
     *
     * @return its id
     */
    public OfflineObjectId id() {
        return id;
    }

    /**
     * The changes the object can make on request and notifies of.
     *
     * @return the capabilities, unmodifiable, maybe empty; all unless set
     */
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /**
     * The object whose changes this one inherits.
     *
     * @return its id, of the same profile; empty for a root
     */
    public Optional<OfflineObjectId> parent() {
        return Optional.ofNullable(parent);
    }

    /**
     * Whether the other object is an info with equal components.
     *
     * @param other the object to compare with
     * @return true if it is
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof CreateInfo that
                && id.equals(that.id)
                && capabilities.equals(that.capabilities)
                && Objects.equals(parent, that.parent);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash code of the components
     */
    @Override
    public int hashCode() {
        return Objects.hash(id, capabilities, parent);
    }

    /**
     * The components for a human reader.
     *
     * @return a text whose form may change
     */
    @Override
    public String toString() {
        return "CreateInfo[id=%s, capabilities=%s, parent=%s]"
                .formatted(id, capabilities, parent == null ? "none" : parent);
    }

    /**
     * Builds a {@link CreateInfo}; each setter checks what it is given and leaves the builder as it was if it throws.
     *
     * <p>Not safe for use by several threads at once. It may be used on after {@link #build()}.
     */
    public static final class Builder {
        private final OfflineObjectId id;
        private Set<Capability> capabilities = Collections.unmodifiableSet(EnumSet.allOf(Capability.class));
        private OfflineObjectId parent;

        private Builder(OfflineObjectId id) {
            this.id = id;
        }

        /**
         * Sets the changes the object can make on request and notifies of; all by default.
         *
         * @param capabilities the capabilities; none at all is allowed
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if one is null
         */
        public Builder capabilities(Capability... capabilities) {
            String expected = "none or any of " + EnumSet.allOf(Capability.class);
            OfflineException.requireNonNull(capabilities, "capabilities", expected);
            EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
            for (Capability capability : capabilities) {
                set.add(OfflineException.requireNonNull(capability, "element of capabilities", expected));
            }
            this.capabilities = Collections.unmodifiableSet(set);
            return this;
        }

        /**
         * Sets the object whose changes this one inherits; none by default, then it is a root.
         *
         * @param parent the id of an object of the same profile
         * @return this builder
         * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if it is null, of another profile or the object
         *     itself, or if the object is a global one, which has no parent
         */
        public Builder parent(OfflineObjectId parent) {
            requireParent(parent);
            if (id.isGlobal()) {
                throw OfflineException.invalidArgument(
                        "parent", "is " + parent + " for the global object " + id, "no parent for a global object");
            }
            if (!parent.profile().equals(id.profile())) {
                throw OfflineException.invalidArgument(
                        "parent", "is " + parent + " for the object " + id, "an object of profile " + id.profile());
            }
            if (parent.equals(id)) {
                throw OfflineException.invalidArgument(
                        "parent", "is the object " + id + " itself", "another object of profile " + id.profile());
            }
            this.parent = parent;
            return this;
        }

        /**
         * Builds the info.
         *
         * @return what has been set so far
         */
        public CreateInfo build() {
            return new CreateInfo(this);
        }

        private static void requireParent(OfflineObjectId parent) {
            OfflineException.requireNonNull(parent, "parent", "the id of an object of the same profile");
        }
    }
}
