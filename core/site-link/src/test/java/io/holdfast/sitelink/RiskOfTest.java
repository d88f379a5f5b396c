package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.network.TunnelProposal;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RiskOfTest {

    private static final SiteId WW_01 = new SiteId("ww-01");
    private static final Zone OT = zone("ot", ZoneKind.OT, true);
    private static final Zone DMZ = zone("ot-dmz", ZoneKind.OT_DMZ, false);
    private static final Guardrail RAIL =
            new Guardrail.NeverDirect("no-direct", ZoneKind.IT, ZoneKind.OT);

    private static Zone zone(String name, ZoneKind kind, boolean essential) {
        return new Zone(new ZoneName(name), kind, SecurityLevel.even(3), "owner", essential);
    }

    private static Conduit conduit(String from, String to, Scope scope, Service... services) {
        return new Conduit(
                new ConduitId("c-1"),
                "c",
                Endpoint.of(from),
                Endpoint.of(to),
                List.of(services),
                "needed",
                "owner",
                LocalDate.of(2027, 1, 1),
                scope);
    }

    private static SiteContent content(
            int vlan, List<Zone> zones, List<Guardrail> rails, String ot, Conduit... conduits) {
        var places =
                List.of(
                        new SiteZone(
                                new ZoneName("ot"),
                                40,
                                List.of(Prefix.of(ot)),
                                List.of(),
                                List.of()),
                        new SiteZone(
                                new ZoneName("ot-dmz"),
                                30,
                                List.of(Prefix.of("10.1.30.0/24")),
                                List.of(),
                                List.of()));
        return new SiteContent(
                1,
                "org",
                new SitePlan(WW_01, "W", "UTC", places, List.of(), List.of(), List.of()),
                new ZoneModel(zones, List.of(conduits), rails),
                List.of(
                        new SiteContent.DeviceContent(
                                new DeviceSlot("fw-1"),
                                1,
                                "ietf",
                                vlan == 0 ? DeviceConfig.EMPTY : Offer.config(vlan),
                                "t",
                                "d")));
    }

    private static SiteContent content(int vlan, Conduit... conduits) {
        return content(vlan, List.of(OT, DMZ), List.of(RAIL), "10.1.40.0/24", conduits);
    }

    private static final Conduit OUT =
            conduit("ot", "ot-dmz", new Scope.EverySite(), Service.tcp(443));
    private static final Conduit IN =
            conduit("ot-dmz", "ot", new Scope.EverySite(), Service.tcp(443));

    private static RiskClass between(SiteContent stored, SiteContent offered) {
        return RiskOf.between(Optional.of(stored), offered);
    }

    @Test
    void nothing_that_reaches_a_device_is_r0_and_anything_that_does_at_least_r1() {
        assertThat(between(content(40, IN), content(40, IN))).isEqualTo(RiskClass.R0);
        assertThat(between(content(40), content(41))).isEqualTo(RiskClass.R1);
        assertThat(between(content(40), content(41, OUT))).isEqualTo(RiskClass.R1);
        assertThat(RiskOf.between(Optional.empty(), content(40))).isEqualTo(RiskClass.R1);
    }

    /** What guardrails keep from OT they no longer keep from addresses that are no longer OT. */
    @Test
    void moving_addresses_into_a_zone_of_another_kind_is_as_grave_as_loosening_a_guardrail() {
        var before = content(40, List.of(OT, DMZ), List.of(RAIL), "10.1.40.0/24");
        var shrunk = content(40, List.of(OT, DMZ), List.of(RAIL), "10.1.40.128/25");
        assertThat(between(before, shrunk)).isEqualTo(RiskClass.R0);
        assertThat(between(before, withMore(shrunk, "ot-dmz", "10.1.40.0/25")))
                .isEqualTo(RiskClass.R3);
        var sixes = content(40, List.of(OT, DMZ), List.of(RAIL), "2001:db8:40::/48");
        assertThat(between(sixes, withMore(shrunk, "ot-dmz", "2001:db8:40:7::/64")))
                .isEqualTo(RiskClass.R3);
    }

    private static SiteContent withMore(SiteContent content, String zone, String prefix) {
        var plan = content.plan();
        var zones =
                plan.zones().stream()
                        .map(z ->
                                z.zone().value().equals(zone)
                                        ? z.with(
                                                Stream.concat(
                                                                z.prefixes().stream(),
                                                                Stream.of(Prefix.of(prefix)))
                                                        .toList(),
                                                z.gateways(),
                                                z.groups())
                                        : z)
                        .toList();
        return new SiteContent(
                content.schema(),
                content.organization(),
                new SitePlan(WW_01, "W", "UTC", zones, List.of(), List.of(), List.of()),
                content.model(),
                content.devices());
    }

    @Test
    void closing_the_last_way_to_another_site_loosens_no_guardrail_here() {
        var far = zone("ot-at-ss-04", ZoneKind.OT, true);
        var plain = content(41, List.of(OT, DMZ), List.of(RAIL), "10.1.40.0/24");
        var joined = content(40, List.of(OT, DMZ, far), List.of(RAIL), "10.1.40.0/24");
        var there = Prefix.of("10.4.40.0/24");
        var zones =
                Stream.concat(
                                joined.plan().zones().stream(),
                                Stream.of(
                                        new SiteZone(
                                                far.name(),
                                                0,
                                                List.of(there),
                                                List.of(),
                                                List.of())))
                        .toList();
        var tunnel =
                new Tunnel(
                        IpAddress.of("198.51.100.1"),
                        IpAddress.of("198.51.100.4"),
                        List.of(Prefix.of("10.1.40.0/24")),
                        List.of(there),
                        TunnelProposal.AES_256_GCM_SHA_384_ECP_384);
        var end =
                new TunnelEnd(
                        far.name(), new SiteId("ss-04"), new DeviceSlot("fw-1"), "tunnel7", tunnel);
        var through =
                new SiteContent(
                        1,
                        "org",
                        joined.plan().joined(zones, List.of(end)),
                        joined.model(),
                        joined.devices());
        assertThat(between(through, plain)).isEqualTo(RiskClass.R1);
        assertThat(between(joined, content(41, List.of(DMZ), List.of(RAIL), "10.1.40.0/24")))
                .as("a zone of this site")
                .isEqualTo(RiskClass.R3);
    }

    /** The same site with a switch that is told these VLANs and its ports alone. */
    private static SiteContent withSwitch(int vlan) {
        var content = content(40);
        var config = DeviceConfig.bridging(List.of(), List.of(new Vlan(vlan, "v")));
        return new SiteContent(
                content.schema(),
                content.organization(),
                content.plan(),
                content.model(),
                Stream.concat(
                                content.devices().stream(),
                                Stream.of(
                                        new SiteContent.DeviceContent(
                                                new DeviceSlot("sw-1"),
                                                2,
                                                "snmp-qbridge",
                                                config,
                                                "t",
                                                "d")))
                        .toList());
    }

    @Test
    void a_change_of_a_switch_that_cannot_take_itself_back_is_r2() {
        assertThat(between(withSwitch(20), withSwitch(30))).isEqualTo(RiskClass.R2);
        assertThat(between(content(40), withSwitch(20))).isEqualTo(RiskClass.R2);
        assertThat(between(withSwitch(20), withSwitch(20))).isEqualTo(RiskClass.R0);
        assertThat(between(withSwitch(20), content(40))).isEqualTo(RiskClass.R1);
    }

    @Test
    void a_new_way_into_productive_ot_is_r2_and_closing_one_is_not() {
        assertThat(between(content(40), content(41, IN))).isEqualTo(RiskClass.R2);
        assertThat(between(content(40, IN), content(41))).isEqualTo(RiskClass.R1);
        assertThat(RiskOf.between(Optional.empty(), content(40, IN))).isEqualTo(RiskClass.R2);
    }

    @Test
    void one_service_more_or_other_addresses_are_a_new_way() {
        var more =
                conduit("ot-dmz", "ot", new Scope.EverySite(), Service.tcp(443), Service.tcp(502));
        var moved = content(40, List.of(OT, DMZ), List.of(RAIL), "10.1.40.0/23", IN);

        assertThat(between(content(40, IN), content(40, more))).isEqualTo(RiskClass.R2);
        assertThat(between(content(40, IN), moved)).isEqualTo(RiskClass.R2);
    }

    @Test
    void a_conduit_for_other_sites_is_no_way_here() {
        var elsewhere =
                conduit(
                        "ot-dmz",
                        "ot",
                        new Scope.OnlySites(List.of(new SiteId("cl-03"))),
                        Service.tcp(443));

        assertThat(between(content(40), content(41, elsewhere))).isEqualTo(RiskClass.R1);
    }

    @Test
    void a_guardrail_gone_or_a_zone_of_another_kind_is_r3() {
        var noRail = content(40, List.of(OT, DMZ), List.of(), "10.1.40.0/24");
        var renamed =
                content(
                        40,
                        List.of(zone("ot", ZoneKind.IT, true), DMZ),
                        List.of(RAIL),
                        "10.1.40.0/24");
        var harmless =
                content(
                        40,
                        List.of(zone("ot", ZoneKind.OT, false), DMZ),
                        List.of(RAIL),
                        "10.1.40.0/24");

        assertThat(between(content(40), noRail)).isEqualTo(RiskClass.R3);
        assertThat(between(content(40), renamed)).isEqualTo(RiskClass.R3);
        assertThat(between(content(40), harmless)).isEqualTo(RiskClass.R3);
        assertThat(between(noRail, content(40))).isEqualTo(RiskClass.R0);
    }

    @Test
    void the_higher_class_wins() {
        assertThat(RiskOf.higher(RiskClass.R1, RiskClass.R3)).isEqualTo(RiskClass.R3);
        assertThat(RiskOf.higher(RiskClass.R3, RiskClass.R1)).isEqualTo(RiskClass.R3);
    }
}
