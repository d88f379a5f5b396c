package io.holdfast.dialect.openconfigap;

/** Names of the OpenConfig models: facts. */
final class OpenConfig {

    static final String POINTS_MODULE = "openconfig-access-points";
    static final String INTERFACES_MODULE = "openconfig-interfaces";
    static final String VLAN_MODULE = "openconfig-vlan";
    static final String POINTS = "http://openconfig.net/yang/wifi/access-points";
    static final String INTERFACES = "http://openconfig.net/yang/interfaces";
    static final String ETHERNET = "http://openconfig.net/yang/interfaces/ethernet";
    static final String VLAN = "http://openconfig.net/yang/vlan";
    static final String IF_TYPE = "urn:ietf:params:xml:ns:yang:iana-if-type";
    static final String NETCONF = "urn:ietf:params:xml:ns:netconf:base:1.0";

    /**
     * The one access point of a device that configures itself. The model is a list because a
     * controller of many speaks it too; Holdfast speaks to each alone.
     */
    static final String POINT = "ap";

    private OpenConfig() {}
}
