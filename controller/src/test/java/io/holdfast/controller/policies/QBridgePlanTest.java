package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.RiskOf;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the centre plans for a site whose switch is configured over SNMP. */
class QBridgePlanTest {

    private static final SiteId SITE = new SiteId("ww-01");
    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final SitePlan PLAN = Blueprint.sitePlan(SITE, "Waterworks", "Europe/Berlin", 1);

    private static final Map<DeviceSlot, List<String>> SEEN =
            Map.of(
                    FIREWALL,
                    List.of(
                            "iana-if-type",
                            "ieee802-dot1q-bridge",
                            "ietf-access-control-list",
                            "ietf-interfaces",
                            "ietf-ip",
                            "ietf-ipv4-unicast-routing",
                            "ietf-ipv6-unicast-routing",
                            "ietf-routing"),
                    SWITCH,
                    List.of("IF-MIB", "Q-BRIDGE-MIB"));

    private static PlannedChange planned() {
        var policy =
                new PolicyInForce(
                        1, "d", NOW, Optional.empty(), Blueprint.reference(), List.of(PLAN));
        return Acting.as(
                Caller.centre(new OrganizationId(UUID.randomUUID()), "test"),
                () ->
                        new Planner(new Dialects(), () -> NOW)
                                .plan(
                                        policy,
                                        List.of(),
                                        Map.of(
                                                SITE,
                                                new SiteFacts(
                                                        SITE,
                                                        true,
                                                        SEEN,
                                                        Optional.empty(),
                                                        true))));
    }

    @Test
    void a_switch_over_snmp_is_planned_and_what_is_taken_for_granted_of_it_is_shown() {
        var planned = planned();

        assertThat(planned.preview().findings())
                .filteredOn(f -> f.severity().equals("BLOCKER"))
                .isEmpty();
        var proof = planned.preview().sites().getFirst().proof();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.assumptions())
                .anyMatch(a -> a.startsWith("sw-1 keeps its address"))
                .anyMatch(a -> a.contains("keep them over a restart"));
    }

    @Test
    void it_is_told_vlans_and_ports_in_a_step_of_its_own_and_a_site_takes_that_for_r2() {
        var content = WireJson.read(SiteContent.class, planned().sites().getFirst().content());
        var told =
                content.devices().stream()
                        .filter(d -> d.slot().equals(SWITCH))
                        .findFirst()
                        .orElseThrow();

        assertThat(told.dialect()).isEqualTo("snmp-qbridge");
        assertThat(told.text()).startsWith("snmp-qbridge 1\nvlan ").doesNotContain("10.");
        assertThat(content.devices())
                .filteredOn(d -> d.group() == told.group())
                .containsExactly(told);
        assertThat(RiskOf.between(Optional.of(without(content)), content)).isEqualTo(RiskClass.R2);
    }

    /** The same site before its switch was told anything. */
    private static SiteContent without(SiteContent content) {
        return new SiteContent(
                content.schema(),
                content.organization(),
                content.plan(),
                content.model(),
                content.devices().stream().filter(d -> !d.slot().equals(SWITCH)).toList());
    }
}
