package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.FleetReady.DeviceReady;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.HostKey;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed device is replaced at the console of a whole node that is cut off (B-70, B-71). */
class ReplacementAtSiteTest extends WholeNode {

    private static final List<BreakGlassCodes.Issued> CODES =
            BreakGlassCodes.issue(1, new SecureRandom());
    private static final String PATH = "/break-glass/replace";
    private static final String NEVER_SHOWN = "SHA256:" + "A".repeat(43);

    private DeviceReady unit(String serial) throws IOException {
        return plant.swap("fw-1", "", serial, folder.resolve(serial + ".key").toString());
    }

    /** The site runs its first state, has its codes, and then the centre is gone. */
    private void prepared(RunningSite site) {
        onboard(site);
        release(Blueprint.reference());
        awaitReports("KEPT 1");
        centre.codes(CODES.stream().map(BreakGlassCodes.Issued::sealed).toList());
        await().atMost(LONG).until(() -> site.status().codesLeft() == 3);
        centre.cut = true;
    }

    private static Map<String, String> asked(DeviceReady unit, String serial) {
        return new TreeMap<>(
                Map.of(
                        "slot",
                        "fw-1",
                        "serial",
                        serial,
                        "key",
                        unit.hostKey(),
                        "reason",
                        "its power supply burnt"));
    }

