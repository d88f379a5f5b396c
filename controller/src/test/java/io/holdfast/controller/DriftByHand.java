package io.holdfast.controller;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.DeviceDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** What somebody typed at a device, as the device tells it. */
final class DriftByHand {

    static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");

    private DriftByHand() {}

    static DeviceConfig approved(SiteContent content) {
        return content.devices().stream()
                .filter(d -> d.slot().equals(FIREWALL))
                .findFirst()
                .orElseThrow()
                .config();
    }

    /**
     * One more rule, before all others, that lets the office speak to the servers between it and
     * the plant.
     */
    static DeviceConfig officeToDmz(SiteContent content) {
        var it = prefix(content.plan(), "it");
        var ot = prefix(content.plan(), "ot-dmz");
        var rule =
                new FilterRule(
                        "vendor-by-hand",
                        new PacketMatch(it, ot, Service.tcp(22)),
                        Verdict.PERMIT,
                        false);
        var config = approved(content);
        var lists = new ArrayList<AccessList>();
        for (var list : config.accessLists()) {
            var rules = new ArrayList<>(list.rules());
            if (list.family() == Family.IPV4 && judges(config, list, content.plan())) {
                rules.addFirst(rule);
            }
            lists.add(new AccessList(list.name(), list.family(), rules));
        }
        return new DeviceConfig(config.interfaces(), config.vlans(), lists, config.routes());
    }

    /** Other words beside an interface. */
    static DeviceConfig described(SiteContent content) {
        var config = approved(content);
        var parts = new ArrayList<>(config.interfaces());
        var first = parts.removeFirst();
        parts.add(
                new InterfaceConfig(
                        first.name(),
                        "typed by hand",
                        first.enabled(),
                        first.mode(),
                        first.addresses(),
                        first.ingress()));
        return new DeviceConfig(parts, config.vlans(), config.accessLists(), config.routes());
    }

    private static boolean judges(DeviceConfig config, AccessList list, SitePlan plan) {
        var gateways = plan.zone(new ZoneName("it")).orElseThrow().gateways();
        return config.interfaces().stream()
                .filter(i -> i.ingress().contains(list.name()))
                .anyMatch(i -> i.addresses().stream().anyMatch(gateways::contains));
    }

    private static Prefix prefix(SitePlan plan, String zone) {
        return plan.zone(new ZoneName(zone)).orElseThrow().prefixes().stream()
                .filter(p -> p.first().family() == Family.IPV4)
                .findFirst()
                .orElseThrow();
    }

    static String text(DeviceConfig config, List<String> modules) {
        var capabilities =
                new DeviceCapabilities(
                        true, DeviceCapabilities.ConfirmedCommit.V1_1, true, true, false, modules);
        var dialect =
                ServiceLoader.load(DeviceDialect.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(d -> d.recognises(capabilities))
                        .findFirst()
                        .orElseThrow();
        return dialect.render(config, capabilities).text();
    }
}
