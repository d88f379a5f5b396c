package io.holdfast.simulator;

import java.util.Map;

/** What a manager writes to the switch of {@link DemoPlan}. */
final class SwitchConfigs {

    /** Bridge port numbers: places of the port names in name order. */
    private static final Map<String, Integer> NUMBERS = Map.of("ge-0/0/3", 4, "ge-0/0/6", 5);

    private SwitchConfigs() {}

    /** A VLAN untagged on one port and tagged on the trunk. */
    static String vlans(int vlan, String port) {
        return Configs.interfaces(
                        "<interface><name>"
                                + port
                                + "</name><enabled>true</enabled><bridge-port xmlns='"
                                + Configs.DOT1Q
                                + "'><pvid>"
                                + vlan
                                + "</pvid></bridge-port></interface>")
                + "<bridges xmlns='"
                + Configs.DOT1Q
                + "'><bridge><name>br0</name><component><name>br0</name>"
                + "<filtering-database><vlan-registration-entry><database-id>1</database-id><vids>"
                + vlan
                + "</vids><entry-type>static</entry-type>"
                + member(1, "tagged")
                + member(NUMBERS.get(port), "untagged")
                + "</vlan-registration-entry></filtering-database><bridge-vlan><vlan><vid>"
                + vlan
                + "</vid><name>v"
                + vlan
                + "</name></vlan></bridge-vlan></component></bridge></bridges>";
    }

    private static String member(int port, String how) {
        return "<port-map><port-ref>"
                + port
                + "</port-ref><static-vlan-registration-entries>"
                + "<registrar-admin-control>fixed-new-ignored</registrar-admin-control><vlan-transmitted>"
                + how
                + "</vlan-transmitted></static-vlan-registration-entries></port-map>";
    }
}
