package io.holdfast.core.topology;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.topology.SeenLink.Standing;
import io.holdfast.core.zone.ZoneName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the cabling of a site plan against what was seen. It reports, and repairs nothing. */
public final class Cabling {

    private Cabling() {}

    /** A cable the plan asks for. */
    public record Planned(LinkEnd.Own one, LinkEnd.Own other) {

        boolean touches(LinkEnd end) {
            return one.equals(end) || other.equals(end);
        }

        boolean is(SeenLink link) {
            return (one.equals(link.near()) && fits(other, link.far()))
                    || (other.equals(link.near()) && fits(one, link.far()));
        }

        private static boolean fits(LinkEnd.Own planned, LinkEnd seen) {
            return seen instanceof LinkEnd.Own own
                    && own.slot().equals(planned.slot())
                    && (own.port().isEmpty() || own.port().equals(planned.port()));
        }
    }

    /** What became of holding one cable against the plan. */
    public sealed interface Finding {

        record AsPlanned(Planned planned, SeenLink seen) implements Finding {}

        /** Devices at both ends were read and tell of nothing there. */
        record Missing(Planned planned) implements Finding {}

        /** Nobody could look since: neither there nor missing. */
        record Unknown(Planned planned, Instant since) implements Finding {}

        /** Something else is plugged in where the plan wants a cable. */
        record Elsewhere(Planned planned, SeenLink seen) implements Finding {}

        /** A link the plan does not know, between devices of ours or to a stranger. */
        record NotInThePlan(SeenLink seen, boolean portShouldBeUnused) implements Finding {}
    }

    /** The cables of a plan: each trunk once. */
    public static List<Planned> of(SitePlan plan) {
        var cables = new ArrayList<Planned>();
        for (var device : plan.devices()) {
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Trunk(var peer, var peerPort)) {
                    var here = new LinkEnd.Own(device.slot(), port.name());
                    var there = new LinkEnd.Own(peer, peerPort);
                    boolean first = here.toString().compareTo(there.toString()) <= 0;
                    var cable = first ? new Planned(here, there) : new Planned(there, here);
                    if (!cables.contains(cable)) {
                        cables.add(cable);
                    }
                }
            }
        }
        cables.sort(Comparator.comparing(p -> p.one().toString()));
        return List.copyOf(cables);
    }

    /** One finding for each planned cable, then one for each link that is in no plan. */
    public static List<Finding> compare(
            SitePlan plan, List<SeenLink> links, LinkBook book, Instant now) {
        var planned = of(plan);
        var findings = new ArrayList<Finding>();
        planned.forEach(p -> findings.add(judge(p, links, book, now)));
        for (var link : links) {
            boolean certain = link.confidence() != Confidence.POSSIBLE;
            boolean known =
                    planned.stream()
                            .anyMatch(p ->
                                    p.is(link) || p.touches(link.near()) || p.touches(link.far()));
            if (certain
                    && !known
                    && !isWithinOneZone(plan, link)
                    && link.standing() != Standing.FADING) {
                findings.add(
                        new Finding.NotInThePlan(
                                link, unused(plan, link.near()) || unused(plan, link.far())));
            }
        }
        return List.copyOf(findings);
    }

    private static Finding judge(
            Planned planned, List<SeenLink> links, LinkBook book, Instant now) {
        var there =
                links.stream().filter(planned::is).min(Comparator.comparing(SeenLink::standing));
        if (there.isPresent() && there.get().standing() == Standing.PRESENT) {
            return new Finding.AsPlanned(planned, there.get());
        }
        Optional<SeenLink> other =
                links.stream()
                        .filter(l -> !planned.is(l) && l.standing() == Standing.PRESENT)
                        .filter(l -> l.confidence() != Confidence.POSSIBLE)
                        .filter(l -> planned.touches(l.near()) || planned.touches(l.far()))
                        .findFirst();
        if (other.isPresent()) {
            return new Finding.Elsewhere(planned, other.get());
        }
        var since =
                earlier(looked(book, planned.one().slot()), looked(book, planned.other().slot()));
        boolean bothRead = !since.plus(Topology.UNREAD).isBefore(now);
        return bothRead ? new Finding.Missing(planned) : new Finding.Unknown(planned, since);
    }

    private static Instant looked(LinkBook book, DeviceSlot slot) {
        var at = book.lookedAt(slot);
        return at.equals(Instant.MIN) ? Instant.EPOCH : at;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * An access point on an access port of its own zone: the plan asks for a zone, for no cable.
     */
    private static boolean isWithinOneZone(SitePlan plan, SeenLink link) {
        var near = access(plan, link.near());
        return near.isPresent() && near.equals(access(plan, link.far()));
    }

    private static Optional<ZoneName> access(SitePlan plan, LinkEnd end) {
        if (!(end instanceof LinkEnd.Own(var slot, var name))) {
            return Optional.empty();
        }
        return plan.device(slot).stream()
                .flatMap(d -> d.ports().stream())
                .filter(p -> p.name().equals(name))
                .flatMap(p ->
                        p.use() instanceof PortUse.Access(var zone)
                                ? Stream.of(zone)
                                : Stream.empty())
                .findFirst();
    }

    private static boolean unused(SitePlan plan, LinkEnd end) {
        return end instanceof LinkEnd.Own(var slot, var port)
                && plan.device(slot).stream()
                        .flatMap(d -> d.ports().stream())
                        .anyMatch(p -> p.name().equals(port) && p.use() instanceof PortUse.Unused);
    }
}
