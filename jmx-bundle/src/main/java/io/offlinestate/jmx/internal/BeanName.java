// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.OfflineObjectId;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** How the MXBean of a tree is called. */
final class BeanName {
    static final String DOMAIN = "io.offlinestate";

    private BeanName() {}

    /**
     * The name for the tree with this root. The profile is always quoted: it may hold what JMX has a use of its own for.
     *
     * @param root a global object, or an object that has no parent
     */
    static ObjectName of(OfflineObjectId root) {
        String profile = ObjectName.quote(root.profile());
        if (root.isGlobal()) {
            return parse("type=Profile,profile=" + profile);
        }
        String name = "type=Root,profile=" + profile + ",objectType=" + root.type();
        return parse(
                root.instance().equals(OfflineObjectId.NO_INSTANCE) ? name : name + ",instance=" + root.instance());
    }

    private static ObjectName parse(String properties) {
        try {
            return new ObjectName(DOMAIN + ":" + properties);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(properties + " is no list of properties of an ObjectName", e);
        }
    }
}
