package io.holdfast.dialect.ietf;

import io.holdfast.spi.Subtree;

/** Names of modules, namespaces and identities: facts of the standards. */
final class Yang {

    static final String INTERFACES_MODULE = "ietf-interfaces";
    static final String IP_MODULE = "ietf-ip";
    static final String BRIDGE_MODULE = "ieee802-dot1q-bridge";
    static final String ACL_MODULE = "ietf-access-control-list";
    static final String ROUTING_MODULE = "ietf-routing";
    static final String IPV4_ROUTING_MODULE = "ietf-ipv4-unicast-routing";
    static final String IPV6_ROUTING_MODULE = "ietf-ipv6-unicast-routing";

    static final String INTERFACES = ietf(INTERFACES_MODULE);
    static final String IP = ietf(IP_MODULE);
    static final String ACL = ietf(ACL_MODULE);
    static final String ROUTING = ietf(ROUTING_MODULE);
    static final String IPV4_ROUTING = ietf(IPV4_ROUTING_MODULE);
    static final String IPV6_ROUTING = ietf(IPV6_ROUTING_MODULE);
    static final String IF_TYPE = ietf("iana-if-type");
    static final String BRIDGE = "urn:ieee:std:802.1Q:yang:" + BRIDGE_MODULE;
    static final String NETCONF = "urn:ietf:params:xml:ns:netconf:base:1.0";

    /** Marks a leaf that carries its default (RFC 6243 section 6). */
    static final String WITH_DEFAULTS = "urn:ietf:params:xml:ns:netconf:default:1.0";

    static final Subtree INTERFACES_TREE = new Subtree(INTERFACES_MODULE, "interfaces", INTERFACES);
    static final Subtree BRIDGE_TREE = new Subtree(BRIDGE_MODULE, "bridges", BRIDGE);
    static final Subtree ACL_TREE = new Subtree(ACL_MODULE, "acls", ACL);
    static final Subtree ROUTING_TREE = new Subtree(ROUTING_MODULE, "routing", ROUTING);

    static final String PHYSICAL = "ethernetCsmacd";
    static final String SUBINTERFACE = "l2vlan";
    static final String VLAN_INTERFACE = "l3ipvlan";

    /** The one bridge of a switch and its one component. */
    static final String BRIDGE_NAME = "br0";

    static final String UNTAGGED_ONLY = "admit-only-untagged-and-priority-tagged";
    static final String TAGGED_ONLY = "admit-only-VLAN-tagged-frames";

    private Yang() {}

    private static String ietf(String module) {
        return "urn:ietf:params:xml:ns:yang:" + module;
    }
}
