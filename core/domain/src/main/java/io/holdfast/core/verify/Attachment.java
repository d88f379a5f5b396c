package io.holdfast.core.verify;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ZoneName;
import java.util.List;

/**
 * A port behind which hosts of a zone stand.
 *
 * @param places where their frames come out; empty if the port is shut or in no VLAN
 * @param sure false if it stands behind an unmanaged device or was taken for granted: such a port
 *     counts when looking for paths that must not be, not for paths that must
 */
record Attachment(
        ZoneName zone, DeviceSlot device, String port, List<Integer> places, boolean sure) {

    Attachment {
        places = List.copyOf(places);
    }
}
