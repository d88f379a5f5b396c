package io.holdfast.core.brownfield;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the filters of a device that was there before Holdfast: each permitting rule becomes
 * proposed conduits or a retirement with a date, and both together let through exactly what the
 * device lets through. Packets are counted where they come in; whether they also arrive is for the
 * proof of the site.
 *
 * <p>It judges access lists of interfaces and the policies between security zones. Of a stateless
 * device the rules that let answers through are read as what they are: ways of their own.
 */
public final class BrownfieldImport {

    /**
     * What was found.
     *
     * @param equal whether proposals and retirements together are what the device does
     */
    public record Draft(List<Inherited> rules, boolean equal) {
        public Draft {
            rules = List.copyOf(rules);
        }
    }

    private final PacketSpace space = PacketSpace.create();
    private final SitePlan plan;
    private final LocalDate retireBy;
    private final List<Inherited> found = new ArrayList<>();
    private boolean equal = true;

    private BrownfieldImport(SitePlan plan, LocalDate retireBy) {
        this.plan = plan;
        this.retireBy = retireBy;
    }

    /**
     * Reads one device.
     *
     * @param plan what the site's zones are; an address of no zone makes no conduit
     * @param retireBy when what is no conduit is gone at the latest
     */
    public static Draft read(DeviceConfig config, SitePlan plan, LocalDate retireBy) {
        var draft = new BrownfieldImport(plan, retireBy);
        for (var list : config.accessLists()) {
            if (config.interfaces().stream().anyMatch(i -> i.ingress().contains(list.name()))) {
                draft.read(list.name().value(), list.rules());
            }
        }
        for (var policy : config.zonePolicies()) {
            draft.read(policy.between(), policy.rules());
        }
        return new Draft(draft.found, draft.equal);
    }

    private void read(String list, List<FilterRule> rules) {
        var deciders = space.deciders(rules);
        var together = space.empty();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (rule.verdict() == Verdict.PERMIT) {
                var decided = deciders.decidedBy(i);
                if (decided.isEmpty()) {
                    retire(list, rule, inVain(rule, rules.subList(0, i)), decided);
                } else {
                    together = together.union(read(list, rule, decided));
                }
            }
        }
        equal &= together.equals(space.permitted(rules));
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

    /** Returns what the proposals and retirements of this rule let through. */
    private PacketSet read(String list, FilterRule rule, PacketSet decided) {
        if (rule.match().service() instanceof Service.EveryProtocol) {
            retire(list, rule, "It lets every protocol through; no conduit may do that.", decided);
            return decided;
        }
        var rest = decided;
        var covered = space.empty();
        for (var from : plan.zones()) {
            for (var to : plan.zones()) {
                var flows = flows(rule.match(), from, to);
                var exactly = of(flows);
                if (exactly.isEmpty() || !exactly.isWithin(decided) || from.equals(to)) {
                    continue;
                }
                found.add(new Inherited.Proposed(list, rule.name(), from.zone(), to.zone(), flows));
                covered = covered.union(exactly);
                rest = rest.minus(exactly);
            }
        }
        if (!rest.isEmpty()) {
            retire(
                    list,
                    rule,
                    covered.isEmpty()
                            ? "It joins no two zones, or rules before it deny a part of it."
                            : "What it lets through beside the proposed conduits joins no two"
                                    + " zones.",
                    rest);
        }
        return covered.union(rest);
    }

    private void retire(String list, FilterRule rule, String because, PacketSet packets) {
        found.add(new Inherited.Retired(list, rule.name(), retireBy, because, packets.digest()));
    }

    private PacketSet of(List<PacketMatch> flows) {
        return flows.stream().map(space::of).reduce(space.empty(), PacketSet::union);
    }

    /** The part of a match between two zones. */
    private List<PacketMatch> flows(PacketMatch match, SiteZone from, SiteZone to) {
        var flows = new ArrayList<PacketMatch>();
        for (var source : within(match.source(), from)) {
            for (var destination : within(match.destination(), to)) {
                flows.add(new PacketMatch(source, destination, match.service()));
            }
        }
        return flows;
    }

    private List<Prefix> within(Prefix wide, SiteZone zone) {
        var parts = new ArrayList<Prefix>();
        if (zone.prefixes().isEmpty()) {
            outside(wide, inside(plan, wide.family()), parts);
            return parts;
        }
        for (var prefix : zone.prefixes()) {
            if (wide.contains(prefix)) {
                parts.add(prefix);
            } else if (prefix.contains(wide)) {
                parts.add(wide);
            }
        }
        return parts;
    }

    /** The WAN: of a prefix only the addresses that no other zone has, as few prefixes. */
    static void outside(Prefix wide, List<Prefix> inside, List<Prefix> parts) {
        var near = inside.stream().filter(wide::overlaps).toList();
        if (near.isEmpty()) {
            parts.add(wide);
        } else if (near.stream().noneMatch(p -> p.contains(wide))) {
            int longer = wide.length() + 1;
            outside(Prefix.around(wide.first(), longer), near, parts);
            outside(Prefix.around(wide.last(), longer), near, parts);
        }
    }

    static List<Prefix> inside(SitePlan plan, Family family) {
        return plan.zones().stream()
                .flatMap(z -> z.prefixes().stream())
                .filter(p -> p.family() == family)
                .toList();
    }
}
