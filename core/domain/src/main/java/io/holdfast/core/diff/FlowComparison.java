package io.holdfast.core.diff;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.AddressRange;
import io.holdfast.core.verify.Box;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what flows before and after, and finds the fewest words for the difference. */
final class FlowComparison {

    /** More rows for one pair are no longer read; the digest of the pair still covers them. */
    private static final int MOST_ROWS = 40;

    /** So many addresses are written out in one cell. */
    private static final int MOST_RANGES = 6;

    private final PacketSpace space;
    private final SiteFlows old;
    private final SiteFlows fresh;
    private final Situation before;
    private final Situation after;
    private final List<FlowDiff.Row> possible = new ArrayList<>();
    private final List<FlowDiff.Row> impossible = new ArrayList<>();
    private final List<FlowDiff.Pair> pairs = new ArrayList<>();

    /**
     * Neighbour discovery (RFC 4861) with the device itself: IPv6 works by it, nobody decides it.
     */
    private final PacketSet neighbours;

    FlowComparison(PacketSpace space, Situation before, Situation after) {
        this.space = space;
        this.before = whole(before);
        this.after = whole(after);
        old = SiteFlows.of(space, this.before);
        fresh = SiteFlows.of(space, this.after);
        neighbours = space.speaking(Family.IPV6, List.of(new Service.Icmp(133, 136)));
    }

    /** A device without configuration passes nothing. */
    private static Situation whole(Situation site) {
        var configs = new TreeMap<>(site.configs());
        site.plan().devices().stream()
                .filter(Device::configured)
                .forEach(device -> configs.putIfAbsent(device.slot(), DeviceConfig.EMPTY));
        return new Situation(site.model(), site.plan(), configs, site.around());
    }

    FlowDiff diff() {
        var zones = new TreeSet<>(old.zones());
        zones.addAll(fresh.zones());
        var devices = new TreeSet<>(old.devices());
        devices.addAll(fresh.devices());
        for (var from : zones) {
            for (var to : zones) {
                if (!from.equals(to)) {
                    compare(from, to, old.between(from, to), fresh.between(from, to));
                }
            }
            var covered = sentBy(old, from).union(sentBy(fresh, from));
            for (var device : devices) {
                var known = covered.union(neighbours);
                var earlier = old.toDevice(from, device).minus(known);
                var later = fresh.toDevice(from, device).minus(known);
                compareDevice(from, device + " itself", earlier, later);
            }
        }
        return new FlowDiff(possible, impossible, pairs);
    }

    /**
     * What conduits let a zone send also reaches the devices in its way; that needs no second row.
     */
    private PacketSet sentBy(SiteFlows flows, ZoneName from) {
        var all = space.empty();
        for (var flow : flows.conduits()) {
            if (flow.conduit().from().zone().equals(from)) {
                all = all.union(flow.forward());
            }
            if (flow.conduit().to().zone().equals(from)) {
                all = all.union(flow.reply());
            }
        }
        return all;
    }

    private void compare(ZoneName from, ZoneName to, PacketSet earlier, PacketSet later) {
        var opened = later.minus(earlier);
        var closed = earlier.minus(later);
        rows(possible, fresh, after.plan(), from, to, opened);
        rows(impossible, old, before.plan(), from, to, closed);
        pair(from, to.value(), opened, closed);
    }

    private void compareDevice(ZoneName from, String to, PacketSet earlier, PacketSet later) {
        var opened = later.minus(earlier);
        var closed = earlier.minus(later);
        addBoxes(possible, fresh, from, to, opened, List.of(), false);
        addBoxes(impossible, old, from, to, closed, List.of(), false);
        pair(from, to, opened, closed);
    }

    private void pair(ZoneName from, String to, PacketSet opened, PacketSet closed) {
        if (!opened.isEmpty() || !closed.isEmpty()) {
            pairs.add(
                    new FlowDiff.Pair(
                            from,
                            to,
                            opened.volume(),
                            opened.digest(),
                            closed.volume(),
                            closed.digest()));
        }
    }

    /** First what a conduit explains, then its replies, then what nobody asked for. */
    private void rows(
            List<FlowDiff.Row> rows,
            SiteFlows flows,
            SitePlan plan,
            ZoneName from,
            ZoneName to,
            PacketSet changed) {
        var rest = changed;
        for (var flow : flows.conduits()) {
            if (joins(flow.conduit(), from, to)) {
                explained(rows, flows, plan, flow.conduit(), rest, flow.forward(), false);
                rest = rest.minus(flow.forward());
            }
        }
        for (var flow : flows.conduits()) {
            if (joins(flow.conduit(), to, from)) {
                explained(rows, flows, plan, flow.conduit(), rest, flow.reply(), true);
                rest = rest.minus(flow.reply());
            }
        }
        addBoxes(rows, flows, from, to.value(), rest, List.of(), false);
    }

