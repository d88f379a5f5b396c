package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.network.TunnelProposal;
import java.util.List;
import java.util.stream.Stream;

/** A firewall with a tunnel of each family to another site, and one more to a third. */
final class Tunnelled {

    private Tunnelled() {}

    static DeviceConfig firewall() {
        return new DeviceConfig(
                List.of(
                        routed("ge-0/0/0", "198.51.100.1/24", "2001:db8:ffff::1/64"),
                        routed("ge-0/0/1", "10.1.10.1/24", "2001:db8:1:10::1/64"),
                        tunnel(
                                11,
                                "198.51.100.1",
                                "198.51.100.4",
                                "10.1.10.0/24 10.1.30.12/32",
                                "10.4.20.10/32 10.4.20.11/32"),
                        tunnel(
                                12,
                                "2001:db8:ffff::1",
                                "2001:db8:ffff::4",
                                "2001:db8:1:10::/64",
                                "2001:db8:4:20::10/128"),
                        tunnel(
                                4711,
                                "198.51.100.1",
                                "198.51.100.3",
                                "10.1.10.0/24",
                                "10.3.20.0/24")),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        zone("it", "ge-0/0/1"),
                        zone("it-dmz-at-ss-04", "tunnel11", "tunnel12"),
                        zone("it-dmz-at-cl-03", "tunnel4711"),
                        new SecurityZone(
                                new SecurityZoneName("wan"),
                                List.of("ge-0/0/0"),
                                Stream.of("198.51.100.3/32", "198.51.100.4/32")
                                        .map(peer ->
                                                Waterworks.permit(
                                                        "ike." + peer.charAt(11),
                                                        peer,
                                                        "198.51.100.1/32",
                                                        "udp/500"))
                                        .toList())),
                List.of(),
                List.of());
    }

    private static SecurityZone zone(String name, String... interfaces) {
        return new SecurityZone(new SecurityZoneName(name), List.of(interfaces), List.of());
    }

    private static InterfaceConfig routed(String name, String... addresses) {
        return new InterfaceConfig(
                name,
                "",
                true,
                new InterfaceMode.Routed(),
                Stream.of(addresses).map(InterfaceAddress::of).toList(),
                List.of());
    }

    private static InterfaceConfig tunnel(
            int number, String local, String remote, String here, String there) {
        var tunnel =
                new Tunnel(
                        IpAddress.of(local),
                        IpAddress.of(remote),
                        Stream.of(here.split(" ", -1)).map(Prefix::of).toList(),
                        Stream.of(there.split(" ", -1)).map(Prefix::of).toList(),
                        TunnelProposal.AES_256_GCM_SHA_384_ECP_384);
        return new InterfaceConfig(
                "tunnel" + number,
                "zone behind it",
                true,
                new InterfaceMode.TunnelInterface(tunnel),
                List.of(),
                List.of());
    }
}
