package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whatever operation the contract has, a second organisation neither sees nor changes anything of
 * the first. A new operation without a row here fails.
 */
class SecondOrganisationTest extends CentreStory {

    private static final String NOBODY = "01a2185f-ffff-7e34-b183-ffffffffffff";

    /** What an operation is asked for. */
    private sealed interface Row {

        /** Something of one organisation, by its id: to others as if nobody had it. */
        record OfOne(Object body) implements Row {}

        /** Whatever the caller's own organisation has. */
        record OfMine() implements Row {}

        /** Makes something in the caller's own organisation. */
        record Makes(Object body) implements Row {}

        /** Answers the caller from the caller's own organisation and stores nothing. */
        record Tries(Object body) implements Row {}

        /** Names something of the first organisation in what it sends: to others no such thing. */
        record Names(Object body) implements Row {}
    }

    private static Object found() {
        return Map.of("text", "x", "ownerRole", "it-operations", "retireBy", "2030-01-01");
    }

    private static final String SEEN = "cd".repeat(32);

    private static final Object NOTHING = Map.of();
    private static final Object DRAFT = draft("Theirs");
    private static final Object ROLES = Map.of("roles", List.of("observer"));

    private static Map<String, Row> rows() {
        var rows = new TreeMap<String, Row>();
        for (var of : List.of("readHealth", "readMe", "listMembers", "listSites", "listZones")) {
            rows.put(of, new Row.OfMine());
        }
        for (var of :
                List.of(
                        "listConduits",
                        "listBlueprintConduits",
                        "listGuardrails",
                        "listPacks",
                        "listFindings",
                        "readPolicy",
                        "listChanges",
                        "listRollouts",
                        "listFreezes",
                        "listConnections",
                        "listAlarms",
                        "listConduitUses",
                        "listDrifts",
                        "listDeviceCredentials",
                        "listCredentialGroups",
                        "listAuditEntries")) {
            rows.put(of, new Row.OfMine());
        }
        for (var of :
                List.of(
                        "readMember",
                        "removeMember",
                        "readSite",
                        "listDevices",
                        "readDevice",
                        "listSiteZones",
                        "readSitePlan",
                        "readSiteWindows",
                        "liftFreeze",
                        "readCertificate",
                        "readPackEdits",
                        "readChange",
                        "readDiff",
                        "submitChange",
                        "approveChange",
                        "rejectChange",
                        "withdrawChange",
                        "readRollout",
                        "pauseRollout",
                        "resumeRollout",
                        "rollBackRollout",
                        "readConnection",
                        "issueEnrolmentToken",
                        "readAccess",
                        "listSeries",
                        "readSamples",
                        "readTopology",
                        "readSurvey",
                        "listConfigurations",
                        "readConfiguration",
                        "compareConfigurations",
                        "readRestore",
                        "readTrial",
                        "readRotation",
                        "rotateAgain",
                        "withdrawRotation",
                        "readCredentialGroup",
                        "tryAccess",
                        "listDiscoveries",
                        "readDiscovery",
                        "stopDiscovery",
                        "listJournal",
                        "listTraps")) {
            rows.put(of, new Row.OfOne(NOTHING));
        }
        rows.put("explain", new Row.OfOne(NOTHING));
        for (var of : List.of("acknowledgeAlarm", "shelveAlarm", "unshelveAlarm")) {
            rows.put(of, new Row.OfOne(alarm()));
        }
        rows.put("chargeNeighbour", new Row.OfOne(charge()));
        rows.put("orderDiscovery", new Row.OfOne(Map.of("within", List.of("192.0.2.0/24"))));
        rows.put("changeMember", new Row.OfOne(ROLES));
        rows.put("editSite", new Row.OfOne(Map.of("name", "Mine", "timeZone", "UTC")));
        rows.put("editChange", new Row.OfOne(DRAFT));
        rows.put("confirmHostKey", new Row.OfOne(Map.of("fingerprint", "SHA256:x")));
        rows.put("putAccess", new Row.OfOne(SecretForms.access()));
        rows.put("draftRestore", new Row.OfOne(Map.of("title", "Back", "reason", "it worked")));
        rows.put("reAssertDevice", new Row.OfOne(Map.of("running", SEEN, "reason", "known")));
        rows.put(
                "acceptDrift",
                new Row.OfOne(
                        Map.of(
                                "running",
                                SEEN,
                                "until",
                                "2027-01-01T00:00:00Z",
                                "reason",
                                "known")));
        rows.put("adoptDrift", new Row.OfOne(adoption()));
        rows.put("startRotation", new Row.OfOne(SecretForms.secret()));
        rows.put("putCredentialGroup", new Row.Names(SecretForms.group()));
        rows.put("addMember", new Row.Makes(Map.of("name", "Ada", "roles", List.of("observer"))));
        rows.put("createSite", new Row.Makes(site()));
        rows.put("createChange", new Row.Makes(DRAFT));
        rows.put("beginFreeze", new Row.Makes(freeze()));
        rows.put("tryChange", new Row.Tries(DRAFT));
        rows.put("readRunningText", new Row.OfOne(found()));
        rows.put("importSites", new Row.Makes(List.of(imported())));
        return rows;
    }

