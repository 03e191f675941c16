// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.PrintWriter;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Prints all that the runtimes tell, as text or as JSON. Stateless, hence safe for use by any thread. */
@Component(
        property = {
            InventoryPrinter.NAME + "=offlinestate",
            InventoryPrinter.TITLE + "=Offline State",
            InventoryPrinter.FORMAT + "=TEXT",
            InventoryPrinter.FORMAT + "=JSON"
        })
public final class OfflineInventory implements InventoryPrinter {
    private final OfflineRuntime runtime;
    private final OfflineWhiteboardRuntime whiteboard;

    /**
     * Wires the printer.
     *
     * @param runtime tells of the offline objects
     * @param whiteboard tells of the listener services; null where there is no whiteboard
     */
    @Activate
    public OfflineInventory(
            @Reference OfflineRuntime runtime,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    OfflineWhiteboardRuntime whiteboard) {
        this.runtime = runtime;
        this.whiteboard = whiteboard;
    }

    @Override
    public void print(PrintWriter out, Format format, boolean isZip) {
        Findings findings = new Findings(runtime, whiteboard);
        if (Format.JSON.equals(format)) {
            new JsonReport(new JsonWriter(out)).print(findings);
        } else {
            new TextReport(out).print(findings);
        }
        out.flush();
    }
}
