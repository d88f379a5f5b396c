package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.core.env.Environment;
import tools.jackson.databind.node.ObjectNode;

/** The centre through its interface, on a real database, with sites on a real link. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CentreTest extends CentreStory {

    @Test
    @Order(1)
    void the_application_works_as_a_role_that_row_level_security_binds()
            throws SQLException, IOException {
        var password = Files.readString(plant.directory().resolve("database-app-password"));
        var url = plant.bean(Environment.class).getProperty("holdfast.database.url");
        try (var connection = DriverManager.getConnection(url, "holdfast_app", password);
                var statement = connection.createStatement()) {
            try (var row =
                    statement.executeQuery(
                            "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where"
                                    + " rolname = current_user")) {
                row.next();
                assertThat(row.getBoolean(1)).isFalse();
                assertThat(row.getBoolean(2)).isFalse();
                assertThat(row.getBoolean(3)).isFalse();
            }
            try (var row =
                    statement.executeQuery(
                            "select count(*) from pg_class where relowner ="
                                    + " current_user::regrole")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
            for (var table :
                    List.of("holdfast.site", "holdfast.audit_entry", "holdfast.membership")) {
                assertThatThrownBy(() -> statement.executeQuery("select * from " + table))
                        .hasMessageContaining("app.organization");
            }
        }
    }

    @Test
    @Order(2)
    void every_table_that_is_not_exempt_forces_row_level_security() {
        var exempt =
                "audit_checkpoint audit_tile audit_tree audit_tree_head audit_witnessed"
                        + " authorities centre_restore"
                        + " flyway_schema_history installation invitation key_mark link_keys"
                        + " login_guess oauth2_authorization"
                        + " oauth2_authorization_consent oauth2_registered_client"
                        + " organization_directory setup_link users";
        assertThat(
                        plant.sql(
                                """
                                select string_agg(relname, ' ' order by relname) from pg_class
                                where relnamespace = 'holdfast'::regnamespace and relkind in ('r', 'p')
                                and not (relrowsecurity and relforcerowsecurity)\
                                """))
                .containsExactly(exempt);
        assertThat(
                        plant.sql(
                                """
                                select proname from pg_proc where pronamespace = 'holdfast'::regnamespace
                                and prosecdef order by proname\
                                """))
                .containsExactly(
                        "organization_of_certificate",
                        "organization_of_enrolment",
                        "organizations_of_identity");
    }

    @Test
    @Order(3)
    void nobody_gets_in_without_a_valid_token() throws InterruptedException {
        assertThat(new Api(base, "").get("/sites").code()).isEqualTo("TOKEN_MISSING");
        assertThat(new Api(base, "abc").get("/sites").code()).isEqualTo("TOKEN_NOT_VALID");
        var brief = Api.program(base, "brief", "brief-secret-1234", "policy:read");
        assertThat(brief.get("/sites").status()).isEqualTo(200);
        Thread.sleep(7_000);
        var late = brief.post("/change-requests", draft("Late"));
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.code()).isEqualTo("TOKEN_EXPIRED");
        var entry = water.get("/audit-entries?limit=1").body().path("items").path(0);
        assertThat(entry.path("code").asString()).isEqualTo("TOKEN_EXPIRED");
        assertThat(entry.path("actor").asString()).isEqualTo("client:brief");
    }

    @Test
    @Order(4)
    void what_may_not_be_modelled_is_refused_with_field_and_code_and_leaves_nothing() {
        var bad =
                Map.<String, Map<String, Object>>of(
                        "CONDUIT_WITHOUT_JUSTIFICATION", put(telemetry().put("justification", "")),
                        "UNKNOWN_ZONE", put(telemetry().put("from", "nowhere")),
                        "CONDUIT_EVERY_PROTOCOL",
                                put(
                                        telemetry()
                                                .set(
                                                        "services",
                                                        Api.JSON.createArrayNode().add("any"))),
                        "EDIT_TYPE_UNKNOWN", Map.of("type", "DROP_ALL"));
        bad.forEach((code, edit) -> {
            var answer = water.post("/change-requests", draft("Bad", edit));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.pointer()).startsWith("/edits/0/");
        });
        for (var prefix : List.of("10.1.10.0/24", "::ffff:10.1.40.0/120")) {
            var zone = (ObjectNode) water.get("/sites/ww-01/zones").body().path("items").path(4);
            zone.set("prefixes", Api.JSON.createArrayNode().add(prefix));
            var answer =
                    water.post(
                            "/change-requests",
                            draft(
                                    "Overlap",
                                    Map.of(
                                            "type",
                                            "PUT_SITE_ZONE",
                                            "site",
                                            "ww-01",
                                            "zone",
                                            zone)));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.pointer()).startsWith("/edits/0/zone");
        }
        assertThat(water.get("/change-requests").body().path("items")).isEmpty();
        var newest = water.get("/audit-entries?limit=1").body().path("items").path(0);
        assertThat(newest.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(newest.path("actor").asString()).isEqualTo("client:water");
    }

    @Test
    @Order(5)
    void what_is_not_a_document_of_the_contract_is_refused() {
        assertThat(water.raw("/change-requests", "{\"title\":").code()).isEqualTo("MALFORMED_JSON");
        assertThat(water.raw("/change-requests", "").code()).isEqualTo("MALFORMED_JSON");
        assertThat(water.raw("/change-requests", "{}").code()).isEqualTo("WRONG_VALUE");
        var unknown = water.raw("/change-requests", "{\"title\":\"a\",\"reason\":\"b\",\"foo\":1}");
        assertThat(unknown.code()).isEqualTo("UNKNOWN_FIELD");
        assertThat(unknown.pointer()).isEqualTo("/foo");
        var large = water.raw("/change-requests", "x".repeat(10 * 1024 * 1024));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    @Order(5)
    void a_journal_that_is_found_may_have_sixteen_mebibytes_and_no_more() {
        var path = "/sites/nowhere/decommissionings/1-1/late-entries";
        int mib = 1024 * 1024;
        assertThat(water.raw(path, " ".repeat(15 * mib) + "{}").code()).isEqualTo("WRONG_VALUE");
        assertThat(water.raw(path, " ".repeat(17 * mib)).status()).isEqualTo(413);
    }

    @Test
    @Order(6)
    void a_device_never_seen_keeps_a_change_from_being_submitted() {
        var change =
                water.post(
                        "/change-requests",
                        draft(
                                "Too early",
                                put(
                                        telemetry()
                                                .set(
                                                        "sites",
                                                        Api.JSON.createArrayNode().add("ww-01")))));
        assertThat(change.body().path("state").asString()).isEqualTo("DRAFT");
        assertThat(change.body().path("findings").findValuesAsString("code"))
                .contains("DEVICE_NEVER_SEEN");
        var submitted = water.post(path(change) + "/submit", Map.of(), change.etag());
        assertThat(submitted.status()).isEqualTo(409);
        assertThat(submitted.code()).isEqualTo("CHANGE_BLOCKED");
    }

    @Test
    @Order(7)
    void a_repeat_under_one_key_happens_once() {
        var key = UUID.randomUUID().toString();
        var once = water.keyed("/change-requests", draft("Once", put(telemetry())), key);
        var again = water.keyed("/change-requests", draft("Once", put(telemetry())), key);
        assertThat(once.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(once.body());
        assertThat(again.raw().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(water.keyed("/change-requests", draft("Other", put(telemetry())), key).code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(
                        water.send(
                                        "POST",
                                        "/change-requests",
                                        Api.JSON.writeValueAsString(draft("Keyless")),
                                        null,
                                        null)
                                .code())
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(water.put(path(once), draft("New title", put(telemetry())), null).status())
                .isEqualTo(428);
        assertThat(water.put(path(once), draft("New title", put(telemetry())), "\"99\"").status())
                .isEqualTo(412);
        var edited = water.put(path(once), draft("New title", put(telemetry())), once.etag());
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.etag()).isNotEqualTo(once.etag());
    }

    @Test
    @Order(8)
    void a_change_goes_from_draft_to_every_site_with_another_persons_yes() {
        enrol();
        var edits = blueprint().stream().map(CentreTest::put).toArray();
        var change = approver.post("/change-requests", draft("First state", edits));
        assertThat(change.body().path("state").asString())
                .as(change.body().path("findings").toString())
                .isEqualTo("VERIFIED");
        var submitted = approver.post(path(change) + "/submit", Map.of(), change.etag());
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        var own = approver.post(path(change) + "/approve", Map.of(), submitted.etag());
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.code()).isEqualTo("AUTHOR_CANNOT_APPROVE");
        assertThat(water.post(path(change) + "/approve", Map.of(), submitted.etag()).code())
                .isEqualTo("NOT_PERMITTED");
        assertThatThrownBy(() ->
                        plant.sql(
                                """
                                insert into change_verdict (verdict_id, organization_id, change_id, person,
                                    person_name, decision, comment, flow_digest, config_digest, at)
                                select gen_random_uuid(), organization_id, change_id, authors[1], '', 'APPROVED',
                                    '', flow_digest, config_digest, now() from change_request
                                    where state = 'IN_REVIEW'\
                                """))
                .hasStackTraceContaining("nobody judges the own change");
        assertThatThrownBy(() ->
                        plant.sql(
                                "update change_request set state = 'RELEASED' where state ="
                                        + " 'IN_REVIEW'"))
                .hasStackTraceContaining("standing approval");
        // The approver's own change is approved by nobody else here: the water program drafts it
        // again.
        var again = water.post("/change-requests", draft("First state", edits));
        var asked = water.post(path(again) + "/submit", Map.of(), again.etag());
        var approved =
                approver.post(path(again) + "/approve", Map.of("comment", "yes"), asked.etag());
        assertThat(approved.status()).as(approved.body().toString()).isEqualTo(200);
        assertThat(approved.body().path("state").asString()).isEqualTo("RELEASED");
        var rollout = "/rollouts/" + approved.body().path("rolloutId").asString();
        await(
                "the canary is told",
                () -> water.get(rollout).body().path("state").asString().equals("RUNNING"));
        await(
                "the rollout",
                () -> {
                    boxes.forEach(b -> b.tells(b.revision == 0 ? "WAITING" : "KEPT"));
                    return water.get(rollout).body().path("state").asString().equals("DONE");
                });
        var stale = approver.post(path(change) + "/submit", Map.of(), submitted.etag());
        assertThat(stale.status()).isIn(409, 412);
        var id = UUID.fromString(approved.body().path("rolloutId").asString());
        Acting.run(
                Caller.centre(waterworks, "test"),
                () -> assertThat(plant.bean(Rollouts.class).reconcile(id)).isFalse());
    }

    @Test
    @Order(9)
    void a_site_that_takes_back_halts_the_rollout_and_says_why() {
        var conduit =
                telemetry()
                        .put("id", "vendor")
                        .put("from", "remote-access/vendor-gateway")
                        .put("to", "ot-dmz/jump-host");
        var change = water.post("/change-requests", draft("Vendor", put(conduit)));
        var diff = water.get(path(change) + "/diff").body();
        assertThat(diff.path("sites").path(0).path("devices").findValuesAsString("slot"))
                .containsExactly("fw-1", "sw-1");
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        var rollout = "/rollouts/" + approved.body().path("rolloutId").asString();
        await(
                "the halt",
                () -> {
                    boxes.forEach(b -> b.tells(b.revision > 1 ? "TAKEN_BACK" : "KEPT"));
                    return water.get(rollout).body().path("state").asString().equals("HALTED");
                });
        assertThat(water.get(rollout).body().path("reason").asString())
                .contains("the probe failed");
        assertThat(water.get("/conduits").body().path("items")).hasSize(7);
        assertThat(water.post(rollout + "/rollback", Map.of()).status()).isEqualTo(200);
        assertThat(water.get("/conduits").body().path("items")).hasSize(6);
    }

    @Test
    @Order(10)
    void a_change_whose_base_moved_is_read_again_first() {
        var first =
                water.post(
                        "/change-requests",
                        draft(
                                "A",
                                put(
                                        telemetry()
                                                .put("id", "a-1")
                                                .set(
                                                        "services",
                                                        Api.JSON
                                                                .createArrayNode()
                                                                .add("tcp/1001")))));
        var second =
                water.post(
                        "/change-requests",
                        draft(
                                "B",
                                put(
                                        telemetry()
                                                .put("id", "b-1")
                                                .set(
                                                        "services",
                                                        Api.JSON
                                                                .createArrayNode()
                                                                .add("tcp/1001")))));
        var secondAsked = water.post(path(second) + "/submit", Map.of(), second.etag());
        var firstAsked = water.post(path(first) + "/submit", Map.of(), first.etag());
        assertThat(approver.post(path(first) + "/approve", Map.of(), firstAsked.etag()).status())
                .isEqualTo(200);
        var refused = approver.post(path(second) + "/approve", Map.of(), secondAsked.etag());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("CHANGE_BASE_MOVED");
    }

    @Test
    @Order(11)
    void a_second_organisation_sees_nothing_of_the_first() {
        var change = water.get("/change-requests").body().path("items").path(0);
        var rollout = water.get("/rollouts").body().path("items").path(0);
        for (var path :
                List.of(
                        "/sites/ww-01",
                        "/sites/ww-01/devices",
                        "/sites/ww-01/devices/fw-1",
                        "/sites/ww-01/zones",
                        "/change-requests/" + change.path("id").asString(),
                        "/change-requests/" + change.path("id").asString() + "/diff",
                        "/rollouts/" + rollout.path("id").asString())) {
            assertThat(power.get(path).status()).as(path).isEqualTo(404);
        }
        for (var verb : List.of("submit", "approve", "reject", "withdraw")) {
            assertThat(
                            power.post(
                                            "/change-requests/"
                                                    + change.path("id").asString()
                                                    + "/"
                                                    + verb,
                                            Map.of("comment", "x"),
                                            "\"0\"")
                                    .status())
                    .isEqualTo(404);
        }
        assertThat(power.get("/sites").body().path("items").findValuesAsString("id"))
                .containsExactly("px-01");
        assertThat(power.get("/change-requests").body().path("items")).isEmpty();
        assertThat(power.get("/rollouts").body().path("items")).isEmpty();
        assertThat(power.get("/conduits").body().path("items")).isEmpty();
        assertThat(
                        power.get("/audit-entries?limit=200")
                                .body()
                                .path("items")
                                .findValuesAsString("actor"))
                .containsOnly("client:power", "setup");
    }

    @Test
    @Order(12)
    void a_person_logs_in_by_a_page_and_the_last_administrator_stays() {
        var ada = Person.login(base, "ada", "a-long-password");
        assertThat(ada.get("/me").body().path("kind").asString()).isEqualTo("PERSON");
        assertThat(ada.get("/me").body().path("roles").path(0).asString())
                .isEqualTo("network-administrator");
        assertThat(ada.get("/audit-entries").code()).isEqualTo("NOT_PERMITTED");
        assertThatThrownBy(() -> Person.login(base, "ada", "wrong-password"))
                .hasMessageContaining("no code");
        assertThatThrownBy(() -> plant.sql("delete from membership where subject = 'ada'"))
                .hasStackTraceContaining("last network administrator");
    }
}
