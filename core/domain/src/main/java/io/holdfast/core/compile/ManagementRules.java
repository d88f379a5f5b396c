package io.holdfast.core.compile;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.List;

/** How a device may be managed: from the site node, over NETCONF (RFC 6242) and SNMP (RFC 3430). */
final class ManagementRules {

    private record Door(String name, Service service) {}

    private static final List<Door> DOORS =
            List.of(
                    new Door("manage-netconf", Service.tcp(830)),
                    new Door("manage-snmp", Service.udp(161)));

    private ManagementRules() {}

    static void permitSiteNode(SiteView site, IpAddress device, ListWriter list) {
        if (device.family() != list.family()) {
            return;
        }
        var house = new RuleSource.OfHouse("the site node manages this device");
        for (var node : site.siteNode(list.family())) {
            for (var door : DOORS) {
                list.permit(
                        door.name(), Prefix.host(node), Prefix.host(device), door.service(), house);
            }
        }
    }
}
