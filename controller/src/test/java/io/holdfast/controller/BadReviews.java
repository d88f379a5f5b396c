package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Bad input around a change: its waves, what approvals it takes, words, ticks, copies, mail. */
abstract class BadReviews extends BadInputStory {

    static void walk() {
        var change = water.post("/change-requests", draft("To arrange", put(telemetry())));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var plan = path(change) + "/rollout-plan";
        for (var bad :
                Map.<String, Map<String, Object>>of(
                                "WAVE_KIND_UNKNOWN", Map.of("kind", "SOME"),
                                "FIELD_MISSING", Map.of("kind", "SHARE"),
                                "LAST_WAVE_NOT_ALL", Map.of("kind", "FIRST", "count", 1),
                                "UNKNOWN_SITE", Map.of("kind", "CHOSEN", "sites", List.of("zz-99")))
                        .entrySet()) {
            var waves =
                    bad.getKey().equals("UNKNOWN_SITE")
                            ? List.of(bad.getValue(), Map.of("kind", "SHARE", "percent", 100))
                            : List.of(bad.getValue());
            no(422, bad.getKey(), () -> water.put(plan, Map.of("waves", waves), change.etag()));
        }
        no(412, "VERSION_CHANGED", () -> water.put(plan, Map.of("waves", List.of()), "\"99\""));
        no(
                403,
                "NOT_PERMITTED",
                () -> water.put("/approval-rules", Map.of("items", List.of()), "\"0\""));
        no(
                422,
                "RISK_CLASS_UNKNOWN",
                () ->
                        water.put(
                                "/approval-rules",
                                Map.of("items", List.of(Map.of("riskClass", "R0", "people", 1))),
                                "\"0\""));
        var words = Map.of("title", "Back", "reason", "a test");
        no(
                422,
                "COMMENT_MISSING",
                () -> water.post(path(change) + "/comments", Map.of("comment", " ")));
        no(
                422,
                "FIELD_MISSING",
                () -> water.post(path(change) + "/comments", Map.of("comment", "x", "slot", "a")));
        no(
                404,
                "NOT_FOUND",
                () ->
                        water.put(
                                path(change) + "/viewed/ww-01/no-1",
                                Map.of("digest", "ab".repeat(32)),
                                "\"0\""));
        no(409, "NOT_RELEASED", () -> water.post(path(change) + "/revert", words));
        no(
                422,
                "TITLE_MISSING",
                () -> water.post(path(change) + "/clone", Map.of("title", " ", "reason", "x")));
        no(
                422,
                "ADDRESS_NOT_MAIL",
                () -> mail("a@example.org\nBcc: b@example.org", "en", "DRIFT_FOUND"));
        no(422, "LANGUAGE_UNKNOWN", () -> mail("a@example.org", "fr", "DRIFT_FOUND"));
        no(422, "EVENT_KIND_UNKNOWN", () -> mail("a@example.org", "en", "RAIN"));
    }

    private static Api.Answer mail(String address, String language, String kind) {
        return water.put(
                "/me/notifications",
                Map.of("address", address, "language", language, "kinds", List.of(kind)),
                "\"0\"");
    }

    private static void no(int status, String code, Supplier<Api.Answer> attempt) {
        refused(
                code + " beside a change",
                new Expected(status, code, code, "client:water"),
                () -> rest(attempt.get()));
    }
}
