package io.holdfast.netconf;

import io.holdfast.spi.xml.XmlElement;
import java.util.List;

/**
 * What a device says it is made of (RFC 8348), or else on what it runs (RFC 7317); claims, not
 * facts.
 */
record Chassis(String vendor, String model, String serial, String software) {

    static final Chassis UNKNOWN = new Chassis("", "", "", "");

    private static final String HARDWARE = "urn:ietf:params:xml:ns:yang:ietf-hardware";
    private static final String SYSTEM = "urn:ietf:params:xml:ns:yang:ietf-system";
    private static final int MAX_WORDS = 200;

    /** Asks; a device that refuses is a device that did not say. */
    static Chassis of(
            Conversation conversation, Reads reads, List<String> modules, Deadline deadline)
            throws Broken {
        if (modules.contains("ietf-hardware")) {
            var filter = "<hardware xmlns=\"" + HARDWARE + "\"/>";
            if (reads.state(conversation, filter, deadline) instanceof Reply.Data(var data)) {
                return data.children(HARDWARE, "hardware")
                        .flatMap(hardware -> hardware.children(HARDWARE, "component"))
                        .filter(Chassis::isChassis)
                        .findFirst()
                        .map(Chassis::ofComponent)
                        .orElse(UNKNOWN);
            }
        }
        if (modules.contains("ietf-system")) {
            var filter = "<system-state xmlns=\"" + SYSTEM + "\"><platform/></system-state>";
            if (reads.state(conversation, filter, deadline) instanceof Reply.Data(var data)) {
                return data.children(SYSTEM, "system-state")
                        .flatMap(state -> state.children(SYSTEM, "platform"))
                        .findFirst()
                        .map(Chassis::ofPlatform)
                        .orElse(UNKNOWN);
            }
        }
        return UNKNOWN;
    }

    private static boolean isChassis(XmlElement component) {
        return component
                .child(HARDWARE, "class")
                .map(found -> found.text().strip())
                .map(found -> found.substring(found.indexOf(':') + 1).equals("chassis"))
                .orElse(false);
    }

    private static Chassis ofComponent(XmlElement component) {
        return new Chassis(
                leaf(component, HARDWARE, "mfg-name"),
                leaf(component, HARDWARE, "model-name"),
                leaf(component, HARDWARE, "serial-num"),
                leaf(component, HARDWARE, "software-rev"));
    }

    private static Chassis ofPlatform(XmlElement platform) {
        var software =
                leaf(platform, SYSTEM, "os-name") + " " + leaf(platform, SYSTEM, "os-version");
        return new Chassis("", leaf(platform, SYSTEM, "machine"), "", software.strip());
    }

    private static String leaf(XmlElement parent, String namespace, String name) {
        return RpcError.plain(
                parent.child(namespace, name).map(XmlElement::text).orElse(""), MAX_WORDS);
    }
}
