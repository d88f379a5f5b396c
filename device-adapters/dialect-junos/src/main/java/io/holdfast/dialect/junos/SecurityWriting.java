package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.spi.xml.XmlText;
import java.util.List;

/** Writes {@code applications} and {@code security}: address book, policies, zones. */
final class SecurityWriting {

    private final XmlText out;
    private final DeviceConfig config;

    private SecurityWriting(XmlText out, DeviceConfig config) {
        this.out = out;
        this.config = config;
    }

    static void write(XmlText out, DeviceConfig config) {
        var writing = new SecurityWriting(out, config);
        writing.applications();
        out.open("security");
        writing.addressBook();
        writing.policies();
        writing.zones();
        out.close();
    }

    private void applications() {
        var all = Objects.applications(config);
        if (all.isEmpty()) {
            out.empty("applications", "nc:operation", InterfaceWriting.REPLACE);
            return;
        }
        out.open("applications", "nc:operation", InterfaceWriting.REPLACE);
        all.forEach((name, match) -> {
            out.open("application").leaf("name", name);
            application(match);
            out.close();
        });
        out.close();
    }

    private void application(PacketMatch match) {
        boolean fourth = match.family() == Family.IPV4;
        switch (match.service()) {
            case Service.EveryProtocol _ -> {}
            case Service.Tcp(var source, var destination) -> ports("tcp", source, destination);
            case Service.Udp(var source, var destination) -> ports("udp", source, destination);
            case Service.Icmp(int first, int last) -> {
                out.leaf("protocol", fourth ? "icmp" : "icmp6");
                if (first == last) {
                    out.leaf(fourth ? "icmp-type" : "icmp6-type", Integer.toString(first));
                }
            }
            case Service.Other(int number) -> out.leaf("protocol", Integer.toString(number));
        }
    }

    private void ports(String protocol, PortRange source, PortRange destination) {
        out.leaf("protocol", protocol);
        if (!source.equals(PortRange.EVERY)) {
            out.leaf("source-port", Objects.range(source));
        }
        if (!destination.equals(PortRange.EVERY)) {
            out.leaf("destination-port", Objects.range(destination));
        }
    }

    private void addressBook() {
        out.open("address-book", "nc:operation", InterfaceWriting.REPLACE);
        out.leaf("name", "global");
        Objects.addresses(config)
                .forEach((name, prefix) ->
                        out.open("address")
                                .leaf("name", name)
                                .leaf("ip-prefix", prefix.toString())
                                .close());
        out.close();
    }

    private void policies() {
        out.open("policies", "nc:operation", InterfaceWriting.REPLACE);
        for (var zone : config.securityZones()) {
            if (!zone.hostInbound().isEmpty()) {
                pair(zone.name().value(), Junos.SELF, zone.hostInbound(), true);
            }
        }
        for (var policy : config.zonePolicies()) {
            pair(policy.from().value(), policy.to().value(), policy.rules(), false);
        }
        out.open("default-policy").empty("deny-all").close();
        out.close();
    }

    private void pair(String from, String to, List<FilterRule> rules, boolean ends) {
        out.open("policy").leaf("from-zone-name", from).leaf("to-zone-name", to);
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), i);
        }
        if (ends) {
            out.open("policy").leaf("name", Junos.END);
            match("any", "any", "any");
            out.open("then").empty("deny").close().close();
        }
        out.close();
    }

    /** A name that Junos does not take stands in the description. */
    private void rule(FilterRule rule, int index) {
        out.open("policy");
        if (PolicyNames.fits(rule.name())) {
            out.leaf("name", rule.name());
        } else {
            out.leaf("name", PolicyNames.numbered(index));
            out.leaf("description", rule.name());
        }
        var match = rule.match();
        match(
                Objects.address(match.source()),
                Objects.address(match.destination()),
                Objects.application(match.service(), match.family()));
        out.open("then");
        switch (rule.verdict()) {
            case PERMIT -> out.empty("permit");
            case DENY -> out.empty("deny");
            case REJECT -> out.empty("reject");
        }
        if (rule.log()) {
            // A refused session has no end to tell of.
            out.open("log").empty("session-init");
            if (rule.verdict() == io.holdfast.core.config.Verdict.PERMIT) {
                out.empty("session-close");
            }
            out.close();
        }
        out.close().close();
    }

    private void match(String source, String destination, String application) {
        out.open("match").leaf("source-address", source).leaf("destination-address", destination);
        out.leaf("application", application).close();
    }

    private void zones() {
        if (config.securityZones().isEmpty()) {
            out.empty("zones", "nc:operation", InterfaceWriting.REPLACE);
            return;
        }
        out.open("zones", "nc:operation", InterfaceWriting.REPLACE);
        config.securityZones().forEach(this::zone);
        out.close();
    }

    private void zone(SecurityZone zone) {
        out.open("security-zone").leaf("name", zone.name().value());
        var needed = HostInbound.needed(zone.hostInbound());
        if (!needed.services().isEmpty() || !needed.protocols().isEmpty()) {
            out.open("host-inbound-traffic");
            needed.services().forEach(word -> named("system-services", word));
            needed.protocols().forEach(word -> named("protocols", word));
            out.close();
        }
        for (var name : zone.interfaces()) {
            config.interfaceNamed(name)
                    .map(Units::of)
                    .ifPresent(at -> named("interfaces", at.toString()));
        }
        out.close();
    }

    private void named(String element, String name) {
        out.open(element).leaf("name", name).close();
    }

    /** Whether an interface can be in a zone: it routes. */
    static boolean routes(InterfaceConfig each) {
        return switch (each.mode()) {
            case io.holdfast.core.config.InterfaceMode.Routed _,
                    io.holdfast.core.config.InterfaceMode.Subinterface _,
                    io.holdfast.core.config.InterfaceMode.TunnelInterface _,
                    io.holdfast.core.config.InterfaceMode.VlanInterface _ ->
                    true;
            case io.holdfast.core.config.InterfaceMode.AccessPort _,
                    io.holdfast.core.config.InterfaceMode.TrunkPort _,
                    io.holdfast.core.config.InterfaceMode.NoVlan _ ->
                    false;
        };
    }
}
