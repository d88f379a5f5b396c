package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.ContentProofs;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the centre plans where something closes by itself (rulings P5). */
class HardEndsPlanTest {

    private static final SiteId SITE = new SiteId("ww-01");
    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(2));
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
                    new DeviceSlot("sw-1"),
                    List.of("IF-MIB", "Q-BRIDGE-MIB"));

    private static ZoneModel openUntil(Instant end) {
        var model = Blueprint.reference();
        var conduits = new ArrayList<>(model.conduits());
        conduits.add(
                new Conduit(
                                new ConduitId("vendor"),
                                "Vendor access",
                                new Endpoint.WholeZone(new ZoneName("it")),
                                new Endpoint.WholeZone(new ZoneName("it-dmz")),
                                List.of(Service.of("tcp/2222")),
                                "The vendor replaces the update mirror this week.",
                                "it-operations",
                                LocalDate.of(2027, 1, 1),
                                new Scope.EverySite())
                        .lasting(new Lasting.Temporary(end, Duration.ofDays(1))));
        return model.with(conduits);
    }

    private static PlannedChange planned(
            ZoneModel model, Optional<SiteContent> released, boolean closes, Instant at) {
        var policy = new PolicyInForce(1, "d", NOW, Optional.empty(), model, List.of(PLAN));
        return Acting.as(
                Caller.centre(new OrganizationId(UUID.randomUUID()), "test"),
                () ->
                        new Planner(new Dialects(), () -> at)
                                .plan(
                                        policy,
                                        List.of(),
                                        Map.of(
                                                SITE,
                                                new SiteFacts(
                                                        SITE, true, SEEN, released, closes))));
    }

    private static SiteContent content(PlannedChange planned) {
        return WireJson.read(SiteContent.class, planned.sites().getFirst().content());
    }

    private static SiteContent open() {
        return content(planned(openUntil(END), Optional.empty(), true, NOW));
    }

    private static List<String> codes(PlannedChange planned, String severity) {
        return planned.preview().findings().stream()
                .filter(f -> f.severity().equals(severity))
                .map(FindingLine::code)
                .toList();
    }

    @Test
    void what_devices_are_told_at_the_end_is_part_of_what_is_approved_and_is_proved() {
        var planned = planned(openUntil(END), Optional.empty(), true, NOW);
        var content = content(planned);

        assertThat(codes(planned, "BLOCKER")).isEmpty();
        assertThat(codes(planned, "NOTE")).contains("HARD_END");
        assertThat(content.ends()).hasSize(1);
        var end = content.ends().getFirst();
        assertThat(end.at()).isEqualTo(END);
        assertThat(end.longest()).isEqualTo(Duration.ofDays(1));
        assertThat(end.devices()).extracting(SiteContent.DeviceContent::slot).contains(FIREWALL);
        assertThat(content.at(END).devices())
                .isEqualTo(
                        content(planned(Blueprint.reference(), Optional.empty(), true, NOW))
                                .devices());
        assertThat(content.at(END).model()).isEqualTo(Blueprint.reference());
        assertThat(ContentProofs.of(Optional.empty(), content)).allMatch(Proof::holds).hasSize(3);
    }

    @Test
    void approvals_stand_over_the_end_as_well() {
        var today = planned(openUntil(END), Optional.empty(), true, NOW).preview();
        var later = planned(openUntil(END.plusSeconds(60)), Optional.empty(), true, NOW).preview();

        assertThat(later.configDigest()).isNotEqualTo(today.configDigest());
    }

    @Test
    void a_site_whose_node_does_not_say_that_it_closes_is_not_told_to() {
        var planned = planned(openUntil(END), Optional.empty(), false, NOW);

        assertThat(codes(planned, "BLOCKER")).containsExactly("HARD_END_NOT_CARRIED");
        assertThat(codes(planned(Blueprint.reference(), Optional.empty(), false, NOW), "BLOCKER"))
                .isEmpty();
    }

    @Test
    void after_the_end_the_next_change_starts_from_what_was_closed() {
        var before = planned(openUntil(END), Optional.of(open()), true, END.minusSeconds(1));
        var after = planned(openUntil(END), Optional.of(open()), true, END);

        assertThat(codes(before, "BLOCKER")).containsExactly("NOTHING_CHANGES");
        assertThat(codes(after, "BLOCKER")).containsExactly("NOTHING_CHANGES");
    }

    @Test
    void a_longer_opening_is_a_change_although_no_device_runs_anything_else_today() {
        var planned =
                planned(openUntil(END.plus(Duration.ofDays(1))), Optional.of(open()), true, NOW);

        assertThat(planned.sites()).hasSize(1);
        assertThat(planned.sites().getFirst().changed()).isEmpty();
        assertThat(content(planned).ends().getFirst().at()).isEqualTo(END.plus(Duration.ofDays(1)));
    }
}
