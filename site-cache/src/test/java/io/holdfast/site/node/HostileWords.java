package io.holdfast.site.node;

import java.util.List;
import java.util.Random;

/**
 * Changes of who may log in and how (AAA), put into the text of a device beside what it shall run.
 * Holdfast has no word for any of it, so none of it may reach a device: in a tree of its own, in
 * the middle of a tree that Holdfast owns, or as an order of the protocol.
 */
final class HostileWords {

    private static final List<String> TREES =
            List.of(
                    """
                    <system xmlns="urn:ietf:params:xml:ns:yang:ietf-system"><authentication>\
                    <user xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="delete">\
                    <name>%s</name></user></authentication></system>\
                    """,
                    """
                    <system xmlns="urn:ietf:params:xml:ns:yang:ietf-system"><authentication>\
                    <user><name>%s</name><password>$0$%s</password></user></authentication></system>\
                    """,
                    """
                    <system xmlns="urn:ietf:params:xml:ns:yang:ietf-system"><authentication>\
                    <user-authentication-order>radius</user-authentication-order></authentication>\
                    <radius><server><name>%s</name><udp><address>10.1.99.%s</address></udp></server>\
                    </radius></system>\
                    """,
                    """
                    <nacm xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-acm"><enable-nacm>true\
                    </enable-nacm><read-default>deny</read-default><write-default>deny</write-default>\
                    <groups><group><name>admin</name><user-name>%s</user-name></group></groups></nacm>\
                    """,
                    """
                    <aaa xmlns="http://openconfig.net/yang/aaa"><authentication><admin-user><config>\
                    <admin-password>%s</admin-password></config></admin-user></authentication></aaa>\
                    """,
                    """
                    <configuration xmlns="http://xml.juniper.net/xnm/1.1/xnm"><system><login><user>\
                    <name>%s</name><class>unauthorized</class></user></login></system></configuration>\
                    """,
                    """
                    <netconf-server xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-server"><listen>\
                    <endpoint><name>%s</name><ssh/></endpoint></listen></netconf-server>\
                    """,
                    """
                    <keystore xmlns="urn:ietf:params:xml:ns:yang:ietf-keystore"><asymmetric-keys>\
                    <asymmetric-key><name>%s</name></asymmetric-key></asymmetric-keys></keystore>\
                    """);

    private static final List<String> LEAVES =
            List.of(
                    "<login xmlns=\"urn:example:aaa\">%s</login>",
                    "<user"
                            + " xmlns=\"urn:ietf:params:xml:ns:yang:ietf-system\"><name>%s</name></user>",
                    "<access-group>%s</access-group>");

    private HostileWords() {}

    /** The text with a word about logins in it. */
    static String into(String text, Random random) {
        var name = random.nextBoolean() ? "holdfast" : "user-" + random.nextInt(1000);
        var number = "" + (100 + random.nextInt(100));
        if (random.nextInt(3) == 0) {
            return inside(
                    text,
                    LEAVES.get(random.nextInt(LEAVES.size())).replaceFirst("%s", name),
                    random);
        }
        var tree =
                TREES.get(random.nextInt(TREES.size()))
                        .replaceFirst("%s", name)
                        .replaceFirst("%s", number);
        return random.nextBoolean() ? tree + text : text + tree;
    }

    /** Right before the end of one of its elements. */
    private static String inside(String text, String leaf, Random random) {
        int at = -1;
        for (int tries = 1 + random.nextInt(12); tries > 0; tries--) {
            int next = text.indexOf("</", at + 1);
            if (next < 0) {
                break;
            }
            at = next;
        }
        return text.substring(0, Math.max(0, at)) + leaf + text.substring(Math.max(0, at));
    }
}
