package io.holdfast.simulator;

import java.util.List;

/** All simulated sites of one process. */
public record FleetDescription(List<SiteDescription> sites) {

    public FleetDescription {
        sites = List.copyOf(sites);
    }
}
