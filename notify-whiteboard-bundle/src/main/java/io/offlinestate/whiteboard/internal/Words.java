// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineException;
import io.offlinestate.common.SafeText;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Puts things of other bundles into words, without relying on them. */
final class Words {
    private static final int LONGEST_QUOTE = 100;
    private static final int LONGEST_MESSAGE = 400;

    private Words() {}

    /** What has been thrown, in one line; whatever its own methods do. */
    static String of(Throwable thrown) {
        try {
            return thrown instanceof OfflineException refusal
                    ? refusal.code() + ", " + SafeText.clean(refusal.getMessage(), LONGEST_MESSAGE)
                    : SafeText.clean(thrown.toString(), LONGEST_MESSAGE);
        } catch (Throwable alsoBroken) {
            return thrown.getClass().getName();
        }
    }

    /** A text in quotes, without line breaks and the like, and not too long. */
    static String quote(String text) {
        return '"' + SafeText.clean(text, LONGEST_QUOTE) + '"';
    }

    static Object serviceId(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_ID);
    }

    static String listener(ServiceReference<?> reference) {
        return "OfflineNotify service " + serviceId(reference) + " of bundle " + bundle(reference.getBundle());
    }

    private static String bundle(Bundle bundle) {
        return bundle == null ? "(gone)" : symbolicName(bundle);
    }

    /** A bundle of the old days may have none. */
    static String symbolicName(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? "bundle-" + bundle.getBundleId() : name;
    }
}
