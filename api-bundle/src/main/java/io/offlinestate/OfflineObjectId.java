// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

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
    private static final String UUID_FORM = "a UUID as text in lower case, as UUID.toString() writes it";
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
     * The object that the service properties of an {@link OfflineManager} name: {@link OfflineConstants#OFFLINE_PROFILE}, {@link
     * OfflineConstants#OFFLINE_TYPE} and {@link OfflineConstants#OFFLINE_INSTANCE}. Other properties are not read.
     *
     * @param property gives the value of a service property, or null if it is absent: {@code reference::getProperty} of a service
     *     reference, or {@code properties::get} of a map
     * @return its id
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if the function is null, if the profile or the type is absent,
     *     or if a value is not as {@link OfflineConstants} describes it; the message names the property, its value and what
     *     would have been right
     */
    public static OfflineObjectId ofProperties(Function<String, Object> property) {
        OfflineException.requireNonNull(
                property, "property", "a function from the name of a service property to its value");
        String profile = text(property, OfflineConstants.OFFLINE_PROFILE, PROFILE_FORM);
        String fault = profileFault(profile);
        if (fault != null) {
            throw wrongProperty(OfflineConstants.OFFLINE_PROFILE, fault, PROFILE_FORM);
        }
        UUID type = uuid(OfflineConstants.OFFLINE_TYPE, text(property, OfflineConstants.OFFLINE_TYPE, UUID_FORM));
        if (property.apply(OfflineConstants.OFFLINE_INSTANCE) == null) {
            return of(profile, type, NO_INSTANCE);
        }
        String text = text(property, OfflineConstants.OFFLINE_INSTANCE, UUID_FORM);
        UUID instance = uuid(OfflineConstants.OFFLINE_INSTANCE, text);
        if (type.equals(GLOBAL_STATE) && !instance.equals(NO_INSTANCE)) {
            throw wrongProperty(
                    OfflineConstants.OFFLINE_INSTANCE,
                    "is " + quoted(text) + " for the global object of profile " + profile,
                    "no such property: a profile has one global object");
        }
        return of(profile, type, instance);
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
        String fault = profileFault(profile);
        if (fault != null) {
            throw OfflineException.invalidArgument("profile", fault, PROFILE_FORM);
        }
    }

    /** What is wrong with the name of a profile; null if nothing is. */
    private static String profileFault(String profile) {
        if (profile.isEmpty()) {
            return "is empty";
        }
        if (profile.length() > MAX_PROFILE_LENGTH) {
            return "has " + profile.length() + " characters";
        }
        if (profile.equals("*")) {
            return "is \"*\"";
        }
        for (int i = 0; i < profile.length(); i++) {
            char c = profile.charAt(i);
            if (c == '/' || Character.isISOControl(c)) {
                // concatenated: formats put digits as the locale has them
                return "has the character " + name(c) + " at index " + i;
            }
        }
        return null;
    }

    private static String text(Function<String, Object> property, String name, String expected) {
        Object value = property.apply(name);
        if (value == null) {
            throw wrongProperty(name, "is absent", expected);
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrongProperty(name, "is a " + value.getClass().getName(), "a String: " + expected);
    }

    private static UUID uuid(String name, String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException malformed) {
            // the message below says more
        }
        throw wrongProperty(name, "is " + quoted(text), UUID_FORM);
    }

    private static OfflineException wrongProperty(String name, String fault, String expected) {
        return new OfflineException(
                ErrorCode.INVALID_ARGUMENT, "service property " + name + " " + fault + "; expected " + expected);
    }

    private static String name(char c) {
        return String.format(Locale.ROOT, "U+%04X", (int) c);
    }

    private static String malformed(String text) {
        return "argument text is " + quoted(text) + "; expected " + TEXT_FORM;
    }

    private static String quoted(String text) {
        String cut = text.length() > MAX_QUOTED_LENGTH ? text.substring(0, MAX_QUOTED_LENGTH) + '\u2026' : text;
        return '"' + cut + '"';
    }

    /** As the texts compare; UUID.compareTo is signed. */
    private static int compareAsText(UUID a, UUID b) {
        int order = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return order == 0 ? Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits()) : order;
    }
}
