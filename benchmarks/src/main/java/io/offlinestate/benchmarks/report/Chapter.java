// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

/** A part of the report that shows one kind of measurement. */
interface Chapter {
    /** What it is called on the command line. */
    String letter();

    String title();

    /** What the reader has to know to read the tables. */
    String introduction();

    /** The tables; empty if nothing of that kind was measured. */
    String tables(Results results);
}
