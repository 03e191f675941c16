// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Component property type for {@link OfflineWhiteboardConstants#OFFLINE_NOTIFY_TARGET}: selects the objects a component is advised of.
 */
@Documented
@ComponentPropertyType
@RequireOfflineWhiteboard
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OfflineNotifyTarget {
    /**
     * The filter.
     *
     * @return an LDAP filter over the properties in {@link io.offlinestate.OfflineConstants}
     */
    String value();
}
