package io.holdfast.netconf;

import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlEscape;
import java.util.Arrays;
import java.util.List;

/**
 * How this device is best asked for what it has: with the defaults it would otherwise invent left
 * out (RFC 6243), and state from its operational datastore where it has one (RFC 8526).
 */
record Reads(boolean askExplicit, boolean getData) {

    static final String NMDA_MODULE = "ietf-netconf-nmda";
    static final String NMDA = "urn:ietf:params:xml:ns:yang:ietf-netconf-nmda";

    private static final String DATASTORES = "urn:ietf:params:xml:ns:yang:ietf-datastores";
    private static final String WITH_DEFAULTS =
            "<with-defaults xmlns=\"urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults\">"
                    + "explicit</with-defaults>";

    static Reads of(Hello hello, List<String> modules) {
        var basic = hello.parameter("with-defaults:1.0", "basic-mode");
        var also = hello.parameter("with-defaults:1.0", "also-supported");
        // A device in mode explicit answers so unasked (RFC 6243 section 2.3).
        boolean ask =
                !basic.equals("explicit")
                        && Arrays.asList(also.split(",", -1)).contains("explicit");
        return new Reads(ask, modules.contains(NMDA_MODULE));
    }

    String config(String datastore) {
        return "<get-config><source><"
                + datastore
                + "/></source>"
                + (askExplicit ? WITH_DEFAULTS : "")
                + "</get-config>";
    }

    String config(String datastore, List<Subtree> subtrees) {
        var filter = new StringBuilder();
        for (var tree : subtrees) {
            filter.append('<').append(tree.name()).append(" xmlns=\"");
            filter.append(XmlEscape.attribute(tree.namespace())).append("\">");
            tree.parts().forEach(part -> filter.append(nested(part)));
            filter.append("</").append(tree.name()).append('>');
        }
        return "<get-config><source><"
                + datastore
                + "/></source><filter type=\"subtree\">"
                + filter
                + "</filter>"
                + (askExplicit ? WITH_DEFAULTS : "")
                + "</get-config>";
    }

    /** Elements inside one another, as security/zones says. */
    private static String nested(String path) {
        int slash = path.indexOf('/');
        var step = slash < 0 ? path : path.substring(0, slash);
        int bracket = step.indexOf('[');
        var name = bracket < 0 ? step : step.substring(0, bracket);
        var entry =
                bracket < 0
                        ? ""
                        : "<name>"
                                + XmlEscape.text(step.substring(bracket + 1, step.length() - 1))
                                + "</name>";
        var below = slash < 0 ? "" : nested(path.substring(slash + 1));
        return entry.isEmpty() && below.isEmpty()
                ? "<" + name + "/>"
                : "<" + name + ">" + entry + below + "</" + name + ">";
    }

    /** State; a device that offers get-data and then refuses it is asked in the old way. */
    Reply state(Conversation conversation, String filter, Deadline deadline) throws Broken {
        if (getData) {
            var reply = conversation.ask(operational(filter), deadline);
            if (reply instanceof Reply.Data) {
                return reply;
            }
        }
        return conversation.ask(Rpc.get(filter), deadline);
    }

    static String operational(String filter) {
        return "<get-data xmlns=\""
                + NMDA
                + "\"><datastore xmlns:ds=\""
                + DATASTORES
                + "\">ds:operational</datastore><subtree-filter>"
                + filter
                + "</subtree-filter></get-data>";
    }
}
