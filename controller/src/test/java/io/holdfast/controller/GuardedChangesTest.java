package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.LinkRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people arrange around a change: its waves, its reviewers, its words, its way back. */
class GuardedChangesTest extends CentreStory {

    @Test
    void planned_waves_are_approved_with_the_change_and_go_out_as_planned_until_stopped_for_good() {
        enrol();
        var change =
                water.post(
                        "/change-requests",
                        draft("In waves", blueprint().stream().map(CentreStory::put).toArray()));
        assertThat(change.body().path("rolloutPlan").path("waves")).isEmpty();
        var plan = path(change) + "/rollout-plan";
        wrong(plan, change.etag(), "UNKNOWN_SITE", "/waves/0/sites/0", chosen("zz-99"), share(100));
        wrong(plan, change.etag(), "LAST_WAVE_NOT_ALL", "/waves/0/percent", share(50));
        wrong(plan, change.etag(), "WAVE_KIND_UNKNOWN", "/waves/0/kind", Map.of("kind", "SOME"));
        wrong(plan, change.etag(), "FIELD_MISSING", "/waves/0/count", Map.of("kind", "FIRST"));

        var planned = water.put(plan, waves(chosen("ss-04"), share(100)), change.etag());

        assertThat(planned.status()).as(planned.body().toString()).isEqualTo(200);
        assertThat(planned.body().path("rolloutPlan").path("waves").path(0).path("sites"))
                .hasToString("[\"ss-04\"]");
        assertThat(digest(planned)).as("bound by what is approved").isNotEqualTo(digest(change));
        var usual = water.put(plan, waves(), planned.etag());
        assertThat(digest(usual)).isEqualTo(digest(change));
        wrong(plan, usual.etag(), "UNKNOWN_TAG", "/waves/0/tag", tagged(), share(100));
        var site = water.get("/sites/ss-04");
        assertThat(tag(site, "Not a tag").code()).isEqualTo("NOT_A_TAG");
        assertThat(tag(site, "pilot", "north", "pilot").body().path("tags"))
                .hasToString("[\"north\",\"pilot\"]");
        planned = water.put(plan, waves(tagged(), share(100)), usual.etag());
        assertThat(planned.body().path("rolloutPlan").path("waves").path(0).path("tag").asString())
                .isEqualTo("pilot");
        assertThat(water.put(plan, waves(), usual.etag()).status())
                .as("read before")
                .isEqualTo(412);

        var asked = water.post(path(change) + "/submit", Map.of(), planned.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        var rollout = "/rollouts/" + approved.body().path("rolloutId").asString();
        await("ss-04 is told", () -> state(rollout, 0).equals("ON_TRIAL"));
        assertThat(water.get(rollout).body().path("waves")).hasSize(2);
        assertThat(water.get(rollout).body().path("sites").path(0).path("site").asString())
                .isEqualTo("ss-04");
        assertThat(state(rollout, 1)).isEqualTo("WAITING");

        var silent = water.post(rollout + "/abort", Map.of());
        assertThat(silent.code() + " " + silent.pointer()).isEqualTo("REASON_MISSING /comment");
        var aborted = water.post(rollout + "/abort", Map.of("comment", "wrong week"));
        assertThat(aborted.body().path("state").asString()).isEqualTo("HALTED");
        assertThat(aborted.body().path("reason").asString()).endsWith(": wrong week");
        assertThat(water.post(rollout + "/resume", Map.of()).code())
                .isEqualTo("ROLLOUT_NOT_IN_STATE");
        assertThat(water.post(rollout + "/abort", Map.of("comment", "again")).code())
                .isEqualTo("ROLLOUT_NOT_IN_STATE");
        assertThat(water.put(plan, waves(), approved.etag()).code()).isEqualTo("CHANGE_CLOSED");
        assertThat(water.post(rollout + "/rollback", Map.of()).status()).isEqualTo(200);
        assertThat(plant.sql("select action from audit_entry"))
                .contains("change.plan", "rollout.abort", "rollout.rollback");
    }

    @Test
    void as_many_others_of_the_roles_it_takes_approve_before_a_change_is_released() {
        var ada = Person.login(base, "ada", "a-long-password");
        var rules = ada.get("/approval-rules");
        assertThat(rules.body().path("items").path(2).path("people").asInt()).isEqualTo(1);
        for (var bad :
                Map.of(
                                "RISK_CLASS_UNKNOWN /items/0/riskClass",
                                Map.of("riskClass", "R9", "people", 2),
                                "ROLE_UNKNOWN /items/0/roles/0/role",
                                ofRole(2, "king", 1),
                                "APPROVAL_RULE_IMPOSSIBLE /items/0/roles",
                                ofRole(2, "auditor", 3))
                        .entrySet()) {
            var no = ada.put("/approval-rules", Map.of("items", List.of(bad.getValue())), "\"0\"");
            assertThat(no.code() + " " + no.pointer()).isEqualTo(bad.getKey());
        }
        var set =
                ada.put(
                        "/approval-rules",
                        Map.of("items", List.of(ofRole(2, "automation", 1))),
                        rules.etag());
        assertThat(set.status()).as(set.body().toString()).isEqualTo(200);
        assertThat(ada.put("/approval-rules", Map.of("items", List.of()), rules.etag()).status())
                .as("read before")
                .isEqualTo(412);

        var change = water.post("/change-requests", draft("A guardrail less", guardrail()));
        assertThat(change.body().path("riskClass").asString()).isEqualTo("R3");
        assertThat(change.body().path("needs").path("people").asInt()).isEqualTo(2);
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var bob = Person.login(base, "bob", "another-long-one");
        var first = bob.post(path(change) + "/approve", Map.of(), asked.etag());
        assertThat(first.body().path("state").asString()).isEqualTo("IN_REVIEW");
        assertThat(bob.post(path(change) + "/approve", Map.of(), first.etag()).code())
                .isEqualTo("ALREADY_APPROVED");
        assertThat(
                        plant.sql(
                                "select array_to_string(roles, ',') from change_verdict"
                                        + " where change_id = '"
                                        + change.body().path("id").asString()
                                        + "'"))
                .containsExactly("APPROVER");

        var second = approver.post(path(change) + "/approve", Map.of(), first.etag());

        assertThat(second.body().path("state").asString())
                .as(second.body().toString())
                .isEqualTo("RELEASED");
        var back = ada.put("/approval-rules", Map.of("items", List.of()), set.etag());
        assertThat(back.status()).isEqualTo(200);
        assertThat(plant.sql("select action from audit_entry"))
                .contains("approval-rules.set", "approval-rules.loosen");
    }

    @Test
    void where_less_is_asked_for_meanwhile_whoever_approved_says_so_again_and_it_is_released() {
        var ada = Person.login(base, "ada", "a-long-password");
        var bob = Person.login(base, "bob", "another-long-one");
        var rules = ada.get("/approval-rules");
        var two = Map.of("items", List.of(Map.of("riskClass", "R3", "people", 2)));
        var set = ada.put("/approval-rules", two, rules.etag());
        var change = water.post("/change-requests", draft("Another less", guardrail()));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var first = bob.post(path(change) + "/approve", Map.of(), asked.etag());
        assertThat(first.body().path("state").asString()).isEqualTo("IN_REVIEW");
        ada.put("/approval-rules", Map.of("items", List.of()), set.etag());

        var again = bob.post(path(change) + "/approve", Map.of(), first.etag());

        assertThat(again.body().path("state").asString())
                .as(again.body().toString())
                .isEqualTo("RELEASED");
        assertThat(
                        plant.sql(
                                "select count(*) from change_verdict where change_id = '"
                                        + change.body().path("id").asString()
                                        + "'"))
                .containsExactly("1");
    }

    /** Its difference is the same, but a node was replaced by one that does not close by itself. */
    @Test
    void a_change_that_may_not_go_out_any_more_is_a_draft_again_and_says_why() {
        enrol();
        boxes.forEach(b -> b.site.answer(b.site.able(LinkRequest.HARD_ENDS)));
        var conduit = telemetry().put("id", "for-a-week").put("from", "it").put("to", "it-dmz");
        conduit.putObject("temporary")
                .put("end", Instant.now().plus(Duration.ofDays(7)).toString())
                .put("longestOpenMinutes", 600);
        var change = water.post("/change-requests", draft("For a week", put(conduit)));
        assertThat(change.body().path("state").asString())
                .as(change.body().toString())
                .isEqualTo("VERIFIED");
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        boxes.forEach(b -> b.site.answer(b.site.able()));

        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());

        assertThat(approved.code()).isEqualTo("CHANGE_BASE_MOVED");
        var now = water.get(path(change)).body();
        assertThat(now.path("state").asString()).isEqualTo("DRAFT");
        assertThat(now.path("findings").toString()).contains("HARD_END_NOT_CARRIED");
    }

