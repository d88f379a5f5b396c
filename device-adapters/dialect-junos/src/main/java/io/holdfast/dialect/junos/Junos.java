package io.holdfast.dialect.junos;

import io.holdfast.core.network.Family;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of Junos: facts of its configuration model. */
final class Junos {

    /** Of the whole configuration, in every release that speaks NETCONF. */
    static final String NAMESPACE = "http://xml.juniper.net/xnm/1.1/xnm";

    static final String CONFIGURATION = "configuration";
    static final String NETCONF = "urn:ietf:params:xml:ns:netconf:base:1.0";

    /** The zone that is the device itself. */
    static final String SELF = "junos-host";

    /** The rule that ends a list: what nothing matches is dropped, said aloud. */
    static final String END = "hf-end";

    /** The one group of the configuration that is Holdfast's alone. */
    static final String GROUP = "holdfast-tunnels";

    /** The inner sides of tunnels are units of it. */
    static final String TUNNELS = "st0";

    /** The switch's own routed interfaces. */
    static final String IRB = "irb";

    /** What policies, applications, addresses and VLANs may be called. */
    static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    /** A physical, aggregated or loopback interface: no unit, no spaces. */
    static final Pattern PORT = Pattern.compile("[a-z][a-z0-9/:-]{0,62}");

    private static final List<String> ROOTS =
            List.of("junos-conf-root", "junos-es-conf-root", "junos-ex-conf-root");

    private Junos() {}

    /** The module of the configuration's root, by which a device is known to be one of these. */
    static Optional<String> root(List<String> modules) {
        return ROOTS.stream().filter(modules::contains).findFirst();
    }

    /** Whether the device has this part, as in security or vlans. */
    static boolean has(List<String> modules, String part) {
        return ROOTS.stream()
                .map(root -> root.substring(0, root.length() - "root".length()) + part)
                .anyMatch(modules::contains);
    }

    static String family(Family family) {
        return family == Family.IPV4 ? "inet" : "inet6";
    }
}
