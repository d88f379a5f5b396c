package io.holdfast.apps.cli;

import io.holdfast.core.compile.HardEnds;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Service;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.DeviceDialect;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The site of the reference architecture, compiled and rendered as the centre does it. */
final class RealSite {

    static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    static final Instant END = NOW.plus(Duration.ofDays(3));
    static final SiteId SITE = new SiteId("ww-01");
    static final String ORGANIZATION = "0199e0c0-0000-7000-8000-000000000001";
    static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");

    private static final DeviceCapabilities CAPABLE =
            new DeviceCapabilities(
                    true,
                    DeviceCapabilities.ConfirmedCommit.V1_1,
                    true,
                    true,
                    false,
                    List.of(
                            "ietf-interfaces",
                            "ietf-ip",
                            "iana-if-type",
                            "ietf-access-control-list",
                            "ieee802-dot1q-bridge",
                            "ietf-routing",
                            "ietf-ipv4-unicast-routing",
                            "ietf-ipv6-unicast-routing"));

    private static final DeviceDialect IETF =
            ServiceLoader.load(DeviceDialect.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(d -> d.name().equals("ietf"))
                    .findFirst()
                    .orElseThrow();

    private RealSite() {}

    static SitePlan plan() {
        var night =
                new Window(
                        "nights",
                        WindowKind.MAINTENANCE,
                        Recurrence.of("FREQ=DAILY"),
                        LocalDateTime.of(2026, 11, 1, 22, 0),
                        Duration.ofHours(6));
        return Blueprint.sitePlan(SITE, "Waterworks", "Europe/Berlin", 1).within(List.of(night));
    }

    /** What is in force before: the reference architecture. */
    static SiteContent before() {
        return content(Blueprint.reference(), plan());
    }

    /** What is offered: a vendor gets to the OT DMZ for three days. */
    static SiteContent offered() {
        return content(withVendor(END, "remote-access", "ot-dmz"), plan());
    }

    static ZoneModel withVendor(Instant end, String from, String to) {
        var all = new ArrayList<>(Blueprint.reference().conduits());
        all.add(
                conduit("vendor", from, to)
                        .lasting(new Lasting.Temporary(end, Duration.ofHours(12))));
        return Blueprint.reference().with(all);
    }

    static Conduit conduit(String id, String from, String to) {
        return new Conduit(
                new ConduitId(id),
                "Vendor",
                new Endpoint.WholeZone(new ZoneName(from)),
                new Endpoint.WholeZone(new ZoneName(to)),
                List.of(Service.of("tcp/22")),
                "The vendor looks at the historian.",
                "plant-operations",
                LocalDate.of(2027, 1, 1),
                new Scope.EverySite());
    }

    static SiteContent content(ZoneModel model, SitePlan plan) {
        var contents =
                HardEnds.contents(model, plan, DeviceAbilities.of(List.of(), List.of()), NOW);
        var first = contents.getFirst().compiled();
        var devices = devices(first.devices(), first.groups());
        var ends = new ArrayList<SiteContent.HardEnd>();
        var known = first.devices();
        for (var then : contents.subList(1, contents.size())) {
            var before = known;
            var changed = new ArrayList<SiteContent.DeviceContent>();
            for (var device : devices(then.compiled().devices(), first.groups())) {
                if (!device.config().equals(before.get(device.slot()))) {
                    changed.add(device);
                }
            }
            ends.add(new SiteContent.HardEnd(then.from(), then.longest(), changed));
            known = then.compiled().devices();
        }
        return new SiteContent(SiteContent.SCHEMA, ORGANIZATION, plan, model, devices, ends);
    }

    private static List<SiteContent.DeviceContent> devices(
            Map<DeviceSlot, DeviceConfig> configs, Map<DeviceSlot, Integer> groups) {
        var devices = new ArrayList<SiteContent.DeviceContent>();
        configs.forEach(
                (slot, config) -> devices.add(device(slot, groups.getOrDefault(slot, 1), config)));
        return devices;
    }

    /** One device told exactly this. */
    static SiteContent.DeviceContent device(DeviceSlot slot, int group, DeviceConfig config) {
        var text = IETF.render(config, CAPABLE).text();
        return new SiteContent.DeviceContent(
                slot, group, IETF.name(), config, text, Digests.of(text));
    }
}
