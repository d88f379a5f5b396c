package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Equipment;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.ContentProofs;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the centre plans for a conduit from one site to another. */
class TunnelPlanTest {

    private static final SiteId HERE = new SiteId("ww-01");
    private static final SiteId THERE = new SiteId("ss-04");
    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final List<String> JUNOS = List.of("junos-conf-root", "junos-conf-security");
    private static final List<String> IETF =
            List.of(
                    "iana-if-type",
                    "ieee802-dot1q-bridge",
                    "ietf-access-control-list",
                    "ietf-interfaces",
                    "ietf-ip",
                    "ietf-ipv4-unicast-routing",
                    "ietf-ipv6-unicast-routing",
                    "ietf-routing");

    private static ZoneModel model() {
        var conduits = new ArrayList<>(Blueprint.reference().conduits());
        conduits.add(
                new Conduit(
                                new ConduitId("mirror"),
                                "Mirror of the substation",
                                Endpoint.of("it/reporting"),
                                Endpoint.of("it-dmz/update-mirror"),
                                List.of(Service.of("tcp/8080")),
                                "Reporting reads what the substation mirrors.",
                                "it-operations",
                                LocalDate.of(2027, 5, 31),
                                new Scope.BetweenSites(HERE, THERE))
                        .protectedOnly());
        return Blueprint.reference().with(conduits);
    }

    private static SiteFacts facts(SiteId site, List<String> firewall) {
        var seen = Map.of(FIREWALL, firewall, new DeviceSlot("sw-1"), IETF);
        return new SiteFacts(site, true, seen, Optional.empty(), true);
    }

    private static PlannedChange planned(List<String> firewallThere, Equipment equipmentThere) {
        var plans = List.of(plan(HERE, 1, Equipment.ZONE_FIREWALL), plan(THERE, 4, equipmentThere));
        var policy = new PolicyInForce(1, "d", NOW, Optional.empty(), model(), plans);
        var facts = new TreeMap<SiteId, SiteFacts>();
        facts.put(HERE, facts(HERE, JUNOS));
        facts.put(THERE, facts(THERE, firewallThere));
        return Acting.as(
                Caller.centre(new OrganizationId(UUID.randomUUID()), "test"),
                () -> new Planner(new Dialects(), () -> NOW).plan(policy, List.of(), facts));
    }

    /** Without its access point, for which no dialect is here. */
    private static SitePlan plan(SiteId site, int number, Equipment equipment) {
        var plan = Blueprint.sitePlan(site, site.value(), "Europe/Berlin", number, equipment);
        return plan.with(
                plan.zones(),
                plan.devices().stream()
                        .filter(d -> d.role() != DeviceRole.ACCESS_POINT)
                        .map(d ->
                                d.with(
                                        d.ports().stream()
                                                .map(TunnelPlanTest::withoutPoint)
                                                .toList()))
                        .toList());
    }

    private static Port withoutPoint(Port port) {
        return port.use() instanceof PortUse.Trunk(var peer, _) && peer.value().equals("ap-1")
                ? new Port(port.name(), new PortUse.Unused())
                : port;
    }

    private static List<FindingLine> told(PlannedChange planned, String severity) {
        return planned.preview().findings().stream()
                .filter(f -> f.severity().equals(severity))
                .toList();
    }

    @Test
    void between_two_zone_firewalls_it_is_rendered_proved_and_says_what_a_person_does_before() {
        var planned = planned(JUNOS, Equipment.ZONE_FIREWALL);

        assertThat(told(planned, "BLOCKER")).isEmpty();
        assertThat(told(planned, "NOTE"))
                .filteredOn(f -> f.code().equals("TO_BE_DONE_BEFORE"))
                .extracting(FindingLine::site)
                .containsExactlyInAnyOrder("ww-01", "ss-04");
        assertThat(planned.sites()).hasSize(2);
        for (var site : planned.sites()) {
            var content = WireJson.read(SiteContent.class, site.content());
            var firewall =
                    content.devices().stream()
                            .filter(d -> d.slot().equals(FIREWALL))
                            .findFirst()
                            .orElseThrow();
            assertThat(content.plan().tunnels()).hasSize(2);
            assertThat(firewall.text())
                    .contains("<bind-interface>st0.", "<version>v2-only")
                    .doesNotContain("pre-shared-key");
            assertThat(ContentProofs.of(Optional.empty(), content)).allMatch(Proof::holds);
        }
    }

    @Test
    void to_a_device_that_cannot_be_told_to_bring_one_up_it_is_a_blocker_with_its_reason() {
        var planned = planned(IETF, Equipment.OPEN_NETWORK);

        assertThat(told(planned, "BLOCKER"))
                .filteredOn(f -> f.code().equals("TUNNEL_NOT_RENDERED"))
                .isNotEmpty()
                .allSatisfy(f -> {
                    assertThat(f.site()).isEqualTo("ss-04");
                    assertThat(f.detail())
                            .contains("[mirror]", "ww-01")
                            .contains("fw-1 is a device that cannot be told");
                });
    }
}
