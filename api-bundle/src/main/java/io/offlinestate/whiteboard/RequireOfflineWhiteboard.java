// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/**
 * Makes the bundle that uses it require the whiteboard, so that a resolver pulls it in.
 *
 * <p>The requirement is {@code osgi.implementation;filter:="(&(osgi.implementation=offline.notify)(version>=1.0.0)
 * (!(version>=2.0.0)))"}. The property types of this package carry it already.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
        namespace = "osgi.implementation",
        name = OfflineWhiteboardConstants.OFFLINE_NOTIFY_IMPLEMENTATION,
        version = OfflineWhiteboardConstants.OFFLINE_NOTIFY_SPECIFICATION_VERSION)
public @interface RequireOfflineWhiteboard {}
