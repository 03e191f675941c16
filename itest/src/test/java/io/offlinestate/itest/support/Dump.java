// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.framework.ServiceReference;

/** What Felix Inventory makes of the printer. Not to be touched before Inventory is there. */
public final class Dump {
    private final Host host;

    public Dump(Host host) {
        this.host = host;
        host.service(InventoryPrinter.class);
    }

    public boolean isThere() {
        return reference() != null;
    }

    /** How it is called, and how it is shown. */
    public String title() {
        return reference().getProperty(InventoryPrinter.NAME) + ": "
                + reference().getProperty(InventoryPrinter.TITLE);
    }

    public String text() {
        return print(Format.TEXT);
    }

    public String json() {
        return print(Format.JSON);
    }

    private ServiceReference<InventoryPrinter> reference() {
        return host.context().getServiceReference(InventoryPrinter.class);
    }

    private String print(Format format) {
        StringWriter text = new StringWriter();
        host.service(InventoryPrinter.class).print(new PrintWriter(text, true), format, false);
        return text.toString();
    }
}
