package io.holdfast.apps.lab;

import io.holdfast.core.zone.Equipment;
import java.util.List;

/**
 * One site of the fictional Demo Utility.
 *
 * @param number stands in its addresses, as in 10.NUMBER.VLAN.0/24
 * @param equipment the clinic has a zone firewall, the others have not
 */
record DemoSite(String id, String name, int number, Equipment equipment) {

    /** The sites in the order in which the plant lists them. */
    static final List<DemoSite> ALL =
            List.of(
                    new DemoSite("ww-01", "Waterworks Demo Süd", 1, Equipment.OPEN_NETWORK),
                    new DemoSite("ss-04", "Substation Demo Nord", 4, Equipment.OPEN_NETWORK),
                    new DemoSite("cl-03", "Clinic Demo Ost", 3, Equipment.ZONE_FIREWALL));

    static final String TIME_ZONE = "Europe/Berlin";
}
