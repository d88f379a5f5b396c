package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Addresses, routes and prefixes that belong to nobody are told with their place. */
class AddressFindingsTest {

    private static List<Finding> findings(Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(Plant.model(), Plant.plan(), configs).findings();
    }

    @Test
    void what_belongs_to_no_zone_is_told_with_its_place() {
        var configs = Plant.changed(Plant.FW, Plant.route("10.77.0.0/16", "10.88.0.1"));
        configs = Plant.changed(configs, Plant.FW, Plant.route("fd00:1::/48", "2001:db8:ffff::1"));
        configs =
                Plant.changed(
                        configs,
                        Plant.FW,
                        Plant.ruleFirst(
                                "in-it-v4",
                                Plant.permit("old", "10.1.10.0/24", "192.168.7.0/24", "tcp/80")));
        configs =
                Plant.changed(
                        configs,
                        Plant.SW,
                        Plant.part(
                                "vlan99",
                                i ->
                                        new InterfaceConfig(
                                                i.name(),
                                                i.description(),
                                                true,
                                                i.mode(),
                                                List.of(
                                                        i.addresses().getFirst(),
                                                        InterfaceAddress.of("10.66.0.2/24")),
                                                i.ingress())));

        assertThat(findings(configs))
                .extracting(f -> f.code() + " " + f.where())
                .contains(
                        "ROUTE_TO_NO_ZONE fw-1 10.77.0.0/16",
                        "NEXT_HOP_IN_NO_ZONE fw-1 10.77.0.0/16",
                        "ROUTE_TO_NO_ZONE fw-1 fd00:1::/48",
                        "PREFIX_IN_NO_ZONE fw-1 in-it-v4 old",
                        "ADDRESS_IN_NO_ZONE sw-1 vlan99");
        assertThat(findings(Plant.configs())).noneMatch(f -> f.code().endsWith("_NO_ZONE"));
    }

    @Test
    void a_rule_that_rejects_what_no_zone_has_permits_nothing() {
        var permit = Plant.permit("old", "10.1.10.0/24", "192.168.7.0/24", "tcp/80");
        for (var verdict : List.of(Verdict.DENY, Verdict.REJECT)) {
            var rule = new FilterRule("old", permit.match(), verdict, false);
            var configs = Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", rule));
            assertThat(findings(configs))
                    .as(verdict.name())
                    .noneMatch(f -> f.code().equals("PREFIX_IN_NO_ZONE"));
        }
    }

    private static List<String> routes(SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(Plant.model(), plan, configs).findings().stream()
                .filter(f -> f.code().startsWith("ROUTE_"))
                .map(f -> f.code() + " " + f.where())
                .toList();
    }

    @Test
    void a_summary_of_more_than_the_zones_is_told_and_so_is_a_default_where_there_is_no_wan() {
        var summary = Plant.changed(Plant.FW, Plant.route("10.1.0.0/16", "10.1.99.10"));
        var exact = Plant.changed(Plant.FW, Plant.route("10.1.40.0/25", "10.1.99.10"));
        assertThat(routes(Plant.plan(), summary))
                .containsExactly("ROUTE_BEYOND_ZONES fw-1 10.1.0.0/16");
        assertThat(routes(Plant.plan(), exact)).isEmpty();

        var plan = Plant.plan();
        var inside = plan.zones().stream().filter(z -> !z.zone().equals(Plant.WAN)).toList();
        assertThat(routes(plan.with(inside, plan.devices()), Plant.configs()))
                .contains(
                        "ROUTE_BEYOND_ZONES fw-1 0.0.0.0/0",
                        "ROUTE_BEYOND_ZONES fw-1 ::/0",
                        "ROUTE_BEYOND_ZONES sw-1 0.0.0.0/0");
    }

    @Test
    void a_quarantine_without_addresses_is_no_wan() {
        var plan = Plant.plan();
        var zones =
                plan.zones().stream()
                        .map(z ->
                                z.zone().equals(Plant.WAN)
                                        ? new SiteZone(
                                                new ZoneName("quarantine"),
                                                666,
                                                List.of(),
                                                List.of(),
                                                List.of())
                                        : z)
                        .toList();
        var configs = Plant.changed(Plant.FW, Plant.route("203.0.113.0/24", "10.1.99.10"));
        assertThat(routes(Plant.plan(), configs)).isEmpty();
        assertThat(routes(plan.with(zones, plan.devices()), configs))
                .contains("ROUTE_TO_NO_ZONE fw-1 203.0.113.0/24");
    }
}
