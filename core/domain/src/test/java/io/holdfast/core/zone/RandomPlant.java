package io.holdfast.core.zone;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Plants that people might draw, and plants that nobody should. */
public final class RandomPlant {

    private static final List<String> ENDS =
            List.of(
                    "wan",
                    "it",
                    "it/reporting",
                    "it-dmz",
                    "it-dmz/update-mirror",
                    "ot-dmz",
                    "ot-dmz/jump-host",
                    "ot-dmz/historian",
                    "ot-dmz/patch-server",
                    "ot",
                    "ot/plc",
                    "ot/scada",
                    "remote-access",
                    "remote-access/vendor-gateway",
                    "management",
                    "management/site-node");

    private final Random random;

    public RandomPlant(Random random) {
        this.random = random;
    }

    /** A model with up to so many conduits, all of which a person may file. */
    public ZoneModel filable(int conduits) {
        var reference = Blueprint.reference();
        var kept = new ArrayList<>(reference.conduits());
        kept.removeIf(_ -> random.nextInt(3) == 0);
        for (int i = 0; i < conduits; i++) {
            var conduit = conduit("r" + i);
            if (ModelCheck.checkConduit(conduit, reference).isEmpty()) {
                kept.add(conduit);
            }
        }
        return new ZoneModel(reference.zones(), kept, reference.guardrails());
    }

    /** A model nobody checked: unknown zones, any protocol, everything twice. */
    public ZoneModel wild(int conduits) {
        var reference = Blueprint.reference();
        var all = new ArrayList<>(reference.conduits());
        for (int i = 0; i < conduits; i++) {
            all.add(conduit(random.nextInt(4) == 0 ? "r0" : "r" + i));
        }
        var zones = new ArrayList<>(reference.zones());
        zones.removeIf(_ -> random.nextInt(8) == 0);
        var guardrails = new ArrayList<>(reference.guardrails());
        guardrails.removeIf(_ -> random.nextInt(4) == 0);
        return new ZoneModel(zones, all, guardrails);
    }

    public Conduit conduit(String id) {
        var services = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            services.add(service().toString());
        }
        var plain = Plant.conduit(id, one(ENDS), one(ENDS));
        return new Conduit(
                plain.id(),
                plain.name(),
                plain.from(),
                plain.to(),
                services.stream()
                        .distinct()
                        .map(s ->
                                s.equals("every protocol")
                                        ? new Service.EveryProtocol()
                                        : Service.of(s))
                        .toList(),
                plain.justification(),
                plain.ownerRole(),
                plain.reviewDate(),
                random.nextInt(4) == 0
                        ? new Scope.OnlySites(
                                List.of(random.nextBoolean() ? Plant.WW_01 : Plant.SS_04))
                        : plain.scope());
    }

    private Service service() {
        return switch (random.nextInt(9)) {
            case 0 -> new Service.Icmp(0, 255);
            case 1 -> new Service.Icmp(8, 8);
            case 2 -> new Service.Icmp(128, 129);
            case 3 -> new Service.Other(50);
            case 4 -> new Service.Tcp(PortRange.EVERY, ports());
            case 5 -> new Service.Tcp(ports(), ports());
            case 6 -> new Service.Udp(PortRange.EVERY, ports());
            case 7 -> Service.tcp(1 + random.nextInt(65535));
            default -> random.nextInt(10) == 0 ? new Service.EveryProtocol() : Service.udp(53);
        };
    }

    private PortRange ports() {
        int first = random.nextInt(65536);
        return new PortRange(first, first + random.nextInt(65536 - first));
    }

    /** A site as the numbering plan has it, with a second switch and other groups at times. */
    public SitePlan site() {
        var plan = Plant.waterworks();
        if (random.nextBoolean()) {
            plan = Plant.zone(plan, Blueprint.OT, z -> Plant.group(z, "pumps", host(40), host(40)));
        }
        if (random.nextInt(3) == 0) {
            plan = secondSwitch(plan);
        }
        if (random.nextInt(4) == 0) {
            plan = Plant.zone(plan, Blueprint.WAN, z -> Plant.group(z, "centre", "203.0.113.9"));
        }
        return plan;
    }

    private String host(int vlan) {
        int host = 50 + random.nextInt(150);
        return random.nextBoolean()
                ? "10.1." + vlan + "." + host
                : "2001:db8:1:" + vlan + "::" + host;
    }

    private SitePlan secondSwitch(SitePlan plan) {
        var trunk = new PortUse.Trunk(new DeviceSlot("sw-2"), "up");
        var cabled = Plant.device(plan, "sw-1", d -> Plant.port(d, "ge-0/0/11", trunk));
        var ports = new ArrayList<Port>();
        ports.add(new Port("up", new PortUse.Trunk(new DeviceSlot("sw-1"), "ge-0/0/11")));
        for (int i = 0; i < 4; i++) {
            ports.add(
                    new Port("p" + i, new PortUse.Access(one(plan.zones().subList(1, 6)).zone())));
        }
        var devices = new ArrayList<>(cabled.devices());
        devices.add(
                new Device(
                        new DeviceSlot("sw-2"),
                        DeviceRole.SWITCH,
                        "Field switch",
                        IpAddress.of("10.1.99.4"),
                        true,
                        ports));
        return with(cabled, cabled.zones(), devices);
    }

    /** A site nobody checked: zones and devices missing, addresses anywhere, VLANs twice. */
    public SitePlan wildSite() {
        var plan = site();
        var zones = new ArrayList<SiteZone>();
        for (var zone : plan.zones()) {
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> zones.add(Plant.vlan(zone, random.nextInt(3) * 10));
                case 2 -> zones.add(Plant.gateways(zone));
                case 3 -> zones.add(Plant.gateways(zone, "10.9.9.1/24"));
                case 4 -> zones.add(Plant.prefixes(zone, "10.1.0.0/16", "2001:db8::/32"));
                case 5 -> {
                    zones.add(zone);
                    zones.add(zone);
                }
                default -> zones.add(zone);
            }
        }
        var devices = new ArrayList<Device>();
        for (var device : plan.devices()) {
            switch (random.nextInt(6)) {
                case 0 -> {}
                case 1 -> devices.add(Plant.managedAt(device, "2001:db8:1:99::77"));
                case 2 -> devices.add(Plant.ports(device, shuffled(device.ports())));
                default -> devices.add(device);
            }
        }
        return with(plan, zones, devices);
    }

    private List<Port> shuffled(List<Port> ports) {
        var uses = new ArrayList<PortUse>();
        ports.forEach(p -> uses.add(p.use()));
        Collections.shuffle(uses, random);
        var mixed = new ArrayList<Port>();
        for (int i = 0; i < ports.size(); i++) {
            mixed.add(new Port(ports.get(i).name(), uses.get(i)));
        }
        return mixed;
    }

    private static SitePlan with(SitePlan plan, List<SiteZone> zones, List<Device> devices) {
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                zones,
                devices,
                plan.siteNode(),
                plan.defaultRoutes());
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
