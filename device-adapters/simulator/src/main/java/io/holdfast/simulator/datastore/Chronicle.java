package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;

/** Is told of each change of a device before whoever caused it has an answer. */
public interface Chronicle {

    /**
     * A change.
     *
     * @param startup what the device would start with after it
     */
    void remembered(HistoryEntry entry, Element startup);
}