    @Test
    void people_comment_and_tick_what_they_looked_at_until_it_is_something_else() {
        enrol();
        var edits = blueprint().stream().map(CentreStory::put).toArray();
        var change = water.post("/change-requests", draft("To look at", edits));
        var diff = water.get(path(change) + "/diff").body().path("sites").path(0);
        var device = diff.path("devices").path(0);
        var of = diff.path("site").asString() + "/" + device.path("slot").asString();
        var tick = path(change) + "/viewed/" + of;
        var seen = Map.of("digest", device.path("diffDigest").asString());
        assertThat(approver.put(tick, Map.of("digest", "ab".repeat(32)), "\"0\"").code())
                .isEqualTo("OTHER_DIFF");
        assertThat(approver.put(path(change) + "/viewed/ww-01/no-1", seen, "\"0\"").status())
                .isEqualTo(404);

        var viewed = approver.put(tick, seen, "\"0\"");

        assertThat(viewed.status()).as(viewed.body().toString()).isEqualTo(200);
        assertThat(viewed.body().path("items").path(0).path("mine").asBoolean()).isTrue();
        var others = water.get(path(change) + "/viewed").body().path("items");
        assertThat(others).hasSize(1);
        assertThat(others.path(0).path("mine").asBoolean()).isFalse();
        assertThat(water.post(path(change) + "/comments", Map.of("comment", " ")).code())
                .isEqualTo("COMMENT_MISSING");
        assertThat(
                        water.post(
                                        path(change) + "/comments",
                                        Map.of("comment", "x", "site", "ww-01"))
                                .pointer())
                .isEqualTo("/slot");
        var said =
                approver.post(
                        path(change) + "/comments",
                        Map.of(
                                "comment",
                                "why so wide?",
                                "site",
                                diff.path("site").asString(),
                                "slot",
                                device.path("slot").asString()));
        assertThat(said.status()).as(said.body().toString()).isEqualTo(201);
        approver.post(path(change) + "/comments", Map.of("comment", "fine otherwise"));

        var edited = water.put(path(change), draft("To look at", edits[0]), change.etag());
        assertThat(edited.status()).as(edited.body().toString()).isEqualTo(200);

        assertThat(water.get(path(change) + "/viewed").body().path("items"))
                .as("what was looked at is another difference now")
                .isEmpty();
        var comments = water.get(path(change) + "/comments").body().path("items");
        assertThat(comments).hasSize(2);
        assertThat(comments.path(0).path("stands").asBoolean()).isFalse();
        assertThat(comments.path(1).path("stands").asBoolean()).isTrue();
        assertThat(approver.delete(tick, "\"0\"").status()).isEqualTo(200);
    }