    private static boolean joins(Conduit conduit, ZoneName from, ZoneName to) {
        return conduit.from().zone().equals(from) && conduit.to().zone().equals(to);
    }

    /**
     * One row if all the conduit allows changes, or if the conduit is new and all of it works from
     * now on; else the boxes of the part that changes. A closed conduit is never rounded up: what
     * another conduit still lets through must not be told as closed.
     */
    private void explained(
            List<FlowDiff.Row> rows,
            SiteFlows flows,
            SitePlan plan,
            Conduit conduit,
            PacketSet changed,
            PacketSet allowed,
            boolean reply) {
        var part = changed.intersect(allowed);
        if (part.isEmpty()) {
            return;
        }
        var sender = reply ? conduit.to() : conduit.from();
        var receiver = reply ? conduit.from() : conduit.to();
        var promised = allowed.minus(flows.infrastructure());
        boolean opens = flows == fresh && before.model().conduit(conduit.id()).isEmpty();
        if (part.equals(promised) || (opens && promised.isWithin(later(sender, receiver)))) {
            rows.add(
                    new FlowDiff.Row(
                            sender.zone(),
                            receiver.zone().value(),
                            words(sender, plan),
                            words(receiver, plan),
                            services(conduit, reply),
                            List.of(conduit.id()),
                            reply));
            return;
        }
        addBoxes(
                rows,
                flows,
                sender.zone(),
                receiver.zone().value(),
                part,
                List.of(conduit.id()),
                reply);
    }

    private PacketSet later(Endpoint sender, Endpoint receiver) {
        return fresh.between(sender.zone(), receiver.zone());
    }

    private static List<String> services(Conduit conduit, boolean reply) {
        Stream<Service> services =
                reply
                        ? conduit.services().stream()
                                .flatMap(s ->
                                        Stream.of(Family.values())
                                                .flatMap(f -> s.replies(f).stream()))
                        : conduit.services().stream();
        return services.map(Service::toString).distinct().toList();
    }

    private static String words(Endpoint endpoint, SitePlan plan) {
        var zone = plan.zone(endpoint.zone());
        List<Prefix> prefixes =
                switch (endpoint) {
                    case Endpoint.WholeZone _ ->
                            zone.stream().flatMap(z -> z.prefixes().stream()).toList();
                    case Endpoint.Group(_, var group) ->
                            zone.stream()
                                    .flatMap(z -> z.groups().stream())
                                    .filter(g -> g.name().equals(group))
                                    .flatMap(g -> g.prefixes().stream())
                                    .toList();
                };
        var name =
                switch (endpoint) {
                    case Endpoint.WholeZone(var whole) -> whole.value();
                    case Endpoint.Group(_, var group) -> group.value();
                };
        return prefixes.isEmpty()
                ? name
                : name + " (" + some(prefixes.stream().map(FlowComparison::words).toList()) + ")";
    }

    private static String words(Prefix prefix) {
        return new AddressRange(prefix.first(), prefix.last()).toString();
    }

    private static String some(List<String> all) {
        return all.size() <= MOST_RANGES
                ? String.join(", ", all)
                : all.stream().limit(MOST_RANGES).collect(Collectors.joining(", "))
                        + " and "
                        + (all.size() - MOST_RANGES)
                        + " more";
    }

    private void addBoxes(
            List<FlowDiff.Row> rows,
            SiteFlows flows,
            ZoneName from,
            String to,
            PacketSet packets,
            List<ConduitId> conduits,
            boolean reply) {
        for (var box : packets.rows(MOST_ROWS)) {
            rows.add(
                    new FlowDiff.Row(
                            from,
                            to,
                            name(flows, from.value(), box, true),
                            name(flows, to, box, false),
                            box.services().stream().map(Object::toString).toList(),
                            conduits,
                            reply));
        }
    }

    /** The zone's name if the addresses are all of it, else the addresses. */
    private static String name(SiteFlows flows, String zone, Box box, boolean source) {
        var ranges = source ? box.sources() : box.destinations();
        var known = flows.zones().stream().filter(z -> z.value().equals(zone)).findFirst();
        if (known.isPresent()
                && ranges.equals(flows.addresses(known.get(), box.family(), source))) {
            return zone
                    + " (every "
                    + (box.family() == Family.IPV4 ? "IPv4" : "IPv6")
                    + " address)";
        }
        return some(ranges.stream().map(AddressRange::toString).toList());
    }
}
