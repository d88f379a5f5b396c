package io.holdfast.core.observe;

import io.holdfast.core.Names;

/**
 * A table that could not be read or is not believed. The rest of the survey holds without it; what
 * it would have told is not known, which is another thing than empty.
 *
 * @param part what of the survey is not whole for it
 * @param table as its MIB names it
 * @param reason in a sentence, for people
 */
public record SpoiledTable(Part part, String table, String reason) {

    /** The parts of a survey. */
    public enum Part {
        SYSTEM,
        INTERFACES,
        PARTS,
        SENSORS,
        VLANS,
        STATIONS,
        NEIGHBOURS,
        LOAD,
        CLIENTS,
        VENDOR
    }

    public SpoiledTable {
        Names.text("a table", table, 200);
        Names.text("a reason", reason, 500);
    }
}
