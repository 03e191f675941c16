// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard;

import io.offlinestate.NotifyType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Component property type for {@link OfflineWhiteboardConstants#OFFLINE_NOTIFY_TYPES}: the phases a component is told of.
 */
@Documented
@ComponentPropertyType
@RequireOfflineWhiteboard
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OfflineNotifyTypes {
    /**
     * The phases.
     *
     * @return at least one type
     */
    NotifyType[] value();
}
