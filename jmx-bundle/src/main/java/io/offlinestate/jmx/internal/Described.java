// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a JMX client shows of an MXBean, an attribute, an operation or a parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Described {
    /** The text. */
    String value();

    /** The name of a parameter, which the compiler does not keep. */
    String name() default "";
}