    /** The very code the first organisation has already. */
    private static Object site() {
        return Map.of("id", "ww-01", "name", "Theirs", "timeZone", "UTC", "number", 9);
    }

    /** A line of a file that says what the first organisation has already. */
    private static Object imported() {
        return Map.of(
                "kind", "site",
                "site", "ww-02",
                "name", "Theirs",
                "timeZone", "UTC",
                "number", 12);
    }

    private static Object adoption() {
        return Map.of(
                "running", SEEN,
                "title", "Theirs",
                "reason", "known",
                "ownerRole", "it-operations",
                "reviewBy", "2027-01-01");
    }

    /** In force at once, and in this organisation alone. */
    private static Object freeze() {
        return Map.of("until", Instant.now().plusSeconds(3_600).toString(), "reason", "their own");
    }

    private static Object alarm() {
        return Map.of(
                "slot", "fw-1",
                "code", "DEVICE_SILENT",
                "reason", "known",
                "until", "2030-01-01T00:00:00Z");
    }

    private static Object charge() {
        return Map.of(
                "kind", "MAC",
                "chassis", "00:00:5e:00:53:01",
                "owner", "it-operations",
                "due", "2030-01-01T00:00:00Z",
                "reason", "known");
    }

    /** What some paths cannot be asked without, by their last word. */
    private static final Map<String, String> QUERIES =
            Map.of(
                    "/explanation", "?from=it&to=ot-dmz&port=443",
                    "/samples",
                            "?slot=fw-1&metric=reachable&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z",
                    "/differences", "?from=" + "cd".repeat(32));

    /** What the first organisation's running house has none of either. */
    private static final List<String> EMPTY_THERE =
            List.of(
                    "readAccess",
                    "readTrial",
                    "readDiscovery",
                    "readPackEdits",
                    "readRotation",
                    "readSamples",
                    "readSurvey",
                    "readConfiguration",
                    "compareConfigurations",
                    "readRestore");

    /** One operation of the contract. */
    private record Operation(String id, String method, String path) {}

