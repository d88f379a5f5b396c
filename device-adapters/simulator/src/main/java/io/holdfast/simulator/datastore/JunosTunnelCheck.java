package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What such a device refuses of VPNs: names of nothing, and certificates it does not have. */
final class JunosTunnelCheck {

    private JunosTunnelCheck() {}

    static void problems(Element configuration, List<RpcError> problems) {
        var groups = JunosCheck.names(configuration, "groups");
        for (var applied : configuration.all("apply-groups")) {
            if (!groups.contains(applied.trimmed())) {
                problems.add(JunosCheck.refusal("no group " + applied.trimmed()));
            }
        }
        var profiles = JunosCheck.names(configuration, "security", "pki", "ca-profile");
        for (var where : List.of("ike", "ipsec")) {
            known(configuration, problems, where, "policy", "proposals", where, "proposal");
        }
        known(configuration, problems, "ike", "gateway", "ike-policy", "ike", "policy");
        for (var policy : objects(configuration, "ike", "policy")) {
            var profile = policy.textAt("", "certificate", "trusted-ca", "ca-profile");
            boolean certified = !policy.all("certificate").isEmpty();
            if (certified && !profiles.contains(profile)) {
                problems.add(JunosCheck.refusal("no ca-profile " + profile));
            }
        }
        var gateways = namesOf(configuration, "ike", "gateway");
        var units = new HashSet<String>();
        for (var one : JunosCheck.all(configuration, "interfaces", "interface")) {
            one.all("unit")
                    .forEach(u -> units.add(one.textAt("", "name") + "." + u.textAt("", "name")));
        }
        for (var vpn : objects(configuration, "ipsec", "vpn")) {
            if (!gateways.contains(vpn.textAt("", "ike", "gateway"))) {
                problems.add(JunosCheck.refusal("no gateway of vpn " + vpn.textAt("", "name")));
            }
            if (!units.contains(vpn.textAt("", "bind-interface"))) {
                problems.add(JunosCheck.refusal("no unit of vpn " + vpn.textAt("", "name")));
            }
        }
    }

    private static void known(
            Element configuration,
            List<RpcError> problems,
            String where,
            String kind,
            String leaf,
            String thereWhere,
            String thereKind) {
        var names = namesOf(configuration, thereWhere, thereKind);
        for (var each : objects(configuration, where, kind)) {
            for (var named : each.all(leaf)) {
                if (!names.contains(named.trimmed())) {
                    problems.add(JunosCheck.refusal("no " + leaf + " " + named.trimmed()));
                }
            }
        }
    }

    private static Set<String> namesOf(Element configuration, String where, String kind) {
        var names = new HashSet<String>();
        objects(configuration, where, kind).forEach(e -> names.add(e.textAt("", "name")));
        return names;
    }

    private static List<Element> objects(Element configuration, String where, String kind) {
        return Stream.concat(
                        JunosCheck.all(configuration, "security", where, kind).stream(),
                        JunosCheck.all(configuration, "groups", "security", where, kind).stream())
                .toList();
    }
}
