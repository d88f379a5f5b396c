package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges one state of a site, final or intermediate, claim by claim. */
final class StateProof {

    /** What the site node speaks to a device: NETCONF over SSH (RFC 6242) and SNMP. */
    static final List<Service> MANAGEMENT = List.of(Service.tcp(830), Service.udp(161));

    private static final Service ANY_ICMP = new Service.Icmp(0, 255);

    private final PacketSpace space;
    private final Reachability reach;
    private final Bounds bounds;
    private final Telling telling;
    private final List<ZoneName> zones;
    private final Map<ZoneName, ZoneKind> kinds = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<CounterExample> counterExamples = new ArrayList<>();

    StateProof(
            PacketSpace space,
            Reachability reach,
            Bounds bounds,
            RuleOrigins origins,
            String state) {
        this.space = space;
        this.reach = reach;
        this.bounds = bounds;
        telling = new Telling(reach, origins, state);
        zones = reach.site().plan().zones().stream().map(SiteZone::zone).sorted().toList();
        reach.site().model().zones().forEach(z -> kinds.putIfAbsent(z.name(), z.kind()));
    }

    List<Finding> findings() {
        return findings;
    }

    List<CounterExample> counterExamples() {
        return counterExamples;
    }

    void judge(List<Guardrail> guardrails) {
        for (var device : reach.site().plan().devices()) {
            if (device.configured() && !reach.topology().isDown(device)) {
                managementPath(device);
            }
        }
        for (var from : zones) {
            for (var to : zones) {
                if (!from.equals(to)) {
                    guardrails.forEach(rail -> guardrail(rail, from, to));
                    pair(from, to);
                }
            }
            closedDevices(from);
            if (bounds.isFinal()) {
                tunnels(from);
            }
        }
    }

    private void pair(ZoneName from, ZoneName to) {
        var most = bounds.opened(from, to).union(unavoidable(from, to));
        for (var packet : witnesses(reach.possible(from, to).minus(most))) {
            counterExamples.add(
                    telling.undocumented(
                            CounterExample.Claim.NO_UNDOCUMENTED_PATH,
                            from,
                            to,
                            packet,
                            bounds.isFinal()
                                    ? ", which no conduit allows"
                                    : ", which neither the old nor the new policy allows"));
        }
        for (var packet : witnesses(missing(from, to))) {
            counterExamples.add(telling.blocked(from, to, packet, approvedBy(packet, from, to)));
        }
    }

    /**
     * Answers that stateless filters must let through unasked. Where a stateful device guards every
     * way there are none (rulings P1).
     */
    private PacketSet unavoidable(ZoneName from, ZoneName to) {
        var replies = bounds.replies(from, to);
        return reach.stateful()
                ? replies.intersect(reach.possible(from, to, Talk.UNGUARDED))
                : replies;
    }

    /**
     * What is approved and does not arrive: conversations that cannot open, answers that are lost.
     */
    private PacketSet missing(ZoneName from, ZoneName to) {
        var needed = bounds.atLeast(from, to);
        if (needed.isEmpty()) {
            return needed;
        }
        var missing = needed.minus(reach.served(from, to, Talk.ANSWERING));
        return reach.stateful()
                ? missing.union(
                        bounds.openedAtLeast(from, to).minus(reach.served(from, to, Talk.OPENING)))
                : missing;
    }

    private String approvedBy(Packet packet, ZoneName from, ZoneName to) {
        return bounds.explaining(only(packet), from, to)
                .map(flow -> flow.conduit())
                .map(c ->
                        (c.from().zone().equals(from) ? " by conduit " : " as reply of conduit ")
                                + c.id())
                .orElse("");
    }

    private PacketSet only(Packet packet) {
        var ends =
                new PacketMatch(
                        Prefix.host(packet.source()),
                        Prefix.host(packet.destination()),
                        new Service.EveryProtocol());
        var service =
                switch (packet.protocol()) {
                    case Fields.TCP ->
                            new Service.Tcp(
                                    PortRange.one(packet.sourcePort()),
                                    PortRange.one(packet.destinationPort()));
                    case Fields.UDP ->
                            new Service.Udp(
                                    PortRange.one(packet.sourcePort()),
                                    PortRange.one(packet.destinationPort()));
                    case Fields.ICMP, Fields.ICMP_FOR_IPV6 ->
                            new Service.Icmp(packet.destinationPort(), packet.destinationPort());
                    default -> new Service.Other(packet.protocol());
                };
        return space.of(new PacketMatch(ends.source(), ends.destination(), service));
    }

