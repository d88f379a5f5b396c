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

    /** What each operation is, beside those that read what everybody reads. */
    private static final Map<String, List<String>> IS =
            Map.of(
                    "read",
                    List.of(
                            "addComment",
                            "markViewed",
                            "unmarkViewed",
                            "setNotifications",
                            "makeToken",
                            "revokeToken",
                            "endLogin"),
                    "propose",
                    List.of(
                            "cloneChange",
                            "revertChange",
                            "createChange",
                            "editChange",
                            "tryChange",
                            "submitChange",
                            "withdrawChange",
                            "planRollout",
                            "draftRestore",
                            "adoptDrift",
                            "adoptHold",
                            "readRunningText"),
                    "approve",
                    List.of(
                            "approveChange",
                            "rejectChange",
                            "acceptDrift",
                            "reviewHold",
                            "confirmDecommissioning"),
                    "roll out",
                    List.of(
                            "pauseRollout",
                            "resumeRollout",
                            "abortRollout",
                            "rollBackRollout",
                            "reAssertDevice",
                            "revertHold",
                            "orderSelfTest",
                            "overruleSite",
                            "takeBundle"),
                    "onboard",
                    List.of(
                            "createSite",
                            "editSite",
                            "importSites",
                            "issueEnrolmentToken",
                            "decommissionSite",
                            "dropDecommissioning",
                            "settleDecommissioning",
                            "addLateEntries",
                            "putAccess",
                            "confirmHostKey",
                            "startRotation",
                            "rotateAgain",
                            "withdrawRotation",
                            "putCredentialGroup",
                            "orderDiscovery",
                            "stopDiscovery"),
                    "operate",
                    List.of(
                            "tryAccess",
                            "acknowledgeAlarm",
                            "shelveAlarm",
                            "unshelveAlarm",
                            "chargeNeighbour"),
                    "audit",
                    List.of(
                            "listAuditEntries",
                            "readAuditHead",
                            "listAuditWitnesses",
                            "exportAuditLog"),
                    "members",
                    List.of(
                            "issueBreakGlassCodes",
                            "setApprovalRules",
                            "beginFreeze",
                            "liftFreeze",
                            "listMembers",
                            "readMember",
                            "addMember",
                            "changeMember",
                            "removeMember"));

    private static String column(Contract.Operation operation) {
        var named =
                ASKED.stream()
                        .filter(c -> IS.getOrDefault(c, List.of()).contains(operation.id()))
                        .findFirst();
        assertThat(named.isPresent() || operation.method().equals("GET"))
                .as("a new operation that changes something has a row: " + operation.id())
                .isTrue();
        return named.orElse("read");
    }

    @Test
    void R28_every_operation_is_forbidden_to_each_role_it_is_not_allowed_to() {
        plant.sql("delete from login_guess");
        var ada = Person.login(base, "ada", "a-long-password");
        var ids = nobodysIds();
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            var person = joins(ada, role);
            var allowed = Objects.requireNonNull(ALLOWED.get(role), role.text());
            for (var operation : Contract.operations()) {
                var answer =
                        Contract.send(
                                person,
                                operation,
                                Contract.filled(operation, ids),
                                Contract.body(operation.id()));
                int status = answer.status();
                boolean may = allowed.charAt(ASKED.indexOf(column(operation))) == 'x';
                boolean right =
                        may
                                ? status != 403 && status != 400 && status < 500
                                : status == 403 && answer.code().equals("NOT_PERMITTED");
                if (!right) {
                    wrong.add(role + " " + operation.id() + ": " + status + " " + answer.code());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Ids for every path, of things that nobody has. */
    static Map<String, String> nobodysIds() {
        var ids = new LinkedHashMap<String, String>();
        for (var name :
                List.of("change", "rollout", "discovery", "member", "freeze", "token", "login")) {
            ids.put(name, NOBODY);
        }
        ids.putAll(
                Map.of(
                        "site", "zz-99", "slot", "fw-1", "pack", "none", "group", "none", "hold",
                        "1-1"));
        ids.put("digest", "ab".repeat(32));
        ids.put("decommissioning", "1-1");
        return ids;
    }

    /** A person of this one role. */
    static Api joins(Api administrator, Role role) {
        var added =
                administrator.post(
                        "/members",
                        Map.of("name", "Of role " + role.text(), "roles", List.of(role.text())),
                        null);
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        var password = "a-password-of-" + role.text();
        Person.joins(base, added.body().path("invitation").asString(), password);
        return Person.login(base, added.body().path("member").path("subject").asString(), password);
    }
}
