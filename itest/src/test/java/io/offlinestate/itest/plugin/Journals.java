// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.OfflineNotify;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Finds the journal of the bundle it is in. */
public final class Journals {
    private Journals() {}

    /** Opens a new run in the journal. */
    static OfflineNotify open(BundleContext context) throws InvalidSyntaxException {
        String filter = "(journal=" + context.getBundle().getSymbolicName() + ")";
        ServiceReference<?>[] journals = context.getServiceReferences(Supplier.class.getName(), filter);
        return (OfflineNotify) ((Supplier<?>) context.getService(journals[0])).get();
    }
}
