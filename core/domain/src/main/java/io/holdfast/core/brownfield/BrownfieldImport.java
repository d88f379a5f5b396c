package io.holdfast.core.brownfield;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the filters of a device that was there before Holdfast: each permitting rule becomes
 * proposed conduits or a retirement with a date, and both together let through exactly what the
 * device lets through. A rule speaks for the zones that stand on its side of the device and, beyond
 * it, on the others, by the device's own interfaces and routes.
 *
 * <p>It judges access lists of interfaces, interfaces without one, and the policies between
 * security zones. Of a stateless device the rules that let answers through are read as what they
 * are: ways of their own.
 */
public final class BrownfieldImport {

    /**
     * What was found.
     *
     * @param equal whether the conduits and retirements together are what the device does
     */
    public record Draft(List<Inherited> rules, boolean equal) {
        public Draft {
            rules = List.copyOf(rules);
        }
    }

    /**
     * Where rules judge.
     *
     * @param any packets that come in here and leave by another side, whoever sent them
     * @param honest those of them whose source stands on this side
     */
    private record Door(String name, List<FilterRule> rules, PacketSet any, PacketSet honest) {}

    private final PacketSpace space = PacketSpace.create();
    private final ZoneModel model;
    private final SitePlan plan;
    private final ZoneAddresses addresses;
    private final DeviceConfig config;
    private final Sides sides;
    private final LocalDate retireBy;
    private final List<Inherited> found = new ArrayList<>();
    private PacketSet retired = space.empty();

    private BrownfieldImport(
            DeviceConfig config, ZoneModel model, SitePlan plan, LocalDate retireBy) {
        this.config = config;
        this.model = model;
        this.plan = plan;
        this.retireBy = retireBy;
        addresses = new ZoneAddresses(model, plan);
        sides = new Sides(space, config, addresses.inside());
    }

    /**
     * Reads one device.
     *
     * @param model what kinds the zones are of
     * @param plan what the site's zones are; an address of no zone makes no conduit
     * @param retireBy when what is no conduit is gone at the latest
     */
    public static Draft read(
            DeviceConfig config, ZoneModel model, SitePlan plan, LocalDate retireBy) {
        return new BrownfieldImport(config, model, plan, retireBy).read();
    }

    private Draft read() {
        var doors = config.stateful() ? policies() : lists();
        var crossing = sides.crossing();
        var did = space.empty();
        for (var door : doors) {
            crossing = crossing.union(door.honest());
            did = did.union(space.permitted(door.rules()).intersect(door.honest()));
        }
        doors.forEach(this::read);
        var effect = new DeviceEffect(space, crossing, did);
        withdraw(effect);
        var opened = opened(effect);
        return new Draft(found, effect.is(opened, retired));
    }

    private List<PacketSet> opened(DeviceEffect effect) {
        var inherited = InheritedConduits.of(found, model, plan, "", retireBy);
        return effect.opened(inherited.conduits(), model, inherited.plan());
    }

