package io.holdfast.simulator;

/** Pieces of configuration that tests send to devices, as a manager would write them. */
final class Configs {

    static final String NC = "urn:ietf:params:xml:ns:netconf:base:1.0";
    static final String IF = "urn:ietf:params:xml:ns:yang:ietf-interfaces";
    static final String IP = "urn:ietf:params:xml:ns:yang:ietf-ip";
    static final String ACL = "urn:ietf:params:xml:ns:yang:ietf-access-control-list";
    static final String DOT1Q = "urn:ieee:std:802.1Q:yang:ieee802-dot1q-bridge";

    private Configs() {}

    static String interfaces(String... each) {
        return "<interfaces xmlns='"
                + IF
                + "' xmlns:nc='"
                + NC
                + "' xmlns:ianaift='urn:ietf:params:xml:ns:yang:iana-if-type'>"
                + String.join("", each)
                + "</interfaces>";
    }

    static String description(String name, String text) {
        return interfaces(
                "<interface><name>"
                        + name
                        + "</name><description>"
                        + text
                        + "</description></interface>");
    }

    static String subinterface(String name, String v4, String v6) {
        return "<interface><name>"
                + name
                + "</name><type>ianaift:l2vlan</type><enabled>true</enabled>"
                + "<ipv4 xmlns='"
                + IP
                + "'><forwarding>true</forwarding><address><ip>"
                + v4
                + "</ip><prefix-length>24</prefix-length></address></ipv4>"
                + "<ipv6 xmlns='"
                + IP
                + "'><forwarding>true</forwarding><address><ip>"
                + v6
                + "</ip><prefix-length>64</prefix-length></address></ipv6></interface>";
    }

    static String acls(String lists, String attachments) {
        return "<acls xmlns='"
                + ACL
                + "' xmlns:acl='"
                + ACL
                + "'>"
                + lists
                + (attachments.isEmpty()
                        ? ""
                        : "<attachment-points>" + attachments + "</attachment-points>")
                + "</acls>";
    }

    static String list(String name, boolean sixth, String... aces) {
        return "<acl><name>"
                + name
                + "</name><type>acl:"
                + (sixth ? "ipv6" : "ipv4")
                + "-acl-type</type><aces>"
                + String.join("", aces)
                + "</aces></acl>";
    }

    static String tcp(String name, boolean sixth, String from, String to, int port) {
        var family = sixth ? "ipv6" : "ipv4";
        return "<ace><name>"
                + name
                + "</name><matches><"
                + family
                + "><protocol>6</protocol>"
                + "<destination-"
                + family
                + "-network>"
                + to
                + "</destination-"
                + family
                + "-network>"
                + "<source-"
                + family
                + "-network>"
                + from
                + "</source-"
                + family
                + "-network></"
                + family
                + "><tcp><destination-port><operator>eq</operator><port>"
                + port
                + "</port></destination-port></tcp></matches>"
                + "<actions><forwarding>acl:accept</forwarding></actions></ace>";
    }

    static String drop() {
        return "<ace><name>rest</name><actions><forwarding>acl:drop</forwarding>"
                + "<logging>acl:log-syslog</logging></actions></ace>";
    }

    static String attached(String on, String... lists) {
        var sets = new StringBuilder();
        for (var list : lists) {
            sets.append("<acl-set><name>").append(list).append("</name></acl-set>");
        }
        return "<interface><interface-id>"
                + on
                + "</interface-id><ingress><acl-sets>"
                + sets
                + "</acl-sets></ingress></interface>";
    }

    /** IT may open tcp/443 to one host in OT, both families; nothing else. */
    static String itToOt() {
        return interfaces(
                        subinterface("lan0.10", "10.1.10.1", "2001:db8:1:10::1"),
                        subinterface("lan0.40", "10.1.40.1", "2001:db8:1:40::1"))
                + acls(
                        list(
                                        "in-it-v4",
                                        false,
                                        tcp("web", false, "10.1.10.0/24", "10.1.40.20/32", 443),
                                        drop())
                                + list(
                                        "in-it-v6",
                                        true,
                                        tcp(
                                                "web",
                                                true,
                                                "2001:db8:1:10::/64",
                                                "2001:db8:1:40::20/128",
                                                443),
                                        drop())
                                + list("in-ot-v4", false, drop())
                                + list("in-ot-v6", true, drop()),
                        attached("lan0.10", "in-it-v4", "in-it-v6")
                                + attached("lan0.40", "in-ot-v4", "in-ot-v6"));
    }

    /** A list on the management interface of the firewall that lets nobody in. */
    static String lockOut() {
        return acls(list("in-mgmt-v4", false, drop()), attached("lan0.99", "in-mgmt-v4"));
    }

    /** VLAN 99 no longer leaves the switch by the trunk to the firewall. */
    static String trunkWithoutManagement() {
        return "<bridges xmlns='"
                + DOT1Q
                + "' xmlns:nc='"
                + NC
                + "'><bridge><name>br0</name><component>"
                + "<name>br0</name><filtering-database><vlan-registration-entry><database-id>1</database-id>"
                + "<vids>99</vids><port-map nc:operation='remove'><port-ref>1</port-ref></port-map>"
                + "</vlan-registration-entry></filtering-database></component></bridge></bridges>";
    }
}
