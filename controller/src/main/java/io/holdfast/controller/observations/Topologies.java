package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.observations.store.LinkStore;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.topology.Cabling;
import io.holdfast.core.topology.ChassisId;
import io.holdfast.core.topology.OwnDevice;
import io.holdfast.core.topology.SeenLink;
import io.holdfast.core.topology.Stranger;
import io.holdfast.core.topology.Topology;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is cabled to what at a site, held against its plan. */
@Component
public class Topologies {

    private final Access access;
    private final AuditLog audit;
    private final LinkStore links;
    private final InstantSource clock;
    private final Policies policies;
    private final KnownSites sites;

    Topologies(
            Access access,
            AuditLog audit,
            LinkStore links,
            InstantSource clock,
            Policies policies,
            KnownSites sites) {
        this.access = access;
        this.audit = audit;
        this.links = links;
        this.clock = clock;
        this.policies = policies;
        this.sites = sites;
    }

    /**
     * A site's links.
     *
     * @param cabling the plan's cables and what became of them; empty without a plan in force
     * @param strangers neighbours that are in no plan
     */
    public record SiteTopology(
            SiteId site,
            List<SeenLink> links,
            List<Cabling.Finding> cabling,
            List<Stranger> strangers) {
        public SiteTopology {
            links = List.copyOf(links);
            cabling = List.copyOf(cabling);
            strangers = List.copyOf(strangers);
        }
    }

    /** The links of a site as its devices told them. */
    @Transactional(readOnly = true)
    public SiteTopology of(SiteId site) {
        access.requireRead();
        sites.require(site);
        var now = clock.instant();
        var known = links.known(site);
        var planned = policies.inForce().plan(site);
        var devices = known.devices();
        var seen =
                Topology.links(
                        known.book(), planned.map(p -> with(p, devices)).orElse(devices), now);
        return new SiteTopology(
                site,
                seen,
                planned.map(plan -> Cabling.compare(plan, seen, known.book(), now))
                        .orElse(List.of()),
                Stranger.ledger(seen, links.charges(site), now));
    }

    /**
     * The devices with the addresses the plan gives them, and those nobody read yet: a neighbour
     * that tells of one knows it by its address at least.
     */
    private static List<OwnDevice> with(SitePlan plan, List<OwnDevice> read) {
        var all = new ArrayList<OwnDevice>();
        for (var device : plan.devices()) {
            var address = List.of(device.managementAddress());
            all.add(
                    read.stream()
                            .filter(r -> r.slot().equals(device.slot()))
                            .findFirst()
                            .map(r -> new OwnDevice(r.slot(), r.chassis(), address, r.ports()))
                            .orElseGet(() ->
                                    new OwnDevice(device.slot(), List.of(), address, List.of())));
        }
        read.stream().filter(r -> plan.device(r.slot()).isEmpty()).forEach(all::add);
        return all;
    }

    /** Says who answers for a neighbour that is in no plan, and until when it is in one or gone. */
    @Transactional
    public SiteTopology charge(
            SiteId site, ChassisId chassis, String owner, Instant due, String reason) {
        var object = "neighbour:" + site + "/" + chassis;
        access.require(Permission.OPERATE, "neighbour.charge", object);
        if (owner.isBlank() || owner.length() > 100) {
            throw Refused.invalid("/owner", "OWNER_MISSING", "Somebody has to answer for it.");
        }
        var why = Reason.of("/reason", reason, 500);
        if (!due.isAfter(clock.instant())) {
            throw Refused.invalid("/due", "DUE_IS_PAST", "The date lies in the future.");
        }
        boolean seen = of(site).strangers().stream().anyMatch(s -> s.chassis().equals(chassis));
        if (!seen) {
            throw Refused.notFound("neighbour", object);
        }
        links.charge(site, chassis, new Stranger.Charge(owner, due, why), clock.instant());
        audit.record(
                "neighbour.charge",
                object,
                Map.of("owner", owner, "due", due.toString(), "reason", why));
        return of(site);
    }
}
