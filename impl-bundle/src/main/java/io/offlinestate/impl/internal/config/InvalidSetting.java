// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

/** A value of a configuration that cannot be applied. The message says what would be right. */
final class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSetting(String key, Object value, String right) {
        super(key + " is " + (value == null ? "missing" : Values.show(value)) + ", it must be " + right);
    }
}
