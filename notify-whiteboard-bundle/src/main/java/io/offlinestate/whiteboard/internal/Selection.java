// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.common.NameList;
import io.offlinestate.common.SafeText;
import io.offlinestate.whiteboard.OfflineWhiteboardConstants;
import java.util.Set;
import org.osgi.framework.Filter;

/**
 * Which objects a listener is to be advised of. Immutable; equal if it was written the same.
 */
final class Selection {
    private final Set<String> profiles;
    private final String target;
    private final Filter filter;

    /**
     * @param profiles names of profiles, or {@code "*"} alone
     * @param target the filter as it was written; null for the global object of each profile
     * @param filter the same, parsed; null where there is none or it cannot be parsed
     */
    Selection(Set<String> profiles, String target, Filter filter) {
        this.profiles = profiles;
        this.target = target;
        this.filter = filter;
    }

    Set<String> profiles() {
        return profiles;
    }

    boolean allProfiles() {
        return profiles.contains(OfflineWhiteboardConstants.ALL_PROFILES);
    }

    String target() {
        return target;
    }

    boolean hasTarget() {
        return target != null;
    }

    /** Whether it selects the object, going by the service properties that the object has now. */
    boolean selects(ManagerService manager) {
        return (allProfiles() || profiles.contains(manager.profile()))
                && (filter == null ? manager.isGlobal() : filter.match(manager.reference()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that
                && profiles.equals(that.profiles)
                && (target == null ? that.target == null : target.equals(that.target));
    }

    @Override
    public int hashCode() {
        return 31 * profiles.hashCode() + (target == null ? 0 : target.hashCode());
    }

    /** As its service properties. */
    @Override
    public String toString() {
        return OfflineWhiteboardConstants.OFFLINE_NOTIFY_PROFILE + " [" + NameList.of(profiles) + "]"
                + (target == null
                        ? ""
                        : " and " + OfflineWhiteboardConstants.OFFLINE_NOTIFY_TARGET + " "
                                + SafeText.cut(target, SafeText.LABEL_LENGTH));
    }
}
