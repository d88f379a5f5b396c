package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.reminders.Reminders;
import io.holdfast.controller.scope.Caller;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** What somebody typed at a device of the waterworks, and what people decide about it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftsTest extends CentreStory {

    private static final String DRIFT = "/sites/ww-01/devices/fw-1/drift";

    @BeforeAll
    static void a_waterworks_that_runs_what_was_approved() {
        enrol();
        var change =
                water.post(
                        "/change-requests",
                        draft("First", blueprint().stream().map(CentreStory::put).toArray()));
        approvedAndKept(path(change), change.etag());
    }

    private static Box waterworksBox() {
        return boxes.getLast();
    }

    private static SiteContent content() {
        return Objects.requireNonNull(waterworksBox().content);
    }

    private static JsonNode drifts() {
        var answer = water.get("/drifts?site=ww-01");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("items");
    }

    private static void runs(String state, DeviceConfig config) {
        waterworksBox().tellsRunning(DriftByHand.FIREWALL, state, config);
    }

    private static String running() {
        return drifts().path(0).path("running").asString();
    }

    private static String tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Test
    @Order(1)
    void a_device_that_runs_what_was_approved_is_no_drift_whatever_it_says_beside() {
        waterworksBox().tellsRunning(DriftByHand.FIREWALL, "KEPT", DriftByHand.approved(content()));
        assertThat(drifts()).isEmpty();
        assertThat(water.get("/drifts").body().path("unclear")).isEmpty();
    }

    @Test
    @Order(2)
    void a_rule_typed_by_hand_is_one_line_and_a_packet_that_nobody_approved() {
        waterworksBox()
                .tellsRunning(DriftByHand.FIREWALL, "CONFLICT", DriftByHand.officeToDmz(content()));
        var found = drifts();
        assertThat(found).hasSize(1);
        var drift = found.path(0);
        assertThat(drift.path("slot").asString()).isEqualTo("fw-1");
        assertThat(drift.path("state").asString()).isEqualTo("CONFLICT");
        assertThat(drift.path("grade").asString()).isEqualTo("OPENS");
        assertThat(drift.path("lines")).hasSize(1);
        assertThat(drift.path("lines").path(0).path("change").asString()).isEqualTo("ADDED");
        assertThat(drift.path("lines").path(0).path("element").asString())
                .contains("vendor-by-hand");
        assertThat(drift.path("example").path("opens").asBoolean()).isTrue();
        assertThat(drift.path("example").path("sentence").asString())
                .contains("no conduit allows it");
    }

    @Test
    @Order(3)
    void what_the_site_takes_for_kept_is_compared_all_the_same() {
        waterworksBox()
                .tellsRunning(DriftByHand.FIREWALL, "KEPT", DriftByHand.described(content()));
        var drift = drifts().path(0);
        assertThat(drift.path("grade").asString()).isEqualTo("NO_EFFECT");
        assertThat(drift.path("example").isMissingNode()).isTrue();
        waterworksBox()
                .tellsRunning(DriftByHand.FIREWALL, "CONFLICT", DriftByHand.officeToDmz(content()));
    }

    @Test
    @Order(4)
    void an_acceptance_is_an_approvers_word_about_exactly_what_was_seen_and_it_ends() {
        var seen = running();
        var body = Map.of("running", seen, "until", tomorrow(), "reason", "vendor is on site");
        var program = Api.program(base, "water", "water-secret-1234", EVERYTHING);
        assertThat(program.post(DRIFT + "/accept", body).code()).isEqualTo("NOT_PERMITTED");
        var past = Map.of("running", seen, "until", "2020-01-01T00:00:00Z", "reason", "x");
        assertThat(approver.post(DRIFT + "/accept", past).code()).isEqualTo("ACCEPTANCE_TOO_LONG");
        var blank = Map.of("running", seen, "until", tomorrow(), "reason", " ");
        assertThat(approver.post(DRIFT + "/accept", blank).code()).isEqualTo("REASON_MISSING");
        var other = Map.of("running", "ab".repeat(32), "until", tomorrow(), "reason", "x");
        assertThat(approver.post(DRIFT + "/accept", other).code()).isEqualTo("RUNNING_MOVED");
        assertThat(drifts().path(0).path("answer").isMissingNode()).isTrue();

        assertThat(approver.post(DRIFT + "/accept", body).status()).isEqualTo(204);
        var answer = drifts().path(0).path("answer");
        assertThat(answer.path("kind").asString()).isEqualTo("ACCEPT_UNTIL");
        assertThat(answer.path("reason").asString()).isEqualTo("vendor is on site");

        waterworksBox()
                .tellsRunning(DriftByHand.FIREWALL, "CONFLICT", DriftByHand.described(content()));
        assertThat(drifts().path(0).path("answer").isMissingNode())
                .as("it spoke of something else")
                .isTrue();
        waterworksBox()
                .tellsRunning(DriftByHand.FIREWALL, "CONFLICT", DriftByHand.officeToDmz(content()));
        plant.sql("update drift_answer set until_time = now() - interval '1 second'");
        assertThat(drifts().path(0).path("answer").isMissingNode()).as("it is over").isTrue();
    }

    @Test
    @Order(5)
    void what_a_device_lets_through_becomes_a_change_that_is_reviewed_like_any_other() {
        var adopted =
                water.post(
                        DRIFT + "/adopt",
                        Map.of(
                                "running", running(),
                                "title", "Keep the vendor's way in",
                                "reason", "it was needed at night",
                                "ownerRole", "it-operations",
                                "reviewBy",
                                        Instant.now()
                                                .plus(30, ChronoUnit.DAYS)
                                                .toString()
                                                .substring(0, 10)));
        assertThat(adopted.status()).as(adopted.body().toString()).isEqualTo(201);
        var change = water.get("/change-requests/" + adopted.body().path("changeId").asString());
        assertThat(change.body().path("state").asString()).isIn("DRAFT", "VERIFIED");
        assertThat(change.body().path("edits").toString()).contains("tcp/22");
    }

    @Test
    @Order(6)
    void a_device_in_conflict_of_which_nothing_was_read_is_named_without_a_line() {
        var other = waterworksBox();
        other.tellsUnread(new DeviceSlot("sw-1"), "host key changed");
        var unclear = water.get("/drifts?site=ww-01").body().path("unclear");
        assertThat(unclear).hasSize(1);
        assertThat(unclear.path(0).path("reason").asString()).contains("host key changed");
        other.tellsRunning(
                new DeviceSlot("sw-1"),
                "KEPT",
                content().devices().stream()
                        .filter(d -> d.slot().value().equals("sw-1"))
                        .findFirst()
                        .orElseThrow()
                        .config());
        assertThat(water.get("/drifts?site=nowhere").code()).isEqualTo("NOT_FOUND");
    }

    @Test
    @Order(7)
    void put_back_the_site_is_given_what_was_approved_and_may_replace_exactly_what_was_seen() {
        var seen = running();
        long before = waterworksBox().revision;
        var unreasoned = water.post(DRIFT + "/re-assert", Map.of("running", seen, "reason", ""));
        assertThat(unreasoned.code()).isEqualTo("REASON_MISSING");
        var done =
                water.post(DRIFT + "/re-assert", Map.of("running", seen, "reason", "by mistake"));
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("revision").asLong()).isEqualTo(before + 1);
        var approved = DriftByHand.approved(content());
        waterworksBox()
                .tellsRunning(DriftByHand.FIREWALL, "CONFLICT", DriftByHand.officeToDmz(content()));
        assertThat(waterworksBox().revision).isEqualTo(before + 1);
        assertThat(waterworksBox().takeOver)
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.slot()).isEqualTo(DriftByHand.FIREWALL);
                    assertThat(t.runningDigest()).isEqualTo(seen);
                });
        assertThat(DriftByHand.approved(content())).isEqualTo(approved);
        runs("WAITING", DriftByHand.officeToDmz(content()));
        assertThat(drifts().path(0).path("answer").path("kind").asString())
                .as("it waits for its window, and the rule is still there")
                .isEqualTo("RE_ASSERT");
        var again = water.post(DRIFT + "/re-assert", Map.of("running", seen, "reason", "twice"));
        assertThat(again.body().path("revision").asLong())
                .as("a second click does nothing more")
                .isEqualTo(before + 1);
        assertThat(
                        approver.post(
                                        DRIFT + "/accept",
                                        Map.of("running", seen, "until", tomorrow(), "reason", "x"))
                                .code())
                .isEqualTo("PUT_BACK_UNDER_WAY");
        runs("TAKEN_BACK", DriftByHand.officeToDmz(content()));
        assertThat(drifts()).hasSize(1);
        assertThat(drifts().path(0).path("answer").isMissingNode())
                .as("the device took it back, so somebody must look again")
                .isTrue();
        waterworksBox().tellsRunning(DriftByHand.FIREWALL, "KEPT", approved);
        assertThat(drifts()).isEmpty();
        assertThat(
                        water.post(DRIFT + "/re-assert", Map.of("running", seen, "reason", "again"))
                                .code())
                .isEqualTo("NOT_FOUND");
        var entries =
                plant.sql("select action from audit_entry where action like 'drift.%' order by 1");
        assertThat(entries).contains("drift.accept", "drift.adopt", "drift.re-assert");
    }

    @Test
    @Order(8)
    void what_was_mended_and_typed_again_is_told_again_and_what_stays_is_told_once() {
        var approved = DriftByHand.approved(content());
        int before = toldAfterALook();
        runs("CONFLICT", DriftByHand.described(content()));
        assertThat(toldAfterALook()).isEqualTo(before + 1);
        assertThat(toldAfterALook()).as("it is still there").isEqualTo(before + 1);
        runs("KEPT", approved);
        assertThat(toldAfterALook()).as("it was mended").isEqualTo(before + 1);
        runs("CONFLICT", DriftByHand.described(content()));
        assertThat(drifts().path(0).path("cause").isMissingNode()).isTrue();
        RestoreTest.enters(waterworksBox());
        var at = Instant.parse("2026-11-23T08:00:00Z");
        waterworksBox().tells(new ChangedBy(DriftByHand.FIREWALL, running(), "vendor", at));
        var cause = drifts().path(0).path("cause");
        assertThat(cause.path("hand").asString()).isEqualTo("PERSON");
        assertThat(cause.path("user").asString()).isEqualTo("vendor");
        assertThat(Instant.parse(cause.path("at").asString())).isEqualTo(at);
        waterworksBox().tells(new ChangedBy(DriftByHand.FIREWALL, "ab".repeat(32), "", at));
        assertThat(drifts().path(0).path("cause").isMissingNode())
                .as("it spoke of something else")
                .isTrue();
        assertThat(toldAfterALook()).as("the same was typed again").isEqualTo(before + 2);
        runs("KEPT", approved);
    }

    private static int toldAfterALook() {
        plant.as(
                Caller.centre(waterworks, "test"),
                () -> {
                    plant.bean(Reminders.class).look();
                    return true;
                });
        return water.get("/events?kind=DRIFT_FOUND").body().path("items").size();
    }
}
