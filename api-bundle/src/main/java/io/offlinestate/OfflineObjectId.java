// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Names one offline object: its profile, its type GUID, and, where a type has several, its instance GUID.
 *
 * <p>As text (see {@link #toString()}, {@link #parse(String)}) it is the profile alone for the global object of a profile,
 * and {@code profile/type/instance} for every other object. Ids are ordered by profile, the global object of a profile
 * before its others, then by type and by instance as text. Immutable, hence safe for use by any thread. Mirrors the
 * profile name, GUID and instance of {@code MAPIOFFLINE_CREATEINFO} and {@code HrOpenOfflineObj}.
 *
 * @param profile the name of the profile: 1 to 255 characters, no control characters, no {@code '/'}, and not {@code "*"};
 *     compared exactly
 * @param type the type of object; {@link #GLOBAL_STATE} for the global object of the profile
 * @param instance tells this object from others of its type; {@link #NO_INSTANCE} where there is one only, and always for
 *     the global object
 */
public record OfflineObjectId(String profile, UUID type, UUID instance)
        implements Serializable, Comparable<OfflineObjectId> {

    /** The type of the global object of every profile. Mirrors {@code GUID_GlobalState}. */
    public static final UUID GLOBAL_STATE = UUID.fromString("fbeffd93-b11f-4094-842b-96dcd31e63d1");

    /** The nil UUID: the instance of an object that is the only one of its type. Mirrors a null instance pointer. */
    public static final UUID NO_INSTANCE = new UUID(0, 0);

    private static final long serialVersionUID = 1L;

    private static final int MAX_PROFILE_LENGTH = 255;
    /** Of a text that is no id, a message shows so many characters: more than the longest id has. */
    private static final int MAX_QUOTED_LENGTH = 400;

    private static final String PROFILE_FORM =
            "a profile name of 1 to 255 characters without control characters and '/', and not \"*\"";
    private static final String TEXT_FORM =
            "a profile name, or profile/type/instance with two UUIDs in lower case, as toString() writes it";

    /**
     * Checks the components.
     *
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if one is null, the profile is not allowed, or the type is
     *     {@link #GLOBAL_STATE} and the instance is not {@link #NO_INSTANCE}
     */
    public OfflineObjectId {
        checkProfile(profile);
        OfflineException.requireNonNull(type, "type", "the UUID of the type of object");
        OfflineException.requireNonNull(
                instance, "instance", "the UUID of the instance, or NO_INSTANCE where the type has one object only");
        if (type.equals(GLOBAL_STATE) && !instance.equals(NO_INSTANCE)) {
            throw OfflineException.invalidArgument(
                    "instance",
                    "is " + instance + " for the type GLOBAL_STATE of profile " + profile,
                    "NO_INSTANCE: a profile has one global object");
        }
    }

    /**
     * The global object of a profile.
     *
     * @param profile the name of the profile
     * @return its id
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if the profile is null or not allowed
     */
    public static OfflineObjectId global(String profile) {
        return new OfflineObjectId(profile, GLOBAL_STATE, NO_INSTANCE);
    }

    /**
     * The object with the given profile, type and instance.
     *
     * @param profile the name of the profile
     * @param type the type of object
     * @param instance the instance, or {@link #NO_INSTANCE}
     * @return its id
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} as the constructor
     */
    public static OfflineObjectId of(String profile, UUID type, UUID instance) {
        return new OfflineObjectId(profile, type, instance);
    }

    /**
     * Reads back what {@link #toString()} wrote, and nothing else.
     *
     * @param text an id as text
     * @return the id: {@code parse(text).toString().equals(text)}
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if the text is null or written in any other way
     */
    public static OfflineObjectId parse(String text) {
        OfflineException.requireNonNull(text, "text", TEXT_FORM);
        try {
            String[] parts = text.split("/", -1);
            OfflineObjectId id = switch (parts.length) {
                case 1 -> global(text);
                case 3 -> of(parts[0], UUID.fromString(parts[1]), UUID.fromString(parts[2]));
                default -> null;
            };
            // UUID.fromString reads more than UUID.toString writes
            if (id != null && id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException | OfflineException e) {
            throw new OfflineException(ErrorCode.INVALID_ARGUMENT, malformed(text), e);
        }
        throw new OfflineException(ErrorCode.INVALID_ARGUMENT, malformed(text));
    }

    /**
     * Whether this is the global object of its profile.
     *
     * @return true if the type is {@link #GLOBAL_STATE}
     */
    public boolean isGlobal() {
        return type.equals(GLOBAL_STATE);
    }

    /**
     * Orders ids by profile, global first, then by type and instance as text; consistent with equals.
     *
     * @param other the id to compare with
     * @return negative, zero or positive, as ever
     */
    @Override
    public int compareTo(OfflineObjectId other) {
        int order = profile.compareTo(other.profile);
        if (order == 0) {
            order = Boolean.compare(other.isGlobal(), isGlobal());
        }
        if (order == 0) {
            order = compareAsText(type, other.type);
        }
        return order == 0 ? compareAsText(instance, other.instance) : order;
    }

    // written out: the generated ones stay in a cache of the JVM, and with them the class loader of this bundle

    @Override
    public boolean equals(Object other) {
        return other instanceof OfflineObjectId that
                && profile.equals(that.profile)
                && type.equals(that.type)
                && instance.equals(that.instance);
    }

    @Override
    public int hashCode() {
        return Objects.hash(profile, type, instance);
    }

    /**
     * The id as text, which {@link #parse(String)} reads back.
     *
     * @return the profile alone for a global object, otherwise {@code profile/type/instance}
     */
    @Override
    public String toString() {
        return isGlobal() ? profile : profile + '/' + type + '/' + instance;
    }

    private static void checkProfile(String profile) {
        OfflineException.requireNonNull(profile, "profile", PROFILE_FORM);
        if (profile.isEmpty()) {
            throw OfflineException.invalidArgument("profile", "is empty", PROFILE_FORM);
        }
        if (profile.length() > MAX_PROFILE_LENGTH) {
            throw OfflineException.invalidArgument("profile", "has " + profile.length() + " characters", PROFILE_FORM);
        }
        if (profile.equals("*")) {
            throw OfflineException.invalidArgument("profile", "is \"*\"", PROFILE_FORM);
        }
        for (int i = 0; i < profile.length(); i++) {
            char c = profile.charAt(i);
            if (c == '/' || Character.isISOControl(c)) {
                // concatenated: formats put digits as the locale has them
                throw OfflineException.invalidArgument(
                        "profile", "has the character " + name(c) + " at index " + i, PROFILE_FORM);
            }
        }
    }

    private static String name(char c) {
        return String.format(Locale.ROOT, "U+%04X", (int) c);
    }

    private static String malformed(String text) {
        String quoted = text.length() > MAX_QUOTED_LENGTH ? text.substring(0, MAX_QUOTED_LENGTH) + '\u2026' : text;
        return "argument text is \"" + quoted + "\"; expected " + TEXT_FORM;
    }

    /** As the texts compare; UUID.compareTo is signed. */
    private static int compareAsText(UUID a, UUID b) {
        int order = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return order == 0 ? Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits()) : order;
    }
}