    private static void awaitPage(int port, String cookie, String... words) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(ConsoleHands.page(port, PATH, cookie)).contains(words));
    }

    private static String number(int port, String cookie) throws Exception {
        var page = ConsoleHands.page(port, PATH, cookie);
        var number = Pattern.compile("name=\"number\" value=\"([0-9]+)\"").matcher(page);
        assertThat(number.find()).as(page).isTrue();
        return number.group(1);
    }

    private static int confirm(int port, String cookie, String person, String code)
            throws Exception {
        return ConsoleHands.press(
                        port,
                        "replace/confirm",
                        cookie,
                        Map.of("number", number(port, cookie), "person", person, "code", code))
                .statusCode();
    }

    /** The serial number that the centre has of the firewall. */
    private String inventory() {
        var report = centre.reports().get(slot("fw-1"));
        return report == null || report.inventory() == null ? "" : report.inventory().serial();
    }

    private List<Cause> firewallsCauses() {
        return causes("fw-1");
    }

    @Test
    void b70_it_is_replaced_while_cut_off_and_the_centre_is_told_and_never_the_old_one_trusted()
            throws Exception {
        unit("OLD-1");
        try (var node = node(hasty(), Drivers.installed())) {
            var site = node.site();
            int port = site.statusPort();
            prepared(site);
            var fresh = unit("NEW-7");
            var cookie = ConsoleHands.cookie(ConsoleHands.enter(port, CODES.get(0).text()));
            assertThat(ConsoleHands.page(port, PATH, cookie)).contains("OLD-1", "revision 1");

            var wrong = asked(fresh, "NEW-7");
            wrong.put("key", NEVER_SHOWN);
            ConsoleHands.press(port, "replace/ask", cookie, wrong);
            awaitPage(port, cookie, "KEY_DIFFERS");

            assertThat(
                            ConsoleHands.press(port, "replace/ask", cookie, asked(fresh, "NEW-7"))
                                    .statusCode())
                    .isEqualTo(303);
            awaitPage(port, cookie, "Name of the second person", fresh.hostKey());
            assertThat(ConsoleHands.page(port, PATH, cookie))
                    .contains(HostKey.words(fresh.hostKey()), "OLD-1");
            assertThat(confirm(port, cookie, "mara lind", CODES.get(1).text())).isEqualTo(403);
            assertThat(firewallsCauses()).containsExactly(Cause.STARTED);
            assertThat(confirm(port, cookie, "Jon Ek", CODES.get(1).text())).isEqualTo(303);
            awaitPage(port, cookie, "fw-1 is replaced: NEW-7, confirmed by Mara Lind and Jon Ek");
            assertThat(state(site, "fw-1")).isEqualTo(DeviceState.KEPT);
            assertThat(firewallsCauses()).hasSizeGreaterThan(1);

            centre.cut = false;
            awaitReport("fw-1", "KEPT 1");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(centre.entries("REPLACED")).hasSize(1));
            assertThat(centre.entries("REPLACED").getFirst().payload())
                    .contains("OLD-1", "NEW-7", fresh.hostKey(), "Mara Lind", "Jon Ek", "burnt")
                    .contains("it says its serial number is NEW-7", "as the old one did");
            assertThat(centre.journalTypes())
                    .containsSubsequence(
                            "REPLACEMENT_ASKED",
                            "REPLACEMENT_ENDED",
                            "REPLACEMENT_ASKED",
                            "REPLACEMENT_INTENT",
                            "INTENT",
                            "DECISION",
                            "OUTCOME",
                            "REPLACED");
            journalIsWholeAtTheCentre();
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(inventory())
                                    .as("the new hardware is what is monitored")
                                    .isEqualTo("NEW-7"));
            assertThat(centre.everythingSaid())
                    .doesNotContain(CODES.get(1).text(), SimulatedPlant.secret().password());

            var list = centre.entries("ACCESS_ACCEPTED").size();
            centre.search(List.of());
            await().atMost(LONG).until(() -> centre.entries("ACCESS_ACCEPTED").size() > list);
            unit("OLD-1");
            await().atMost(LONG).until(() -> state(site, "fw-1") == DeviceState.KEY_CHANGED);
            assertThat(site.status().alarms())
                    .extracting(Status.AlarmLine::code)
                    .contains("TAKEN_OUT_UNIT");
            assertThat(firewallsCauses())
                    .as("nobody told it anything")
                    .containsExactly(Cause.STARTED);
        }
    }

    @Test
    void b71_a_unit_of_another_model_is_refused_with_the_reason_and_sent_nothing()
            throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            int port = node.site().statusPort();
            prepared(node.site());
            var other = plant.swap("fw-1", "Other 9", "NEW-7", folder.resolve("9.key").toString());
            var cookie = ConsoleHands.cookie(ConsoleHands.enter(port, CODES.get(0).text()));
            ConsoleHands.press(port, "replace/ask", cookie, asked(other, "NEW-7"));
            awaitPage(port, cookie, "Name of the second person");
            confirm(port, cookie, "Jon Ek", CODES.get(1).text());
            awaitPage(port, cookie, "WRONG_MODEL", "Other 9");

            assertThat(firewallsCauses()).containsExactly(Cause.STARTED);
            for (var form : hostile()) {
                assertThat(ConsoleHands.press(port, "replace/ask", cookie, form).statusCode())
                        .as(form.toString())
                        .isIn(400, 409);
            }
        }
    }

    private static List<Map<String, String>> hostile() {
        var good =
                Map.of("slot", "fw-1", "serial", "N1", "key", NEVER_SHOWN, "reason", "it is dead");
        return List.of(
                Map.of(),
                with(good, "slot", "../../etc"),
                with(good, "slot", "FW-1"),
                with(good, "slot", "no-such"),
                with(good, "serial", "x".repeat(65)),
                with(good, "serial", "<script>"),
                with(good, "serial", "a\u0000b"),
                with(good, "key", "SHA256:short"),
                with(good, "key", NEVER_SHOWN + NEVER_SHOWN),
                with(good, "key", "MD5:aa:bb"),
                with(good, "reason", ""),
                with(good, "reason", "x".repeat(501)),
                with(good, "reason", "two\nlines"));
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        var other = new TreeMap<>(form);
        other.put(name, value);
        return other;
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-unit-login", "after-apply"})
    void a_node_killed_between_intent_and_outcome_finishes_what_two_people_confirmed(String place)
            throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            prepared(node.site());
        }
        var fresh = unit("NEW-7");
        try (var doomed = NodeProcess.start(folder, directory, List.of(), place, true)) {
            int port = await().atMost(LONG).until(this::port, p -> p > 0);
            var cookie =
                    await().atMost(LONG)
                            .ignoreExceptions()
                            .until(
                                    () -> ConsoleHands.enter(port, CODES.get(0).text()),
                                    r -> r.statusCode() == 303)
                            .headers()
                            .firstValue("Set-Cookie")
                            .orElseThrow()
                            .split(";", 2)[0];
            ConsoleHands.press(port, "replace/ask", cookie, asked(fresh, "NEW-7"));
            awaitPage(port, cookie, "Name of the second person");
            var number = number(port, cookie);
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            ConsoleHands.press(
                                    port,
                                    "replace/confirm",
                                    cookie,
                                    Map.of(
                                            "number",
                                            number,
                                            "person",
                                            "Jon Ek",
                                            "code",
                                            CODES.get(1).text()));
                        } catch (Exception e) {
                            // The node dies before it answers, at some of the places.
                            return;
                        }
                    });
            await().atMost(LONG).until(doomed::atFailpoint);
            doomed.kill();
        }

        centre.cut = false;
        try (var node =
                node(
                        NodeProcess.settings(directory, List.of(), NodeProcess.hasty()),
                        Drivers.installed())) {
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.entries("REPLACED"))
                                    .as(centre.journalText())
                                    .hasSize(1));
            awaitReport("fw-1", "KEPT 1");
            assertThat(state(node.site(), "fw-1")).isEqualTo(DeviceState.KEPT);
            journalIsWholeAtTheCentre();
        }
    }

    private int port() throws IOException {
        var log = folder.resolve("node.log");
        if (!Files.exists(log)) {
            return 0;
        }
        var at = Pattern.compile("status page: http://127\\.0\\.0\\.1:([0-9]+)/");
        return Files.readAllLines(log).stream()
                .map(at::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(m -> Integer.parseInt(m.group(1)))
                .reduce(0, (_, last) -> last);
    }
}
