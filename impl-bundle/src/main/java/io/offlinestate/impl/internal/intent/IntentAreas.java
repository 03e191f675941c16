// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import java.io.File;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Where requested states are kept.
 *
 * @param own in the data area of this bundle, which goes with an uninstall; null if there is none
 * @param framework in the data area of the framework, which stays; null if there is none
 * @param bundle the id of this bundle: a framework gives none twice
 */
public record IntentAreas(Path own, Path framework, long bundle) {
    private static final String FOLDER = "intent";
    private static final String FRAMEWORK_FOLDER = "io.offlinestate.impl/" + FOLDER;

    /** The areas of a bundle. */
    public static IntentAreas of(BundleContext context) {
        Path[] areas = new Path[2];
        Privileged.attempt(() -> areas[0] = path(context.getDataFile(FOLDER)));
        // a framework may have no such area, or may not give it away
        Privileged.attempt(() -> areas[1] = path(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .getBundleContext()
                .getDataFile(FRAMEWORK_FOLDER)));
        return new IntentAreas(areas[0], areas[1], context.getBundle().getBundleId());
    }

    private static Path path(File file) {
        return file == null ? null : file.toPath();
    }
}
