package io.holdfast.apps.lab;

import java.util.List;

/**
 * One site of the fictional Demo Utility.
 *
 * @param number stands in its addresses, as in 10.NUMBER.VLAN.0/24
 */
record DemoSite(String id, String name, int number) {

    /** The sites in the order in which the plant lists them. */
    static final List<DemoSite> ALL =
            List.of(
                    new DemoSite("ww-01", "Waterworks Demo Süd", 1),
                    new DemoSite("ss-04", "Substation Demo Nord", 4),
                    new DemoSite("cl-03", "Clinic Demo Ost", 3));

    static final String TIME_ZONE = "Europe/Berlin";
}
