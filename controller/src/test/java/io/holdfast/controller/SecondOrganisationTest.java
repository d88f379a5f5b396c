package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.CanonicalForm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever operation the contract has, a second organisation neither sees nor changes anything of
 * the first. A new operation without a row here fails.
 */
class SecondOrganisationTest extends CentreStory {

    private static final String NOBODY = "01a2185f-ffff-7e34-b183-ffffffffffff";

    /** What an operation is asked for. */
    private enum Row {
        /** Something of one organisation, by its id: to others as if nobody had it. */
        OF_ONE,
        /** Whatever the caller's own organisation has. */
        OF_MINE,
        /** Makes something in the caller's own organisation. */
        MAKES,
        /** Sets something of the caller's own organisation. */
        SETS,
        /** Answers the caller from the caller's own organisation and stores nothing. */
        TRIES,
        /** Names something of the first organisation in what it sends: to others no such thing. */
        NAMES
    }

    /** Everybody who acts in the second organisation. */
    private static final List<String> MINE = List.of("eve", "client:power", "setup");

    private static Map<String, Row> rows() {
        var rows = new TreeMap<String, Row>();
        for (var of : List.of("readHealth", "readMe", "listMembers", "listSites", "listZones")) {
            rows.put(of, Row.OF_MINE);
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
                        "listConnections",
                        "listAlarms",
                        "listConduitUses",
                        "listDrifts",
                        "listHoldCases",
                        "readApprovalRules",
                        "listEvents",
                        "readNotifications",
                        "listFreezes",
                        "listTokens",
                        "listLogins",
                        "listDeviceCredentials",
                        "listCredentialGroups",
                        "listAuditEntries",
                        "readAuditHead",
                        "listAuditWitnesses",
                        "exportAuditLog")) {
            rows.put(of, Row.OF_MINE);
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
                        "readCertificate",
                        "readPackEdits",
                        "readChange",
                        "readDiff",
                        "submitChange",
                        "approveChange",
                        "rejectChange",
                        "withdrawChange",
                        "planRollout",
                        "listComments",
                        "addComment",
                        "listViewed",
                        "markViewed",
                        "unmarkViewed",
                        "cloneChange",
                        "revertChange",
                        "readRollout",
                        "pauseRollout",
                        "resumeRollout",
                        "abortRollout",
                        "rollBackRollout",
                        "readConnection",
                        "overruleSite",
                        "takeBundle",
                        "takeTrustRoot",
                        "readAutonomy",
                        "issueEnrolmentToken",
                        "listMentions",
                        "listDecommissionings",
                        "readDecommissioning",
                        "decommissionSite",
                        "confirmDecommissioning",
                        "dropDecommissioning",
                        "settleDecommissioning",
                        "addLateEntries",
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
                        "readSelfTest",
                        "orderSelfTest",
                        "readBreakGlassCodes",
                        "issueBreakGlassCodes",
                        "listHolds",
                        "reviewHold",
                        "adoptHold",
                        "revertHold",
                        "listDiscoveries",
                        "readDiscovery",
                        "stopDiscovery",
                        "listJournal",
                        "verifyJournal",
                        "listTraps",
                        "reAssertDevice",
                        "acceptDrift",
                        "adoptDrift",
                        "readSiteWindows",
                        "liftFreeze",
                        "revokeToken",
                        "endLogin")) {
            rows.put(of, Row.OF_ONE);
        }
        rows.put("explain", Row.OF_ONE);
        for (var of : List.of("acknowledgeAlarm", "shelveAlarm", "unshelveAlarm")) {
            rows.put(of, Row.OF_ONE);
        }
        rows.put("chargeNeighbour", Row.OF_ONE);
        rows.put("orderDiscovery", Row.OF_ONE);
        rows.put("changeMember", Row.OF_ONE);
        rows.put("editSite", Row.OF_ONE);
        rows.put("editChange", Row.OF_ONE);
        rows.put("confirmHostKey", Row.OF_ONE);
        rows.put("putAccess", Row.OF_ONE);
        rows.put("draftRestore", Row.OF_ONE);
        rows.put("startRotation", Row.OF_ONE);
        rows.put("putCredentialGroup", Row.NAMES);
        rows.put("addMember", Row.MAKES);
        rows.put("createSite", Row.MAKES);
        rows.put("beginFreeze", Row.MAKES);
        rows.put("makeToken", Row.MAKES);
        rows.put("setApprovalRules", Row.SETS);
        rows.put("setNotifications", Row.SETS);
        rows.put("createChange", Row.MAKES);
        rows.put("tryChange", Row.TRIES);
        rows.put("readRunningText", Row.OF_ONE);
        rows.put("importSites", Row.MAKES);
        return rows;
    }

    @Test
    void through_no_operation_a_second_organisation_sees_or_changes_anything_of_the_first() {
        var operations = Contract.operations();
        assertThat(rows().keySet())
                .as("each operation of the contract has a row")
                .isEqualTo(new TreeSet<>(operations.stream().map(Contract.Operation::id).toList()));
        var theirs = Person.login(base, "ada", "a-long-password");
        var mine = Person.login(base, "eve", "eves-long-password");
        var ids = RunningHouse.of(theirs);
        // What is made comes last: the second organisation may well have a site of the same code.
        var inOrder = new ArrayList<>(operations);
        inOrder.sort(Comparator.comparing(o -> rows().get(o.id()) == Row.MAKES));
        for (var operation : inOrder) {
            var before = waterworksRows();
            var body = Contract.body(operation.id());
            switch (Objects.requireNonNull(rows().get(operation.id()))) {
                case OF_ONE -> isNobodys(operation, theirs, mine, ids, body);
                case OF_MINE -> hasNothingOfTheirs(operation, theirs, mine, ids);
                case TRIES -> {
                    var answer = Contract.send(mine, operation, operation.path(), body);
                    assertThat(answer.status()).as(operation.id() + answer.body()).isEqualTo(200);
                    assertThat(answer.body().toString()).contains("px-01").doesNotContain("ww-01");
                }
                case SETS -> {
                    var set = Contract.send(mine, operation, operation.path(), body);
                    assertThat(set.status()).as(operation.id() + set.body()).isEqualTo(200);
                }
                case MAKES -> {
                    var made = Contract.send(mine, operation, operation.path(), body);
                    assertThat(made.status()).as(operation.id() + made.body()).isEqualTo(201);
                }
                case NAMES -> {
                    var named =
                            Contract.send(mine, operation, Contract.filled(operation, ids), body);
                    assertThat(named.status()).as(operation.id() + named.body()).isEqualTo(422);
                    assertThat(named.body().path("code").asString()).isEqualTo("NOT_FOUND");
                }
            }
            assertThat(waterworksRows()).as(operation.id()).isEqualTo(before);
        }
        assertThat(water.get("/sites/ww-01").body().path("name").asString())
                .isEqualTo("Waterworks 1");
    }

    /** Not found, and in no way other than what nobody has. */
    private static void isNobodys(
            Contract.Operation operation,
            Api theirs,
            Api mine,
            Map<String, String> ids,
            Object body) {
        var nobodys = new TreeMap<String, String>(ids);
        nobodys.replaceAll((name, id) ->
                switch (name) {
                    case "site" -> "zz-99";
                    case "slot", "digest", "older", "pack", "values", "hold", "decommissioning" ->
                            id;
                    default -> NOBODY;
                });
        var hidden = Contract.send(mine, operation, Contract.filled(operation, ids), body);
        var missing = Contract.send(mine, operation, Contract.filled(operation, nobodys), body);
        assertThat(hidden.status()).as(operation.id() + hidden.body()).isEqualTo(404);
        assertThat(missing.status()).as(operation.id()).isEqualTo(404);
        assertThat(without(ids, hidden)).as(operation.id()).isEqualTo(without(nobodys, missing));
        if (operation.method().equals("GET")) {
            var own = Contract.send(theirs, operation, Contract.filled(operation, ids), body);
            assertThat(own.status())
                    .as("it is there: " + operation.id() + own.body())
                    .isEqualTo(200);
        }
    }

    private static String without(Map<String, String> ids, Api.Answer answer) {
        var text = answer.body().toString();
        // The longest first: a short one may stand in a long one by chance.
        for (var id : Doors.longestFirst(ids.values())) {
            text = text.replace(id, "ID");
        }
        return text;
    }

    private static void hasNothingOfTheirs(
            Contract.Operation operation, Api theirs, Api mine, Map<String, String> ids) {
        var answer = Contract.send(mine, operation, operation.path(), Map.of());
        assertThat(answer.status()).as(operation.id()).isEqualTo(200);
        var said = withoutOwnAttempts(operation, answer);
        assertThat(said)
                .as(operation.id())
                .doesNotContain(
                        ids.entrySet().stream()
                                .filter(id -> !id.getKey().equals("pack"))
                                .map(SecondOrganisationTest::asSaid)
                                .toList())
                .doesNotContain(
                        "Waterworks", waterworks.toString(), "client:water", "\"ada\"", "ss-04");
        assertThat(Contract.send(theirs, operation, operation.path(), Map.of()).status())
                .as(operation.id())
                .isIn(200, 403);
    }

    /** A short one may stand in somebody's own long one by chance. */
    private static String asSaid(Map.Entry<String, String> id) {
        return id.getValue().length() < 4 ? '"' + id.getValue() + '"' : id.getValue();
    }

    /** The own log names what was asked for in vain; nobody else stands in it. */
    private static String withoutOwnAttempts(Contract.Operation operation, Api.Answer answer) {
        if (operation.id().equals("exportAuditLog")) {
            assertThat(actors(answer.raw().body())).isNotEmpty().isSubsetOf(MINE);
            return "";
        }
        if (!operation.id().equals("listAuditEntries")) {
            return answer.body().toString();
        }
        assertThat(answer.body().path("items").findValuesAsString("actor"))
                .isNotEmpty()
                .isSubsetOf(MINE);
        return "";
    }

    /** Who stands in an export; of others there is not even a name. */
    static List<String> actors(String export) {
        return export.lines()
                .filter(line -> line.startsWith("own "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .map(Base64.getDecoder()::decode)
                .map(CanonicalForm::read)
                .map(AuditEntry::actor)
                .toList();
    }
}
