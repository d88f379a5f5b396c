package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/**
 * The database by itself, asked with the application's own role and past all its checks: no
 * sequence of statements carries out what nobody else approved.
 */
class FourEyesTest extends CentreStory {

    private static final int LONGEST = 4;

    /** Words for a digest that is not the change's. */
    private static final String OTHER = "d".repeat(64);

    /** What may be tried, by name; each with the change's id where a question mark stands. */
    private static Map<String, String> steps() {
        var steps = new LinkedHashMap<String, String>();
        steps.put("the author approves", verdict("authors[1]", "config_digest"));
        steps.put("another approves", verdict("'test ben'", "config_digest"));
        steps.put("a third approves", verdict("'test finn'", "config_digest"));
        steps.put("another approves something else", verdict("'test cleo'", "'" + OTHER + "'"));
        steps.put("it is voided", "update change_verdict set stands = false where change_id = ?");
        steps.put("it is revived", "update change_verdict set stands = true where change_id = ?");
        steps.put(
                "it is bent to the change",
                "update change_verdict v set config_digest = c.config_digest from change_request c"
                        + " where c.change_id = v.change_id and v.change_id = ?");
        steps.put(
                "it is given to another",
                "update change_verdict set person = 'test dora' where change_id = ?");
        steps.put(
                "it becomes another change",
                "update change_request set config_digest = '" + OTHER + "' where change_id = ?");
        steps.put(
                "another writes on it",
                "update change_request set authors = authors || array['test ben'] where change_id"
                        + " = ?");
        steps.put(
                "its author is forgotten",
                "update change_request set authors = array['test eve'] where change_id = ?");
        steps.put(
                "it is called less dangerous",
                "update change_request set risk_class = 'R1' where change_id = ?");
        steps.put("it is withdrawn", state("WITHDRAWN"));
        steps.put("it is open again", state("IN_REVIEW"));
        steps.put("it is released", state("RELEASED"));
        steps.put(
                "it is rolled out",
                "insert into rollout (rollout_id, change_id, title, policy_revision, release, state,"
                        + " phase, created_at, updated_at) values (gen_random_uuid(), ?, 't', 1, '',"
                        + " 'RUNNING', '', now(), now())");
        steps.put(
                "it is the policy",
                "insert into policy_revision (revision, document, digest, change_id, created_at)"
                        + " select max(revision) + 1, '', repeat('0', 64), cast(? as uuid), now()"
                        + " from policy_revision");
        return steps;
    }

    private static String verdict(String person, String configDigest) {
        return "insert into change_verdict (verdict_id, change_id, person, person_name, decision,"
                + " comment, flow_digest, config_digest, risk_class, at) select gen_random_uuid(),"
                + " change_id, "
                + person
                + ", '', 'APPROVED', '', flow_digest, "
                + configDigest
                + ", risk_class, now() from change_request where change_id = ?";
    }

    private static String state(String state) {
        return "update change_request set state = '" + state + "' where change_id = ?";
    }

    /** What matters only where it takes two. */
    private static final List<String> OF_TWO =
            List.of("a third approves", "it is called less dangerous");

    /** What decides where it takes two; the rest was walked with one. */
    private static final List<String> WITH_TWO =
            List.of(
                    "the author approves",
                    "another approves",
                    "a third approves",
                    "another approves something else",
                    "it is voided",
                    "another writes on it",
                    "it is called less dangerous",
                    "it is released",
                    "it is rolled out");

    private List<String> tried = List.of();
    private int sequences;
    private int executed;
    private int executedOfR2;

    @Test
    void no_sequence_of_statements_carries_out_what_nobody_else_approved()
            throws SQLException, IOException {
        var change =
                water.post(
                        "/change-requests",
                        draft(
                                "Four eyes",
                                Map.of(
                                        "type",
                                        "PUT_GUARDRAIL",
                                        "guardrail",
                                        Map.of(
                                                "name", "x",
                                                "type", "NEVER_DIRECT",
                                                "from", "WAN",
                                                "to", "OT"))));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        var id = change.body().path("id").asString();
        var password = Files.readString(plant.directory().resolve("database-app-password"));
        var url = plant.bean(Environment.class).getProperty("holdfast.database.url");
        try (var connection = DriverManager.getConnection(url, "holdfast_app", password)) {
            connection.setAutoCommit(false);
            try (var begin = connection.createStatement()) {
                begin.execute("set local search_path = holdfast");
                begin.execute("set local app.organization = '" + waterworks + "'");
            }
            var savepoint = connection.setSavepoint();
            tried = steps().keySet().stream().filter(s -> !OF_TWO.contains(s)).toList();
            walk(connection, id, new ArrayList<>(), List.of());
            connection.rollback(savepoint);
            assertThat(sequences).isGreaterThan(500);
            assertThat(executed).as("with another's approval it goes").isGreaterThan(5);
            try (var rule = connection.createStatement()) {
                rule.execute(
                        "insert into approval_rule (risk_class, people, version) values"
                                + " ('R2', 2, 1)");
                rule.execute(
                        "update change_request set risk_class = 'R2' where change_id = '"
                                + id
                                + "'");
            }
            tried = WITH_TWO;
            walk(connection, id, new ArrayList<>(), List.of());
            connection.rollback();
        }
        assertThat(executedOfR2).as("with the approval of two others it goes").isGreaterThan(5);
    }

