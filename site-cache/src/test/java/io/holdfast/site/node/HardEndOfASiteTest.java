package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.offers.OwnChecks;
import io.holdfast.sitelink.SiteContent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A temporary conduit on simulated devices: open for its time, closed by the site alone. */
class HardEndOfASiteTest extends WholeNode {

    static final Packet VENDOR =
            new Packet(IpAddress.of("10.1.10.20"), IpAddress.of("10.1.20.20"), 6, 40_000, 2222);

    static ZoneModel openUntil(Instant end) {
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

    private boolean passes() {
        return plant.device("fw-1").probe("it", VENDOR) instanceof Fate.Passed;
    }

    /** The site's upper bound is half a minute ahead, the way of an answer from the centre. */
    private static Instant soon() {
        return Instant.now().plusSeconds(30 + 25);
    }

    @Test
    void it_closes_in_time_without_the_centre_and_says_why_afterwards() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            assertThat(passes()).isFalse();
            var end = soon();
            release(openUntil(end));
            awaitReports("KEPT 1");
            assertThat(passes()).isTrue();
            centre.cut = true;

            await().atMost(LONG).until(() -> !passes());
            assertThat(Instant.now()).isBefore(end);
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(line(node.site()).reason())
                                    .startsWith("closed at ")
                                    .endsWith("because vendor ended at " + end));
            centre.cut = false;
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.reason("fw-1"))
                                    .startsWith("closed at ")
                                    .endsWith("because vendor ended at " + end));
            assertThat(centre.slotState("fw-1")).isEqualTo("KEPT 1");
            assertThat(centre.journalTypes())
                    .containsSubsequence("HARD_END_REACHED", "INTENT", "DECISION", "OUTCOME");
            assertThat(centre.entries("INTENT").getLast().payload())
                    .contains("\"closes\":[\"vendor\"]");
            journalIsWholeAtTheCentre();
        }
    }

    private static Status.DeviceLine line(RunningSite site) {
        return site.status().devices().stream()
                .filter(d -> d.slot().equals("fw-1"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_node_that_was_off_at_the_end_closes_as_soon_as_it_is_sure() throws Exception {
        final Instant end;
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            end = soon();
            release(openUntil(end));
            awaitReports("KEPT 1");
        }
        assertThat(passes()).isTrue();
        await().atMost(LONG).until(() -> end.isBefore(Instant.now()));
        assertThat(passes()).isTrue();
        try (var _ = node(NodeProcess.settings(directory, List.of()), Drivers.installed())) {
            await().atMost(LONG).until(() -> !passes());
            await().atMost(LONG).until(() -> centre.reason("fw-1").startsWith("closed at "));
        }
    }

    @Test
    void a_content_that_would_stay_open_is_refused_by_the_sites_own_verifier() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            var content = plant.content(openUntil(soon().plusSeconds(600)), centre.reports());
            var open = content.devices();
            var bad =
                    new SiteContent(
                            content.schema(),
                            content.organization(),
                            content.plan(),
                            content.model(),
                            open,
                            content.ends().stream()
                                    .map(e ->
                                            new SiteContent.HardEnd(
                                                    e.at(),
                                                    e.longest(),
                                                    open.stream()
                                                            .filter(d ->
                                                                    d.slot().equals(slot("fw-1")))
                                                            .toList()))
                                    .toList());
            assertThat(new OwnChecks(Drivers.installed()).objections(Optional.empty(), content))
                    .isEmpty();
            centre.release(bad);
            await().atMost(LONG).until(() -> centre.journalTypes().contains("BUNDLE_REFUSED"));
            assertThat(centre.entries("BUNDLE_REFUSED").getFirst().payload())
                    .contains("PROOF", "2222");
            assertThat(passes()).isFalse();
        }
    }
}
