package io.holdfast.core.site;

import io.holdfast.core.Names;
import java.util.List;

/**
 * A further box of one device whose configuration the boxes keep alike by themselves (rulings P4):
 * the device stays one, with one configuration and one proof. Its ports have the same names and
 * uses; only the cables are its own.
 *
 * @param name for people who stand before it, as in B
 */
public record Chassis(String name, List<Cable> cables) {

    public Chassis {
        Names.text("the name of a chassis", name, 64);
        cables = List.copyOf(cables);
    }

    /** A cable from a trunk port of this box to another device. */
    public record Cable(String port, DeviceSlot peer, String peerPort) {
        public Cable {
            Names.text("a port name", port, 64);
            Names.text("a port name", peerPort, 64);
        }
    }
}
