package io.holdfast.apps.lab;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.DeviceDescription;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.simulator.FleetDescription;
import io.holdfast.simulator.PlanDescription;
import io.holdfast.simulator.SiteDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulated devices of the demo sites, as they come out of the box, with ports and passwords.
 */
record Fleet(FleetDescription description) {

    static Fleet of(Ports ports, Path keys) {
        var sites = new ArrayList<SiteDescription>();
        for (int s = 0; s < DemoSite.ALL.size(); s++) {
            sites.add(site(DemoSite.ALL.get(s), s, ports, keys));
        }
        return new Fleet(new FleetDescription(sites));
    }

    private static SiteDescription site(DemoSite demo, int place, Ports ports, Path keys) {
        SitePlan plan =
                Blueprint.sitePlan(
                        new SiteId(demo.id()),
                        demo.name(),
                        DemoSite.TIME_ZONE,
                        demo.number(),
                        demo.equipment());
        var bare = PlanDescription.of(plan, _ -> credentials());
        List<DeviceDescription> devices = new ArrayList<>();
        for (int d = 0; d < bare.devices().size(); d++) {
            var device = bare.devices().get(d);
            devices.add(
                    device.withPorts(
                                    ports.netconf(place, d),
                                    ports.snmp(place, d),
                                    ports.probe(place, d))
                            .withHostKeyFile(
                                    keys.resolve(demo.id() + "-" + device.slot() + ".key")
                                            .toString()));
        }
        return new SiteDescription(
                bare.site(),
                devices,
                bare.cables(),
                bare.zones(),
                bare.stations(),
                bare.siteNode(),
                bare.siteNodeAt());
    }

    private static Credentials credentials() {
        return new Credentials(
                "holdfast", Secrets.password(), "holdfast", Secrets.password(), Secrets.password());
    }

    DeviceDescription device(String site, String slot) {
        return description.sites().stream()
                .filter(s -> s.site().equals(site))
                .flatMap(s -> s.devices().stream())
                .filter(d -> d.slot().equals(slot))
                .findFirst()
                .orElseThrow();
    }
}
