package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

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
        planned = water.put(plan, waves(chosen("ss-04"), share(100)), usual.etag());
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

    private static Map<String, Object> share(int percent) {
        return Map.of("kind", "SHARE", "percent", percent);
    }
}