    /** One packet per family. */
    private List<Packet> witnesses(PacketSet packets) {
        if (packets.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Packet>();
        for (var family : Family.values()) {
            packets.intersect(space.every(family)).witness().ifPresent(found::add);
        }
        return found;
    }

    private void guardrail(Guardrail rail, ZoneName from, ZoneName to) {
        var forbidden =
                switch (rail) {
                    case Guardrail.NeverDirect(_, var fromKind, var toKind) ->
                            is(from, fromKind) && is(to, toKind) ? space.every() : space.empty();
                    case Guardrail.OnlyThrough(_, var fromKind, var toKind, var group) ->
                            is(from, fromKind) && is(to, toKind)
                                    ? space.every().minus(group(from, group.value()))
                                    : space.empty();
                    case Guardrail.OnlyReads(_, var fromKind, var toKind, var group, var reading) ->
                            is(from, fromKind) && is(to, toKind)
                                    ? toGroup(to, group.value()).minus(space.speaking(reading))
                                    : space.empty();
                    case Guardrail.ManagementOnlyFromSiteNode _ ->
                            is(to, ZoneKind.MANAGEMENT) ? space.every() : space.empty();
                };
        if (forbidden.isEmpty()) {
            return;
        }
        forbidden = forbidden.minus(accepted(rail, from, to));
        if (forbidden.isEmpty()) {
            return;
        }
        var opened = reach.possible(from, to).minus(unavoidable(from, to));
        for (var packet : witnesses(opened.intersect(forbidden))) {
            counterExamples.add(
                    telling.undocumented(
                            CounterExample.Claim.GUARDRAILS_HOLD,
                            from,
                            to,
                            packet,
                            ", which guardrail " + rail.name() + " forbids"));
        }
        if (bounds.isFinal()) {
            for (var flow : bounds.policies().getFirst().flows(from, to)) {
                if (!flow.forward().intersect(forbidden).isEmpty()) {
                    findings.add(
                            new Finding(
                                    Finding.Severity.BLOCKER,
                                    "GUARDRAIL_BROKEN_BY_CONDUIT",
                                    flow.conduit().id().value(),
                                    "conduit "
                                            + flow.conduit().id()
                                            + " opens zone "
                                            + to
                                            + " to zone "
                                            + from
                                            + ", which guardrail "
                                            + rail.name()
                                            + " forbids"));
                }
            }
        }
    }

    /** What a signed exception lets through this guardrail all the same. */
    private PacketSet accepted(Guardrail rail, ZoneName from, ZoneName to) {
        return bounds.policies().stream()
                .flatMap(p -> p.flows(from, to).stream())
                .filter(f -> reach.site().model().accepted(f.conduit().id(), rail))
                .map(Approved.Flow::forward)
                .reduce(space.empty(), PacketSet::union);
    }

    private boolean is(ZoneName zone, ZoneKind kind) {
        return kind == kinds.get(zone);
    }

    private PacketSet group(ZoneName zone, String group) {
        return space.from(prefixes(zone, group));
    }

    private PacketSet toGroup(ZoneName zone, String group) {
        return space.to(prefixes(zone, group));
    }

    private List<Prefix> prefixes(ZoneName zone, String group) {
        return reach.site().plan().zone(zone).stream()
                .flatMap(z -> z.groups().stream())
                .filter(g -> g.name().value().equals(group))
                .flatMap(g -> g.prefixes().stream())
                .toList();
    }

    /** From the site node to the device and back, for NETCONF over SSH and for SNMP. */
    private void managementPath(Device device) {
        var address = device.managementAddress();
        var node = siteNode(address.family());
        var zone = managementZone(address);
        if (node.isEmpty() || zone.isEmpty()) {
            findings.add(
                    new Finding(
                            Finding.Severity.BLOCKER,
                            "NO_SITE_NODE_ADDRESS",
                            device.slot().value(),
                            "the plan names no site node address, or no management zone, for "
                                    + address));
            return;
        }
        for (var service : MANAGEMENT) {
            var there = space.of(match(node.get(), address, service));
            for (var packet : witnesses(there.minus(reach.served(zone.get(), device.slot())))) {
                counterExamples.add(telling.cut(zone.get(), device.slot(), packet));
                return;
            }
            var reply = service.replies(address.family()).getFirst();
            var back = space.of(match(address, node.get(), reply));
            var arriving = reach.answers(device.slot(), back, zone.get());
            for (var packet : witnesses(back.minus(arriving))) {
                counterExamples.add(telling.cutBack(device.slot(), zone.get(), packet));
                return;
            }
        }
    }

    private static PacketMatch match(IpAddress from, IpAddress to, Service service) {
        return new PacketMatch(Prefix.host(from), Prefix.host(to), service);
    }

    private Optional<IpAddress> siteNode(Family family) {
        return reach.site().plan().siteNode().stream()
                .filter(a -> a.family() == family)
                .findFirst();
    }

    /** The zone of kind management that holds the address, else any of that kind. */
    private Optional<ZoneName> managementZone(IpAddress address) {
        var all =
                reach.site().plan().zones().stream()
                        .filter(z -> is(z.zone(), ZoneKind.MANAGEMENT))
                        .toList();
        return all.stream()
                .filter(z -> z.prefixes().stream().anyMatch(p -> p.contains(address)))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(SiteZone::zone);
    }

    /**
     * Nobody but the site node speaks to the devices themselves. ICMP is left out: neighbour
     * discovery needs it and it configures nothing. What a conduit sends to a whole zone includes
     * the firewall's own address in it; that is said as a warning.
     */
    private void closedDevices(ZoneName from) {
        var icmp = space.speaking(List.of(ANY_ICMP));
        for (var router : reach.routers()) {
            var accepted =
                    reach.possible(from, router.slot())
                            .minus(icmp)
                            .minus(Tunnels.peers(space, reach.site(), router.slot(), from));
            if (is(from, ZoneKind.MANAGEMENT)) {
                var others = accepted.minus(fromSiteNode()).minus(bounds.sentBy(from));
                if (!others.isEmpty()) {
                    findings.add(
                            new Finding(
                                    reach.topology().isAssumed(router.slot())
                                            ? Finding.Severity.NOTE
                                            : Finding.Severity.WARNING,
                                    "DEVICE_OPEN_TO_MANAGEMENT_ZONE",
                                    router.slot().value(),
                                    router.slot()
                                            + " accepts more from zone "
                                            + from
                                            + " than from the site node alone, as "
                                            + others.witness().orElseThrow()));
                }
                continue;
            }
            var approved = bounds.sentBy(from);
            for (var packet : witnesses(accepted.minus(approved))) {
                counterExamples.add(telling.open(from, router.slot(), packet));
            }
            var byConduit = accepted.intersect(approved);
            if (!byConduit.isEmpty() && bounds.isFinal()) {
                findings.add(
                        new Finding(
                                Finding.Severity.WARNING,
                                "CONDUIT_REACHES_DEVICE",
                                router.slot().value(),
                                "a conduit from zone "
                                        + from
                                        + " also reaches "
                                        + router.slot()
                                        + " itself, as "
                                        + byConduit.witness().orElseThrow()));
            }
        }
    }

    /** A tunnel to which the other end may not speak comes up from this end alone, or never. */
    private void tunnels(ZoneName wan) {
        for (var router : reach.routers()) {
            var needed = Tunnels.exchange(space, reach.site(), router.slot(), wan);
            var silent = needed.minus(reach.served(wan, router.slot()));
            silent.witness()
                    .ifPresent(packet ->
                            findings.add(
                                    new Finding(
                                            Finding.Severity.BLOCKER,
                                            "TUNNEL_CANNOT_COME_UP",
                                            router.slot().value(),
                                            router.slot()
                                                    + " does not let the other end of a tunnel"
                                                    + " speak to it, as "
                                                    + packet)));
        }
    }

    private PacketSet fromSiteNode() {
        return space.from(reach.site().plan().siteNode().stream().map(Prefix::host).toList());
    }
}
