package io.holdfast.spi;

import io.holdfast.core.observe.BehaviourTable;

/** What an adapter knows of devices beside what they say, by their keys. */
public interface DeviceMemory {

    /**
     * Tells what was learnt of a device before, as after a restart; what this run learns is added.
     *
     * @param software what the device said it ran then: once it runs something else, this is over
     */
    default void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        // an adapter that knows no behaviours has nothing to remember
    }

    /** All that is known of the device with this key; for the store and the device's page. */
    default BehaviourTable behaviours(String pinnedHostKey) {
        return BehaviourTable.EMPTY;
    }
}
