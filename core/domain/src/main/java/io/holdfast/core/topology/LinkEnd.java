package io.holdfast.core.topology;

import io.holdfast.core.site.DeviceSlot;

/** One end of a cable. */
public sealed interface LinkEnd {

    /** The port as people read it; empty if nobody told it. */
    String port();

    /** A port of a device in the site plan. */
    record Own(DeviceSlot slot, String port) implements LinkEnd {
        @Override
        public String toString() {
            return slot + " " + port;
        }
    }

    /** A box that is in no plan, by what it calls itself. */
    record Foreign(ChassisId chassis, String port) implements LinkEnd {
        @Override
        public String toString() {
            return chassis + " " + port;
        }
    }
}
