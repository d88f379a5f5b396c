package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.local.LocalDecision;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * A use of break-glass at the waterworks, from its entry in the journal to its review (R61, X4).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HoldsTest extends CentreStory {

    private static final String HOLD = "/sites/ww-01/holds/1-1";
    private static final String BASE = "ab".repeat(32);
    private static final String LOCAL = "cd".repeat(32);
    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final Map<String, String> REVIEW =
            Map.of("postMortem", "A laptop was infected; the vendor conduit was closed for a day.");

    private static final List<JournalLine> JOURNAL = new ArrayList<>();
    private static String conduit = "";

    @BeforeAll
    static void a_waterworks_that_runs_what_was_approved() {
        enrol();
        conduit = telemetry().path("id").asString();
        var change =
                water.post(
                        "/change-requests",
                        draft("First", blueprint().stream().map(CentreStory::put).toArray()));
        approvedAndKept(path(change), change.etag());
    }

    private static void journals(String actor, JournalNote note) {
        var box = boxes.getLast();
        var head = JOURNAL.isEmpty() ? JournalHead.EMPTY : JOURNAL.getLast().head();
        var line =
                Journal.append(
                        head,
                        box.site.token.identity(),
                        new Journal.Moment(1, JOURNAL.size(), Instant.now()),
                        actor,
                        "hold-1",
                        note);
        JOURNAL.add(line);
        box.site.answer(
                box.site.request(box.revision, 0, line.head(), List.of(line), List.of(), 0));
    }

    private static JsonNode hold() {
        return water.get("/sites/ww-01/holds").body().path("items").path(0);
    }

    @Test
    @Order(1)
    void a_used_code_is_a_case_and_an_event_with_person_and_reason() {
        journals(
                "Bob",
                new JournalNote.BreakGlassUsed(
                        1, true, "1.2", "Bob", "the laptop is infected", 7_200, ""));
        var cases = water.get("/holds").body().path("items");
        assertThat(cases).hasSize(1);
        assertThat(cases.path(0).path("site").asString()).isEqualTo("ww-01");
        assertThat(hold().path("person").asString()).isEqualTo("Bob");
        assertThat(hold().path("endedAt").isMissingNode()).isTrue();
        var event = water.get("/events?kind=BREAK_GLASS_USED").body().path("items").path(0);
        assertThat(event.toString()).contains("the laptop is infected", "hold:ww-01/1-1");
        assertThat(approver.post(HOLD + "/review", REVIEW).code()).isEqualTo("HOLD_OPEN");
    }

    @Test
    @Order(2)
    void what_is_given_to_a_held_site_is_held_in_its_rollout_with_the_reason() {
        var change =
                water.post(
                        "/change-requests",
                        draft("Without", Map.of("type", "REMOVE_CONDUIT", "conduitId", last())));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        var rollout = approved.body().path("rolloutId").asString();
        assertThat(rollout).as(approved.body().toString()).isNotEmpty();
        await(
                "the held site",
                () -> {
                    boxes.getFirst().tells("KEPT");
                    boxes.getLast().tells("WAITING");
                    return state(rollout, "ww-01").path("state").asString().equals("HELD")
                            && water.get("/rollouts/" + rollout)
                                    .body()
                                    .path("state")
                                    .asString()
                                    .equals("DONE");
                });
        assertThat(state(rollout, "ww-01").path("reason").asString())
                .isEqualTo("held at the site by Bob: the laptop is infected");
    }

    private static String last() {
        return blueprint().getLast().path("id").asString();
    }

    private static JsonNode state(String rollout, String site) {
        for (var line : water.get("/rollouts/" + rollout).body().path("sites")) {
            if (line.path("site").asString().equals(site)) {
                return line;
            }
        }
        throw new AssertionError(site);
    }

    @Test
    @Order(3)
    void what_stands_of_it_keeps_the_case_open_until_it_is_answered() {
        journals(
                "Bob",
                new JournalNote.EmergencyClosed(
                        1,
                        "Bob",
                        List.of(conduit),
                        List.of(new JournalNote.Effect(FIREWALL, BASE, LOCAL))));
        journals("Bob", new JournalNote.HoldEnded(1, "Bob", "ended by Bob at the console"));
        assertThat(hold().path("effects").path(0).path("slot").asString()).isEqualTo("fw-1");
        assertThat(hold().path("effects").path(0).path("answer").asString()).isEmpty();
        assertThat(approver.post(HOLD + "/review", REVIEW).code()).isEqualTo("EFFECTS_UNANSWERED");
    }

    @Test
    @Order(4)
    void it_is_adopted_by_a_change_that_is_drafted_and_not_more() {
        var adopted =
                water.post(HOLD + "/adopt", Map.of("title", "Stays closed", "reason", "for good"));
        assertThat(adopted.status()).as(adopted.body().toString()).isEqualTo(201);
        var draft =
                water.get("/change-requests/" + adopted.body().path("changeId").asString()).body();
        assertThat(draft.path("edits")).hasSize(1);
        assertThat(draft.path("edits").toString()).contains("REMOVE_CONDUIT", conduit);
        assertThat(hold().path("effects").path(0).path("answer").asString()).isEmpty();
    }

    @Test
    @Order(5)
    void it_is_reverted_by_giving_the_site_the_same_once_more_with_what_was_seen() {
        boxes.getLast().tells("KEPT");
        await(
                "the rollout",
                () -> {
                    boxes.getLast().tells("KEPT");
                    var answer = water.post(HOLD + "/revert", Map.of("reason", "it is clean"));
                    return answer.status() == 200;
                });
        boxes.getLast().tells("WAITING");
        assertThat(boxes.getLast().takeOver)
                .containsExactly(new Delivery.TakeOver(FIREWALL, LOCAL));
        assertThat(water.post(HOLD + "/revert", Map.of("reason", " ")).code())
                .isEqualTo("REASON_MISSING");
    }

    @Test
    @Order(6)
    void a_decision_that_is_not_what_it_has_to_be_answers_nothing() {
        var known = new LocalDecision.Case(BASE, LOCAL, BASE, false, false, false, false);
        journals(
                "site-node",
                new JournalNote.LocalDecided(
                        FIREWALL,
                        1,
                        4,
                        known,
                        new LocalDecision.TakeCentral(LocalDecision.Because.ANSWERED)));
        assertThat(hold().path("effects").path(0).path("answer").asString()).isEmpty();
    }

    @Test
    @Order(7)
    void the_sites_own_decision_answers_it_and_somebody_else_closes_the_case_in_writing() {
        var known = new LocalDecision.Case(BASE, LOCAL, BASE, false, true, false, false);
        journals(
                "site-node",
                new JournalNote.LocalDecided(FIREWALL, 1, 4, known, LocalDecision.decide(known)));
        assertThat(hold().path("effects").path(0).path("answer").asString()).isEqualTo("ANSWERED");

        assertThat(water.post(HOLD + "/review", REVIEW).code()).isEqualTo("NOT_PERMITTED");
        var bob = Person.login(base, "bob", "another-long-one");
        assertThat(bob.post(HOLD + "/review", REVIEW).code()).isEqualTo("REVIEWER_USED_IT");
        assertThat(approver.post(HOLD + "/review", Map.of("postMortem", "fine")).code())
                .isEqualTo("POST_MORTEM_MISSING");
        var closed = approver.post(HOLD + "/review", REVIEW);
        assertThat(closed.status()).as(closed.body().toString()).isEqualTo(200);
        assertThat(closed.body().path("postMortem").asString()).isEqualTo(REVIEW.get("postMortem"));
        assertThat(water.get("/holds").body().path("items")).isEmpty();
        assertThat(approver.post(HOLD + "/review", REVIEW).code()).isEqualTo("HOLD_REVIEWED");
        assertThat(
                        plant.sql(
                                "select actor from audit_entry where action = 'hold.review' and"
                                        + " outcome = 'ALLOWED'"))
                .hasSize(1);
    }

    @Test
    @Order(8)
    void words_that_no_database_keeps_hold_up_no_journal() {
        journals(
                "Eve",
                new JournalNote.BreakGlassUsed(0, true, "1.3", "Eve", "no number", 7_200, ""));
        journals(
                "Eve",
                new JournalNote.BreakGlassUsed(
                        2, true, "1.3", "Eve\u0000\u001b[2J", "no \u0000 reason", 7_200, ""));
        journals(
                "site-node",
                new JournalNote.EmergencyClosed(
                        2,
                        "Eve",
                        List.of("x\u0000"),
                        List.of(new JournalNote.Effect(FIREWALL, BASE, LOCAL))));

        assertThat(hold().path("person").asString()).isEqualTo("Eve\uFFFD\uFFFD[2J");
        assertThat(
                        water.get("/sites/ww-01/connection")
                                .body()
                                .path("journal")
                                .path("durable")
                                .asInt())
                .isEqualTo(JOURNAL.size());
    }

    @Test
    @Order(9)
    void a_case_of_a_site_node_that_was_replaced_can_be_closed() {
        var second = HOLD.replace("1-1", "1-2") + "/review";
        assertThat(approver.post(second, REVIEW).code()).isEqualTo("HOLD_OPEN");

        plant.sql("update link_site set incarnation = 2 where site_code = 'ww-01' returning 1");

        var closed = approver.post(second, REVIEW);
        assertThat(closed.status()).as(closed.body().toString()).isEqualTo(200);
    }
}
