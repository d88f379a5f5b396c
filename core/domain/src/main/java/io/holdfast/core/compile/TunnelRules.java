package io.holdfast.core.compile;

import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.site.DeviceSlot;
import java.util.HashSet;
import java.util.List;

/**
 * Who may speak to a device from the WAN: the other ends of its tunnels, by IKEv2 (RFC 7296) and
 * behind address translation (RFC 3948), each to the one address its tunnel ends on.
 */
final class TunnelRules {

    private record Door(String name, Service service) {}

    private static final List<Door> EXCHANGE =
            List.of(new Door("ike", Service.udp(500)), new Door("ike-nat", Service.udp(4500)));

    /** ESP (RFC 4303). A firewall that judges conversations takes it out before it judges. */
    private static final Door CARRIED = new Door("esp", new Service.Other(50));

    private TunnelRules() {}

    static void permitPeers(
            SiteView site, DeviceSlot device, ListWriter list, boolean eachPacketIsJudged) {
        var house = new RuleSource.OfHouse("the other end of a tunnel brings it up");
        var seen = new HashSet<String>();
        for (var end : site.tunnels(device)) {
            var tunnel = end.tunnel();
            if (tunnel.family() != list.family() || !seen.add(tunnel.between())) {
                continue;
            }
            var rest = "." + DeviceNames.fit(end.remoteSite().value(), 40);
            for (var door : EXCHANGE) {
                permit(list, DeviceNames.rule(door.name(), rest), end.tunnel(), door, house);
            }
            if (eachPacketIsJudged) {
                permit(list, DeviceNames.rule(CARRIED.name(), rest), end.tunnel(), CARRIED, house);
            }
        }
    }

    private static void permit(
            ListWriter list, String name, Tunnel tunnel, Door door, RuleSource house) {
        list.permit(
                DeviceNames.ofFamily(name, list.family()),
                Prefix.host(tunnel.remote()),
                Prefix.host(tunnel.local()),
                door.service(),
                house);
    }
}
