package io.holdfast.site.node;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import java.util.List;

/** The smallest site: one host of which Holdfast owns one interface, beside the site node. */
final class OneHost {

    static final DeviceSlot SLOT = new DeviceSlot("host-1");

    private OneHost() {}

    /** What a centre would release for it. */
    static SiteContent content(DeviceConfig config, DeviceCapabilities told) {
        var text = new IetfDialect().render(config, told).text();
        return new SiteContent(
                SiteContent.SCHEMA,
                SimulatedPlant.ORGANIZATION,
                plan(),
                model(),
                List.of(
                        new SiteContent.DeviceContent(
                                SLOT, 1, IetfDialect.NAME, config, text, Digests.of(text))));
    }

    /** One host in the management zone, beside the site node. */
    static SitePlan plan() {
        var management =
                Blueprint.reference().zones().stream()
                        .filter(zone -> zone.name().value().equals("management"))
                        .findFirst()
                        .orElseThrow();
        return new SitePlan(
                SimulatedPlant.SITE,
                "Waterworks",
                "Europe/Berlin",
                List.of(
                        new SiteZone(
                                management.name(),
                                99,
                                List.of(Prefix.of("10.1.99.0/24")),
                                List.of(),
                                List.of())),
                List.of(
                        new Device(
                                SLOT,
                                DeviceRole.SWITCH,
                                "netconfd",
                                IpAddress.of("10.1.99.7"),
                                true,
                                List.of(new Port("eth0", new PortUse.Routed(management.name()))))),
                List.of(IpAddress.of("10.1.99.10")),
                List.of());
    }

    static ZoneModel model() {
        var reference = Blueprint.reference();
        return new ZoneModel(
                reference.zones().stream()
                        .filter(zone -> zone.name().value().equals("management"))
                        .toList(),
                List.of(),
                reference.guardrails());
    }

    static DeviceConfig host(String description) {
        return new DeviceConfig(
                List.of(eth0(description, List.of())), List.of(), List.of(), List.of());
    }

    static InterfaceConfig eth0(String description, List<AclName> ingress) {
        return new InterfaceConfig(
                "eth0",
                description,
                true,
                new InterfaceMode.Routed(),
                List.of(InterfaceAddress.of("10.1.99.7/24")),
                ingress);
    }
}
