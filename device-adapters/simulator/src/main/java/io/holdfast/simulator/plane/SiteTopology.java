package io.holdfast.simulator.plane;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is plugged in where at a site: cables between devices, and stations on ports.
 *
 * @param cables both directions
 * @param stations what hangs on a port that leads to no device
 */
public record SiteTopology(Map<PortAt, PortAt> cables, Map<PortAt, Station> stations) {

    public SiteTopology {
        cables = Map.copyOf(cables);
        stations = Map.copyOf(stations);
    }

    /** A port of a device. */
    public record PortAt(String device, String port) {
        @Override
        public String toString() {
            return device + " " + port;
        }
    }

    /**
     * The end devices of one zone behind one port, untagged. They have every address of their zone
     * but those of the network's own devices.
     *
     * @param prefixes empty for the WAN, which has every address that no other station has
     * @param gateways their way out, at most one per family
     */
    public record Station(String zone, List<Prefix> prefixes, List<IpAddress> gateways) {
        public Station {
            prefixes = List.copyOf(prefixes);
            gateways = List.copyOf(gateways);
        }

        boolean isWan() {
            return prefixes.isEmpty();
        }

        boolean has(IpAddress address) {
            return prefixes.stream().anyMatch(p -> p.contains(address));
        }

        Optional<IpAddress> gateway(Family family) {
            return gateways.stream().filter(g -> g.family() == family).findFirst();
        }
    }

    /** The ports behind which a zone's stations are. */
    public List<PortAt> portsOf(String zone) {
        return stations.entrySet().stream()
                .filter(e -> e.getValue().zone().equals(zone))
                .map(Map.Entry::getKey)
                .sorted(java.util.Comparator.comparing(PortAt::toString))
                .toList();
    }

    boolean isOnSite(IpAddress address) {
        return stations.values().stream().anyMatch(s -> s.has(address));
    }
}