    @Test
    void a_change_is_cloned_and_a_released_one_is_taken_back_by_a_new_change() {
        enrol();
        var conduit = telemetry().put("id", "taken-back-later");
        var change = water.post("/change-requests", draft("For a while", put(conduit)));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var copied =
                water.post(path(change) + "/clone", Map.of("title", "Again", "reason", "twice"));
        assertThat(copied.status()).as(copied.body().toString()).isEqualTo(201);
        assertThat(copied.body().path("edits")).isEqualTo(change.body().path("edits"));
        assertThat(copied.body().path("originKind").asString()).isEqualTo("CLONE");
        assertThat(path(copied)).isNotEqualTo(path(change));
        var words = Map.of("title", "Back", "reason", "no longer needed");
        assertThat(water.post(path(change) + "/revert", words).code()).isEqualTo("NOT_RELEASED");
        approvedAndKept(path(change), change.etag());

        var back = water.post(path(change) + "/revert", words);

        assertThat(back.status()).as(back.body().toString()).isEqualTo(201);
        assertThat(back.body().path("edits").path(0).path("conduitId").asString())
                .isEqualTo("taken-back-later");
        assertThat(back.body().path("originId").asString())
                .isEqualTo(change.body().path("id").asString());
        approvedAndKept(path(back), back.etag());
        assertThat(water.post(path(change) + "/revert", words).code())
                .isEqualTo("NOTHING_TO_REVERT");
        assertThat(plant.sql("select action from audit_entry"))
                .contains("change.clone", "change.revert");
    }

    private static Map<String, Object> ofRole(int people, String role, int of) {
        return Map.of(
                "riskClass",
                "R3",
                "people",
                people,
                "roles",
                List.of(Map.of("role", role, "people", of)));
    }

    private static Map<String, Object> guardrail() {
        var name = water.get("/guardrails").body().path("items").path(0).path("name").asString();
        return Map.of("type", "REMOVE_GUARDRAIL", "guardrailName", name);
    }

    private static String state(String rollout, int site) {
        boxes.forEach(b -> b.tells(b.revision == 0 ? "WAITING" : "ON_TRIAL"));
        return water.get(rollout).body().path("sites").path(site).path("state").asString();
    }

    private static String digest(Api.Answer change) {
        assertThat(change.status()).as(change.body().toString()).isBetween(200, 201);
        return change.body().path("configDiffDigest").asString();
    }

    private static void wrong(
            String plan, String etag, String code, String pointer, Map<?, ?>... waves) {
        var answer = water.put(plan, waves(waves), etag);
        assertThat(answer.status() + " " + answer.code() + " " + answer.pointer())
                .isEqualTo("422 " + code + " " + pointer);
    }

    private static Map<String, Object> waves(Map<?, ?>... waves) {
        return Map.of("waves", List.of(waves));
    }

    private static Map<String, Object> chosen(String site) {
        return Map.of("kind", "CHOSEN", "sites", List.of(site));
    }

    private static Map<String, Object> tagged() {
        return Map.of("kind", "TAGGED", "tag", "pilot");
    }

    private static Api.Answer tag(Api.Answer site, String... tags) {
        return water.put(
                "/sites/" + site.body().path("id").asString(),
                Map.of(
                        "name",
                        site.body().path("name").asString(),
                        "timeZone",
                        site.body().path("timeZone").asString(),
                        "tags",
                        List.of(tags)),
                site.etag());
    }

    private static Map<String, Object> share(int percent) {
        return Map.of("kind", "SHARE", "percent", percent);
    }
}