    /** A yes as it was given. */
    private record Yes(String person, String digest, String risk, boolean voided) {}

    private void walk(Connection connection, String id, List<String> done, List<Yes> given)
            throws SQLException {
        sequences++;
        judge(connection, id, done, given);
        if (done.size() == LONGEST) {
            return;
        }
        for (var step : steps().entrySet()) {
            if (!tried.contains(step.getKey())) {
                continue;
            }
            var savepoint = connection.setSavepoint();
            var before = digest(connection, id);
            var risk = risk(connection, id);
            if (went(connection, step.getValue(), id)) {
                done.add(step.getKey());
                walk(connection, id, done, after(given, step.getKey(), before, risk));
                done.removeLast();
            }
            connection.rollback(savepoint);
        }
    }

    private static List<Yes> after(List<Yes> given, String step, String digest, String risk) {
        var after = new ArrayList<>(given);
        switch (step) {
            case "the author approves" -> after.add(new Yes("author", digest, risk, false));
            case "another approves" -> after.add(new Yes("test ben", digest, risk, false));
            case "a third approves" -> after.add(new Yes("test finn", digest, risk, false));
            case "another approves something else" ->
                    after.add(new Yes("test cleo", OTHER, risk, false));
            case "it is voided" ->
                    after.replaceAll(yes -> new Yes(yes.person(), yes.digest(), yes.risk(), true));
            default -> {}
        }
        return after;
    }

    private void judge(Connection connection, String id, List<String> done, List<Yes> given)
            throws SQLException {
        var savepoint = connection.setSavepoint();
        boolean stands = went(connection, "set constraints all immediate", null);
        if (stands && isExecuted(connection, id)) {
            executed++;
            var digest = digest(connection, id);
            var authors = one(connection, "select authors::text from change_request", id);
            assertThat(done).as("what was taken back").doesNotContain("it is withdrawn");
            var risk = risk(connection, id);
            executedOfR2 += risk.equals("R2") ? 1 : 0;
            assertThat(
                            given.stream()
                                    .filter(yes ->
                                            !yes.voided()
                                                    && yes.digest().equals(digest)
                                                    && yes.risk().equals(risk)
                                                    && !yes.person().equals("author")
                                                    && !authors.contains(yes.person()))
                                    .map(Yes::person)
                                    .distinct())
                    .as("carried out by %s", done)
                    .hasSizeGreaterThanOrEqualTo(risk.equals("R2") ? 2 : 1);
        }
        connection.rollback(savepoint);
    }

    private static boolean isExecuted(Connection connection, String id) throws SQLException {
        return one(connection, "select state from change_request", id).equals("RELEASED")
                || !one(connection, "select count(*) from rollout", id).equals("0")
                || !one(connection, "select count(*) from policy_revision", id).equals("0");
    }

    private static String risk(Connection connection, String id) throws SQLException {
        return one(connection, "select risk_class from change_request", id);
    }

    private static String digest(Connection connection, String id) throws SQLException {
        return one(connection, "select config_digest from change_request", id);
    }

    private static String one(Connection connection, String select, String id) throws SQLException {
        try (var sql = connection.prepareStatement(select + " where change_id = cast(? as uuid)")) {
            sql.setString(1, id);
            try (var row = sql.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static boolean went(
            Connection connection, String statement, @org.jspecify.annotations.Nullable String id)
            throws SQLException {
        var savepoint = connection.setSavepoint();
        try (var sql =
                connection.prepareStatement(
                        statement
                                .replace("= ?", "= cast(? as uuid)")
                                .replace("(), ?,", "(), cast(? as uuid),"))) {
            if (id != null) {
                sql.setString(1, id);
            }
            sql.execute();
            return true;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            return false;
        }
    }
}
