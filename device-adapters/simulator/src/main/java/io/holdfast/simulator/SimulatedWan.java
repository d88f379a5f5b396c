package io.holdfast.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What lies between sites: everybody may send to everybody, and reads whatever is in the clear. */
public final class SimulatedWan {

    private final List<SimulatedSite> sites = new CopyOnWriteArrayList<>();

    /** A site's perimeter is plugged in. */
    public void join(SimulatedSite site) {
        sites.add(site);
        site.joins(tunnel ->
                sites.stream()
                        .filter(other -> other != site)
                        .flatMap(other -> other.endOf(tunnel).stream())
                        .findFirst());
    }
}