    @SuppressWarnings("unchecked")
    private static List<Operation> contract() {
        try (var in =
                SecondOrganisationTest.class.getResourceAsStream("/openapi/holdfast.v1.yaml")) {
            Map<String, Object> file = new Yaml().load(in);
            var operations = new ArrayList<Operation>();
            ((Map<String, Map<String, Object>>) file.get("paths"))
                    .forEach((path, methods) ->
                            methods.forEach((method, what) -> {
                                if (what instanceof Map<?, ?> operation) {
                                    operations.add(
                                            new Operation(
                                                    String.valueOf(operation.get("operationId")),
                                                    method.toUpperCase(java.util.Locale.ROOT),
                                                    path));
                                }
                            }));
            return operations;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void through_no_operation_a_second_organisation_sees_or_changes_anything_of_the_first() {
        var operations = contract();
        assertThat(rows().keySet())
                .as("each operation of the contract has a row")
                .isEqualTo(new TreeSet<>(operations.stream().map(Operation::id).toList()));
        var theirs = Person.login(base, "ada", "a-long-password");
        var mine = Person.login(base, "eve", "eves-long-password");
        var ids = aRunningHouse(theirs);
        // What is made comes last: the second organisation may well have a site of the same code.
        var inOrder = new ArrayList<>(operations);
        inOrder.sort(Comparator.comparing(o -> rows().get(o.id()) instanceof Row.Makes));
        for (var operation : inOrder) {
            var before = waterworksRows();
            switch (rows().get(operation.id())) {
                case Row.OfOne(var body) -> isNobodys(operation, theirs, mine, ids, body);
                case Row.OfMine() -> hasNothingOfTheirs(operation, theirs, mine, ids);
                case Row.Tries(var body) -> {
                    var answer = send(mine, operation, operation.path(), body);
                    assertThat(answer.status()).as(operation.id() + answer.body()).isEqualTo(200);
                    assertThat(answer.body().toString()).contains("px-01").doesNotContain("ww-01");
                }
                case Row.Makes(var body) -> {
                    var made = send(mine, operation, operation.path(), body);
                    assertThat(made.status()).as(operation.id() + made.body()).isEqualTo(201);
                }
                case Row.Names(var body) -> {
                    var named = send(mine, operation, filled(operation.path(), ids), body);
                    assertThat(named.status()).as(operation.id() + named.body()).isEqualTo(422);
                    assertThat(named.body().path("code").asString()).isEqualTo("NOT_FOUND");
                }
            }
            assertThat(waterworksRows()).as(operation.id()).isEqualTo(before);
        }
        assertThat(water.get("/sites/ww-01").body().path("name").asString())
                .isEqualTo("Waterworks 1");
    }

    /** The ids of one of everything. */
    private static Map<String, String> aRunningHouse(Api theirs) {
        enrol();
        var change =
                water.post(
                        "/change-requests",
                        draft("First", blueprint().stream().map(CentreStory::put).toArray()));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        var rollout = approved.body().path("rolloutId").asString();
        assertThat(rollout).as(approved.body().toString()).isNotEmpty();
        await(
                "the rollout",
                () -> {
                    boxes.forEach(b -> b.tells(b.revision == 0 ? "WAITING" : "KEPT"));
                    return water.get("/rollouts/" + rollout)
                            .body()
                            .path("state")
                            .asString()
                            .equals("DONE");
                });
        assertThat(
                        water.put("/credential-groups/their-switches", SecretForms.group(), "\"0\"")
                                .status())
                .isEqualTo(200);
        JsonNode member = theirs.get("/members").body().path("items").path(0);
        return Map.of(
                "pack",
                "no-pack-of-this-name",
                "site",
                "ww-01",
                "slot",
                "fw-1",
                "digest",
                "ab".repeat(32),
                "discovery",
                NOBODY,
                "change",
                change.body().path("id").asString(),
                "rollout",
                rollout,
                "group",
                "their-switches",
                "member",
                member.path("id").asString());
    }

    /** Not found, and in no way other than what nobody has. */
    private static void isNobodys(
            Operation operation, Api theirs, Api mine, Map<String, String> ids, Object body) {
        var nobodys = new TreeMap<String, String>(ids);
        nobodys.replaceAll((name, id) ->
                switch (name) {
                    case "site" -> "zz-99";
                    case "slot", "digest", "pack" -> id;
                    default -> NOBODY;
                });
        var hidden = send(mine, operation, filled(operation.path(), ids), body);
        var missing = send(mine, operation, filled(operation.path(), nobodys), body);
        assertThat(hidden.status()).as(operation.id() + hidden.body()).isEqualTo(404);
        assertThat(missing.status()).as(operation.id()).isEqualTo(404);
        assertThat(without(ids, hidden)).as(operation.id()).isEqualTo(without(nobodys, missing));
        if (operation.method().equals("GET")) {
            var own = send(theirs, operation, filled(operation.path(), ids), body);
            assertThat(own.status())
                    .as("it is there: " + operation.id() + own.body())
                    .isIn(200, 404);
            if (!EMPTY_THERE.contains(operation.id())) {
                assertThat(own.status()).as("it is there: " + operation.id()).isEqualTo(200);
            }
        }
    }

    private static String without(Map<String, String> ids, Api.Answer answer) {
        var text = answer.body().toString();
        for (var id : ids.values()) {
            text = text.replace(id, "ID");
        }
        return text;
    }

    private static void hasNothingOfTheirs(
            Operation operation, Api theirs, Api mine, Map<String, String> ids) {
        var answer = send(mine, operation, operation.path(), NOTHING);
        assertThat(answer.status()).as(operation.id()).isEqualTo(200);
        var said = withoutOwnAttempts(operation, answer);
        assertThat(said)
                .as(operation.id())
                .doesNotContain(ids.values())
                .doesNotContain(
                        "Waterworks", waterworks.toString(), "client:water", "\"ada\"", "ss-04");
        assertThat(send(theirs, operation, operation.path(), NOTHING).status())
                .as(operation.id())
                .isIn(200, 403);
    }

    /** The own log names what was asked for in vain; nobody else stands in it. */
    private static String withoutOwnAttempts(Operation operation, Api.Answer answer) {
        if (!operation.id().equals("listAuditEntries")) {
            return answer.body().toString();
        }
        assertThat(answer.body().path("items").findValuesAsString("actor"))
                .isNotEmpty()
                .allMatch(a -> List.of("eve", "client:power", "setup").contains(a));
        return "";
    }

    private static String filled(String path, Map<String, String> ids) {
        var filled = path + QUERIES.getOrDefault(path.substring(path.lastIndexOf('/')), "");
        for (var id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    private static Api.Answer send(Api whose, Operation operation, String path, Object body) {
        boolean read = operation.method().equals("GET");
        boolean bare = read || operation.method().equals("DELETE");
        return whose.send(
                operation.method(),
                path,
                bare ? null : Api.JSON.writeValueAsString(body),
                read ? null : "\"0\"",
                read ? null : java.util.UUID.randomUUID().toString());
    }
}
