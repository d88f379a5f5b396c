package io.holdfast.core.verify;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where what was seen at a site differs from what its plan says. */
final class SeenFindings {

    private final Situation site;
    private final List<Finding> findings = new ArrayList<>();

    private SeenFindings(Situation site) {
        this.site = site;
    }

    static List<Finding> of(Situation site) {
        var all = new SeenFindings(site);
        site.around().neighbours().forEach(all::neighbour);
        site.around().hosts().forEach(all::host);
        return all.findings;
    }

    private Optional<Device> device(String name) {
        return site.plan().devices().stream()
                .filter(d -> d.slot().value().equals(name))
                .findFirst();
    }

    private Optional<PortUse> use(DeviceSlot device, String port) {
        return site.plan().device(device).stream()
                .flatMap(d -> d.ports().stream())
                .filter(p -> p.name().equals(port))
                .map(Port::use)
                .findFirst();
    }

    private void neighbour(Surroundings.Neighbour seen) {
        var where = seen.device() + " " + seen.port();
        var peer = device(seen.peer());
        if (peer.isEmpty()) {
            findings.add(
                    new Finding(
                            Finding.Severity.WARNING,
                            "NEIGHBOUR_UNKNOWN",
                            where,
                            "at "
                                    + where
                                    + " stands "
                                    + seen.peer()
                                    + ", which is not in the plan"));
            return;
        }
        var cable = Cable.between(seen.device(), seen.port(), peer.get().slot(), seen.peerPort());
        if (!Cables.planned(site.plan()).contains(cable)) {
            findings.add(
                    new Finding(
                            Finding.Severity.BLOCKER,
                            "CABLE_DIFFERS",
                            where,
                            where
                                    + " is plugged into "
                                    + seen.peer()
                                    + " port "
                                    + seen.peerPort()
                                    + (use(seen.device(), seen.port()).orElse(new PortUse.Unused())
                                                    instanceof PortUse.Trunk(var other, var port)
                                            ? "; the plan has " + other + " port " + port
                                            : "; the plan has no cable there")));
        }
    }

    private void host(Surroundings.Host seen) {
        var where = seen.device() + " " + seen.port();
        var zone =
                site.plan().zones().stream()
                        .filter(z ->
                                z.prefixes().stream().anyMatch(p -> p.contains(seen.address())))
                        .map(SiteZone::zone)
                        .findFirst();
        if (zone.isEmpty()) {
            findings.add(
                    new Finding(
                            Finding.Severity.WARNING,
                            "HOST_IN_NO_ZONE",
                            where,
                            seen.address() + " was seen at " + where + " and is in no zone"));
            return;
        }
        var planned =
                switch (use(seen.device(), seen.port()).orElse(new PortUse.Unused())) {
                    case PortUse.Access(var access) -> Optional.of(access);
                    case PortUse.Routed(var routed) -> Optional.of(routed);
                    // Behind a cable to another device any zone's hosts may be seen.
                    case PortUse.Trunk _ -> zone;
                    case PortUse.Unused _ -> Optional.<ZoneName>empty();
                };
        if (!planned.equals(zone)) {
            findings.add(
                    new Finding(
                            Finding.Severity.BLOCKER,
                            "HOST_IN_WRONG_ZONE",
                            where,
                            seen.address()
                                    + " of zone "
                                    + zone.get()
                                    + " is plugged into "
                                    + where
                                    + planned.map(p -> ", a port of zone " + p)
                                            .orElse(", which nobody should use")));
        }
    }
}