    /** A zone that stands on two sides would be opened on both: then the rule is no conduit. */
    private void withdraw(DeviceEffect effect) {
        var opened = opened(effect);
        int next = 0;
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Inherited.Proposed proposed) {
                if (!effect.allows(opened.get(next++))) {
                    var packets = of(proposed.flows()).intersect(effect.did());
                    retired = retired.union(packets);
                    found.set(
                            i,
                            retired(
                                    proposed.list(),
                                    proposed.rule(),
                                    "As a conduit from "
                                            + proposed.from()
                                            + " to "
                                            + proposed.to()
                                            + " it would open more than the device lets through.",
                                    packets));
                }
            }
        }
    }

    private List<Door> policies() {
        var doors = new ArrayList<Door>();
        for (var policy : config.zonePolicies()) {
            var from = policy.from().value();
            var admitted =
                    sides.all().stream()
                            .filter(s -> s.name().equals(from))
                            .flatMap(s -> s.parts().stream())
                            .map(part -> admitted(part.ingress()))
                            .reduce(PacketSet::union)
                            .orElse(space.every());
            var any = sides.to(policy.to().value()).intersect(admitted);
            doors.add(new Door(policy.between(), policy.rules(), any, sides.from(from, any)));
        }
        return doors;
    }

    /** A family without a list passes; a list that is not there drops everything. */
    private PacketSet admitted(List<AclName> names) {
        if (names.stream().anyMatch(n -> config.accessList(n).isEmpty())) {
            return space.empty();
        }
        var admitted = space.every();
        for (var name : names) {
            for (var list : config.accessList(name).stream().toList()) {
                var others = space.every().minus(space.every(list.family()));
                admitted = admitted.intersect(space.permitted(list).union(others));
            }
        }
        return admitted;
    }

    private List<Door> lists() {
        var doors = new LinkedHashMap<String, Door>();
        for (var side : sides.all()) {
            var any = sides.toOthers(side);
            var honest = sides.from(side.name(), any);
            var names = side.parts().getFirst().ingress();
            var lists = names.stream().flatMap(n -> config.accessList(n).stream()).toList();
            for (var list : lists) {
                var every = space.every(list.family());
                add(
                        doors,
                        new Door(
                                list.name().value(),
                                list.rules(),
                                any.intersect(every),
                                honest.intersect(every)));
            }
            if (lists.size() == names.size() && side.parts().getFirst().enabled()) {
                open(side, lists, doors);
            }
        }
        return List.copyOf(doors.values());
    }

    private static void add(Map<String, Door> doors, Door door) {
        doors.merge(
                door.name(),
                door,
                (one, more) ->
                        new Door(
                                one.name(),
                                one.rules(),
                                one.any().union(more.any()),
                                one.honest().union(more.honest())));
    }

    /** An interface without a list of a family that it speaks lets all of it in. */
    private void open(Sides.Side side, List<AccessList> lists, Map<String, Door> doors) {
        for (var family : Family.values()) {
            var any = sides.toOthers(side).intersect(space.every(family));
            if (sides.all().size() > 1
                    && side.speaks(family)
                    && lists.stream().noneMatch(l -> l.family() == family)) {
                var word = family == Family.IPV4 ? "IPv4" : "IPv6";
                add(
                        doors,
                        new Door(
                                side.name() + " without a list for " + word,
                                List.of(
                                        new FilterRule(
                                                "no-list-" + word,
                                                PacketMatch.every(family),
                                                Verdict.PERMIT,
                                                false)),
                                any,
                                sides.from(side.name(), any)));
            }
        }
    }

    private void read(Door door) {
        var rules = door.rules();
        var deciders = space.deciders(rules);
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (rule.verdict() != Verdict.PERMIT) {
                continue;
            }
            var decided = deciders.decidedBy(i);
            var passing = decided.intersect(door.any());
            if (decided.isEmpty()) {
                retire(door, rule, inVain(rule, rules.subList(0, i)), decided);
            } else if (passing.isEmpty()) {
                retire(door, rule, "It leads to no other side of the device.", decided);
            } else if (rule.match().service() instanceof Service.EveryProtocol) {
                retire(
                        door,
                        rule,
                        "It lets every protocol through; no conduit may do that.",
                        passing);
            } else {
                read(door, rule, passing);
            }
        }
    }

    /** One rule that covers it all is named: that is what people look for. */
    private static String inVain(FilterRule rule, List<FilterRule> before) {
        return before.stream()
                .filter(b -> covers(b.match(), rule.match()))
                .findFirst()
                .map(b ->
                        b.match().equals(rule.match())
                                ? "It matches the same as rule " + b.name() + " before it."
                                : "Rule " + b.name() + " before it matches all of it.")
                .orElse("The rules before it together decide everything it matches.");
    }

    private static boolean covers(PacketMatch wide, PacketMatch narrow) {
        boolean services =
                wide.service() instanceof Service.EveryProtocol
                        || wide.service().equals(narrow.service())
                        || (wide.service() instanceof Service.Tcp(var from, var to)
                                && narrow.service() instanceof Service.Tcp(var source, var port)
                                && covers(from, source)
                                && covers(to, port))
                        || (wide.service() instanceof Service.Udp(var asked, var served)
                                && narrow.service() instanceof Service.Udp(var source, var port)
                                && covers(asked, source)
                                && covers(served, port));
        return services
                && wide.source().contains(narrow.source())
                && wide.destination().contains(narrow.destination());
    }

    private static boolean covers(PortRange wide, PortRange narrow) {
        return wide.contains(narrow.first()) && wide.contains(narrow.last());
    }

    /**
     * Between two zones a rule is a conduit if the device lets all of it through, be it that a rule
     * before it says a part of the same.
     */
    private void read(Door door, FilterRule rule, PacketSet passing) {
        var permitted = space.permitted(door.rules());
        var rest = passing;
        boolean proposed = false;
        boolean denied = false;
        for (var from : addresses.zones()) {
            for (var to : addresses.zones()) {
                var flows = from.equals(to) ? List.<PacketMatch>of() : flows(rule, from, to);
                var exactly = of(flows);
                var here = exactly.intersect(door.honest());
                if (here.intersect(passing).isEmpty()) {
                    continue;
                }
                if (!here.isWithin(permitted)) {
                    denied = true;
                    continue;
                }
                found.add(
                        new Inherited.Proposed(
                                door.name(), rule.name(), from.zone(), to.zone(), flows));
                proposed = true;
                rest = rest.minus(exactly);
            }
        }
        if (!rest.isEmpty()) {
            boolean strange = rest.intersect(door.honest()).isEmpty();
            retire(door, rule, because(proposed, denied, strange), rest);
        }
    }

    private static String because(boolean proposed, boolean denied, boolean strange) {
        if (strange) {
            return proposed
                    ? "Beside the proposed conduits it lets through only what does not stand on its"
                            + " side of the device or on another."
                    : "It lets through only what does not stand on its side of the device or on"
                            + " another.";
        }
        if (denied) {
            return "Rules before it deny a part of what it lets through between two zones.";
        }
        return proposed
                ? "What it lets through beside the proposed conduits joins no two zones."
                : "It joins no two zones.";
    }

    private void retire(Door door, FilterRule rule, String because, PacketSet packets) {
        found.add(retired(door.name(), rule.name(), because, packets));
        retired = retired.union(packets.intersect(door.honest()));
    }

    private Inherited.Retired retired(String list, String rule, String because, PacketSet packets) {
        return new Inherited.Retired(list, rule, retireBy, because, packets.digest());
    }

    private PacketSet of(List<PacketMatch> flows) {
        return flows.stream().map(space::of).reduce(space.empty(), PacketSet::union);
    }

    /** The part of a rule between two zones. */
    private List<PacketMatch> flows(FilterRule rule, SiteZone from, SiteZone to) {
        var match = rule.match();
        var flows = new ArrayList<PacketMatch>();
        for (var source : addresses.within(match.source(), from)) {
            for (var destination : addresses.within(match.destination(), to)) {
                flows.add(new PacketMatch(source, destination, match.service()));
            }
        }
        return flows;
    }
}
