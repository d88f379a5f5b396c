package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What each role may ask of the centre, and what it may not. */
class RolesTest extends CentreStory {

    /** Permissions in the order of the columns below. */
    private static final List<String> ASKED =
            List.of(
                    "read",
                    "propose",
                    "approve",
                    "roll out",
                    "onboard",
                    "operate",
                    "audit",
                    "members");

    /** Written by hand from what the roles are for: x may, a dot may not. */
    private static final Map<Role, String> ALLOWED =
            Map.of(
                    Role.NETWORK_ADMINISTRATOR, "xx.xxx.x",
                    Role.APPROVER, "x.x.....",
                    Role.OPERATOR, "x..x.x..",
                    Role.AUDITOR, "x.....x.",
                    Role.OBSERVER, "x.......",
                    Role.AUTOMATION, "xx.xxxx.");

    private static final String NOBODY = "01890a5d-ac96-774b-bcce-b302099a8057";

    private static Map<String, Api.Answer> answers(Api whose) {
        var answers = new LinkedHashMap<String, Api.Answer>();
        answers.put("read", whose.get("/sites"));
        answers.put("propose", whose.post("/change-requests", draft("Of a role")));
        answers.put(
                "approve",
                whose.post(
                        "/change-requests/" + NOBODY + "/reject",
                        Map.of("comment", "to see whether it may"),
                        "\"0\""));
        answers.put("roll out", whose.post("/rollouts/" + NOBODY + "/pause", Map.of(), "\"0\""));
        answers.put("onboard", whose.post("/sites/nowhere/enrolment-tokens", Map.of(), null));
        answers.put(
                "operate",
                whose.post(
                        "/sites/nowhere/alarms/acknowledge",
                        Map.of("slot", "fw-1", "code", "NOT_THERE", "reason", "seen"),
                        "\"0\""));
        answers.put("audit", whose.get("/audit-entries"));
        answers.put("members", whose.get("/members"));
        return answers;
    }

    @Test
    void R28_every_pair_of_role_and_action_that_is_not_allowed_is_forbidden() {
        plant.sql("delete from login_guess");
        var ada = Person.login(base, "ada", "a-long-password");
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            var added =
                    ada.post(
                            "/members",
                            Map.of("name", "Of role " + role.text(), "roles", List.of(role.text())),
                            null);
            assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
            var password = "a-password-of-" + role.text();
            Person.joins(base, added.body().path("invitation").asString(), password);
            var user = added.body().path("member").path("subject").asString();
            var answers = answers(Person.login(base, user, password));
            var allowed = Objects.requireNonNull(ALLOWED.get(role), role.text());
            for (int i = 0; i < ASKED.size(); i++) {
                var answer = Objects.requireNonNull(answers.get(ASKED.get(i)), ASKED.get(i));
                boolean forbidden = answer.status() == 403 && answer.code().equals("NOT_PERMITTED");
                boolean right = allowed.charAt(i) == 'x' ? answer.status() != 403 : forbidden;
                if (!right) {
                    wrong.add(role + " " + ASKED.get(i) + ": " + answer.status());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
