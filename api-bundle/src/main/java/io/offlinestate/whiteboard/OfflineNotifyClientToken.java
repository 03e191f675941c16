// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Component property type for {@link OfflineWhiteboardConstants#OFFLINE_NOTIFY_CLIENT_TOKEN}: the client token in the notifications of a component.
 */
@Documented
@ComponentPropertyType
@RequireOfflineWhiteboard
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OfflineNotifyClientToken {
    /**
     * The client token.
     *
     * @return any number
     */
    int value();
}
