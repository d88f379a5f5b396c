package io.holdfast.simulator;

import java.util.List;

/**
 * One simulated site, in plain words and numbers so that any JSON reader can make it: devices, the
 * cables between them, what is plugged in at the ends.
 *
 * @param siteNode addresses of the site node, at most one per family
 * @param siteNodeAt where the site node is plugged in
 */
public record SiteDescription(
        String site,
        List<DeviceDescription> devices,
        List<Cable> cables,
        List<ZoneDescription> zones,
        List<Plug> stations,
        List<String> siteNode,
        Plug siteNodeAt) {

    public SiteDescription {
        devices = List.copyOf(devices);
        cables = List.copyOf(cables);
        zones = List.copyOf(zones);
        stations = List.copyOf(stations);
        siteNode = List.copyOf(siteNode);
    }

    /** A cable between two ports. */
    public record Cable(String device, String port, String otherDevice, String otherPort) {}

    /**
     * A zone's addresses as its end devices know them.
     *
     * @param prefixes empty for the WAN
     */
    public record ZoneDescription(String name, List<String> prefixes, List<String> gateways) {
        public ZoneDescription {
            prefixes = List.copyOf(prefixes);
            gateways = List.copyOf(gateways);
        }
    }

    /** End devices of a zone at a port. */
    public record Plug(String zone, String device, String port) {}
}
