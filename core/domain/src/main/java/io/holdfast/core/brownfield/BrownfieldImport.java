package io.holdfast.core.brownfield;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the filters of a device that was there before Holdfast: each permitting rule becomes
 * proposed conduits or a retirement with a date, and both together let through exactly what the
 * device lets through. Packets are counted where they come in; whether they also arrive is for the
 * proof of the site.
 *
 * <p>It judges access lists of interfaces. Security zones of stateful firewalls are not read yet.
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
                draft.read(list);
            }
        }
        return new Draft(draft.found, draft.equal);
    }

    private void read(AccessList list) {
        var deciders = space.deciders(list);
        var together = space.empty();
        for (int i = 0; i < list.rules().size(); i++) {
            var rule = list.rules().get(i);
            if (rule.verdict() == Verdict.PERMIT) {
                together = together.union(read(list.name(), rule, deciders.decidedBy(i)));
            }
        }
        equal &= together.equals(space.permitted(list));
    }

    /** Returns what the proposals and retirements of this rule let through. */
    private PacketSet read(AclName list, FilterRule rule, PacketSet decided) {
        if (decided.isEmpty()) {
            retire(list, rule, "The rules before it decide everything it matches.", decided);
            return decided;
        }
        var rest = decided;
        var covered = space.empty();
        for (var from : plan.zones()) {
            for (var to : plan.zones()) {
                var flows = flows(rule.match(), from, to);
                var exactly = flows.map(this::of).orElse(space.empty());
                if (exactly.isEmpty() || !exactly.isWithin(decided) || from.equals(to)) {
                    continue;
                }
                found.add(
                        new Inherited.Proposed(
                                list, rule.name(), from.zone(), to.zone(), flows.orElseThrow()));
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

    private void retire(AclName list, FilterRule rule, String because, PacketSet packets) {
        found.add(new Inherited.Retired(list, rule.name(), retireBy, because, packets.digest()));
    }

    private PacketSet of(List<PacketMatch> flows) {
        return flows.stream().map(space::of).reduce(space.empty(), PacketSet::union);
    }

    /** The part of a match between two zones; none if the WAN's end is wider than the WAN. */
    private Optional<List<PacketMatch>> flows(PacketMatch match, SiteZone from, SiteZone to) {
        var sources = within(match.source(), from);
        var destinations = within(match.destination(), to);
        if (sources.isEmpty() || destinations.isEmpty()) {
            return Optional.empty();
        }
        var flows = new ArrayList<PacketMatch>();
        for (var source : sources) {
            for (var destination : destinations) {
                flows.add(new PacketMatch(source, destination, match.service()));
            }
        }
        return Optional.of(flows);
    }

    private List<Prefix> within(Prefix wide, SiteZone zone) {
        var parts = new ArrayList<Prefix>();
        if (zone.prefixes().isEmpty()) {
            // The WAN: only an address that no other zone has.
            return inside(wide.family()).stream().noneMatch(wide::overlaps)
                    ? List.of(wide)
                    : List.of();
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

    private List<Prefix> inside(Family family) {
        return plan.zones().stream()
                .flatMap(z -> z.prefixes().stream())
                .filter(p -> p.family() == family)
                .toList();
    }
}
