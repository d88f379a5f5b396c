package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.site.LocalHold;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Break-glass over the console of a whole node, with the centre and without (X4, R61). */
class BreakGlassAtSiteTest extends WholeNode {

    private static final List<BreakGlassCodes.Issued> CODES =
            BreakGlassCodes.issue(1, new SecureRandom());

    private void issued(RunningSite site) {
        centre.codes(CODES.stream().map(BreakGlassCodes.Issued::sealed).toList());
        await().atMost(LONG).until(() -> site.status().codesLeft() == 3);
    }

    private static List<LocalHold> holds(RunningSite site) {
        return site.status().hold();
    }

    @Test
    void a_code_holds_the_site_while_the_centre_is_gone_and_over_a_restart() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            issued(node.site());
            centre.cut = true;
            assertThat(
                            ConsoleHands.enter(
                                            node.site().statusPort(), "1-0000-0000-0000-0000-0000")
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(
                            ConsoleHands.enter(node.site().statusPort(), CODES.get(0).text())
                                    .statusCode())
                    .isEqualTo(429);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> ConsoleHands.enter(node.site().statusPort(), CODES.get(0).text()),
                            r -> r.statusCode() == 303);
            assertThat(
                            ConsoleHands.enter(node.site().statusPort(), CODES.get(0).text())
                                    .statusCode())
                    .as("a code is good for one use")
                    .isEqualTo(403);
            assertThat(holds(node.site()).getFirst().person()).isEqualTo("Mara Lind");
        }
        try (var node = node(NodeProcess.settings(directory, List.of()), Drivers.installed())) {
            await().atMost(LONG).until(() -> holds(node.site()).size() == 1);
            assertThat(node.site().status().codesLeft()).isEqualTo(2);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> ConsoleHands.enter(node.site().statusPort(), CODES.get(1).text()),
                            r -> r.statusCode() == 303);
            centre.cut = false;
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(centre.entries("BREAK_GLASS_USED")).hasSize(2));
            assertThat(centre.entries("BREAK_GLASS_USED").getFirst().payload())
                    .contains("Mara Lind", "pump 3 must run", "\"opens\":true");
            assertThat(centre.everythingSaid())
                    .doesNotContain(CODES.get(0).text(), CODES.get(0).text().replace("-", ""));
            journalIsWholeAtTheCentre();
        }
        assertThat(String.join("\n", ownJournal()))
                .doesNotContain(CODES.get(0).text().substring(2));
    }

    @Test
    void what_the_centre_sends_waits_for_the_end_of_the_hold_and_is_applied_then()
            throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            issued(node.site());
            var cookie =
                    ConsoleHands.cookie(
                            ConsoleHands.enter(node.site().statusPort(), CODES.get(2).text()));
            release(smaller(Blueprint.reference()));
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.reason("fw-1"))
                                    .contains("by Mara Lind: pump 3 must run"));
            assertThat(centre.slotState("fw-1")).startsWith("WAITING");
            assertThat(node.site().status().revision()).isEqualTo(2);
            assertThat(
                            centre.entries("INTENT").stream()
                                    .filter(e -> e.payload().contains("\"revision\":2")))
                    .isEmpty();
            assertThat(
                            ConsoleHands.press(node.site().statusPort(), "end", cookie, Map.of())
                                    .statusCode())
                    .isEqualTo(303);
            awaitReports("KEPT 2");
            assertThat(holds(node.site())).isEmpty();
            assertThat(node.site().status().alarms())
                    .extracting(Status.AlarmLine::code)
                    .contains("BREAK_GLASS", "HOLD_ENDED");
            assertThat(
                            ConsoleHands.post(node.site().statusPort(), "end", cookie, Map.of())
                                    .statusCode())
                    .as("his word is over with the hold")
                    .isEqualTo(403);
        }
    }

    private boolean vendorPasses() {
        return plant.device("fw-1").probe("it", HardEndOfASiteTest.VENDOR) instanceof Fate.Passed;
    }

    @Test
    void what_is_open_for_a_while_is_closed_at_the_console_without_the_centre() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            var end = Instant.now().plusSeconds(3_600);
            release(HardEndOfASiteTest.openUntil(end));
            awaitReports("KEPT 1");
            assertThat(vendorPasses()).isTrue();
            issued(node.site());
            centre.cut = true;
            var cookie =
                    ConsoleHands.cookie(
                            ConsoleHands.enter(node.site().statusPort(), CODES.get(0).text()));
            var closed =
                    ConsoleHands.press(
                            node.site().statusPort(),
                            "close",
                            cookie,
                            Map.of("end", end.toString()));
            assertThat(closed.statusCode()).as(closed.body()).isEqualTo(303);
            await().atMost(LONG).until(() -> !vendorPasses());
            centre.cut = false;
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.journalTypes())
                                    .containsSubsequence(
                                            "BREAK_GLASS_USED",
                                            "HARD_END_REACHED",
                                            "EMERGENCY_CLOSED",
                                            "INTENT",
                                            "DECISION",
                                            "OUTCOME"));
            assertThat(centre.entries("EMERGENCY_CLOSED").getFirst().payload())
                    .contains("\"closes\":[\"vendor\"]", "Mara Lind", "fw-1");
            assertThat(
                            ConsoleHands.press(node.site().statusPort(), "end", cookie, Map.of())
                                    .statusCode())
                    .isEqualTo(303);
            journalIsWholeAtTheCentre();
            assertThat(vendorPasses()).isFalse();
        }
    }
}
