package io.holdfast.controller;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.yaml.snakeyaml.Yaml;

/** Every operation of the contract, and something to ask it for. */
final class Contract {

    private Contract() {}

    /** One operation of the contract. */
    record Operation(String id, String method, String path) {}

    @SuppressWarnings("unchecked")
    static List<Operation> operations() {
        try (var in = Contract.class.getResourceAsStream("/openapi/holdfast.v1.yaml")) {
            Map<String, Object> file = new Yaml().load(in);
            var operations = new ArrayList<Operation>();
            ((Map<String, Map<String, Object>>) file.get("paths"))
                    .forEach((path, methods) ->
                            methods.forEach((method, what) -> {
                                if (what instanceof Map<?, ?> operation) {
                                    operations.add(
                                            new Operation(
                                                    String.valueOf(operation.get("operationId")),
                                                    method.toUpperCase(Locale.ROOT),
                                                    path));
                                }
                            }));
            return operations;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is sent; nothing to those that take nothing. */
    static Object body(String operation) {
        return switch (operation) {
            case "explain" -> NOTHING;
            case "setNotifications" -> Map.of("address", "", "kinds", List.of("DRIFT_FOUND"));
            case "addComment" -> Map.of("comment", "why so wide?");
            case "markViewed" -> Map.of("digest", SEEN);
            case "cloneChange", "revertChange" ->
                    Map.of("title", "Theirs once more", "reason", "a test");
            case "setApprovalRules" ->
                    Map.of("items", List.of(Map.of("riskClass", "R3", "people", 2)));
            case "planRollout" -> Map.of("waves", List.of());
            case "abortRollout" -> Map.of("comment", "not now");
            case "acknowledgeAlarm", "shelveAlarm", "unshelveAlarm" -> alarm();
            case "chargeNeighbour" -> charge();
            case "orderDiscovery" -> Map.of("within", List.of("192.0.2.0/24"));
            case "changeMember" -> Map.of("roles", List.of("observer"));
            case "editSite" -> Map.of("name", "Mine", "timeZone", "UTC");
            case "createChange", "editChange", "tryChange" -> CentreStory.draft("Theirs");
            case "confirmHostKey" -> Map.of("fingerprint", "SHA256:x");
            case "putAccess" -> SecretForms.access();
            case "draftRestore" -> Map.of("title", "Back", "reason", "it worked");
            case "startRotation" -> SecretForms.secret();
            case "putCredentialGroup" -> SecretForms.group();
            case "makeToken" -> token();
            case "addMember" -> Map.of("name", "Ada", "roles", List.of("observer"));
            case "reAssertDevice" -> Map.of("running", SEEN, "reason", "known");
            case "acceptDrift" ->
                    Map.of("running", SEEN, "until", "2027-06-01T00:00:00Z", "reason", "known");
            case "adoptDrift" -> adoption();
            case "beginFreeze" ->
                    Map.of(
                            "until",
                            Instant.now().plus(Duration.ofHours(1)).toString(),
                            "reason",
                            "their own");
            case "reviewHold" ->
                    Map.of("postMortem", "The pump was kept running by hand for an hour.");
            case "adoptHold" -> Map.of("title", "Stays closed", "reason", "a test");
            case "revertHold" -> Map.of("reason", "the laptop is clean");
            case "decommissionSite" -> DecommissionDeeds.question();
            case "settleDecommissioning" ->
                    Map.of("kind", "DEVICE", "name", "ww-01/fw-1", "how", "thrown away");
            case "addLateEntries" -> Map.of("entries", List.of("{}"));
            case "overruleSite" -> Map.of("epoch", 1, "revision", 1, "reason", "known");
            case "orderSelfTest" -> Map.of("reason", "its software is new");
            case "createSite" -> site();
            case "readRunningText" ->
                    Map.of("text", "x", "ownerRole", "it-operations", "retireBy", "2030-01-01");
            case "importSites" -> List.of(imported());
            default -> NOTHING;
        };
    }

    private static final Object NOTHING = Map.of();

    /** A digest of what nobody runs. */
    private static final String SEEN = "cd".repeat(32);

    private static Object adoption() {
        return Map.of(
                "running", SEEN,
                "title", "Theirs",
                "reason", "known",
                "ownerRole", "it-operations",
                "reviewBy", "2027-06-01");
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

    private static Object alarm() {
        return Map.of(
                "slot", "fw-1",
                "code", "DEVICE_SILENT",
                "reason", "known",
                "until", "2030-01-01T00:00:00Z");
    }

    private static Object token() {
        return Map.of(
                "name", "nightly",
                "scopes", List.of("policy:read"),
                "endsAt", Instant.now().plus(Duration.ofDays(30)).toString());
    }

    private static Object charge() {
        return Map.of(
                "kind", "MAC",
                "chassis", "00:00:5e:00:53:01",
                "owner", "it-operations",
                "due", "2030-01-01T00:00:00Z",
                "reason", "known");
    }

    /**
     * The operation's path with these ids, and with what it cannot be asked without.
     *
     * @param ids one is {@code older}, a digest to compare with
     */
    static String filled(Operation operation, Map<String, String> ids) {
        var filled = operation.path() + query(operation.id(), ids);
        for (var id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    private static String query(String operation, Map<String, String> ids) {
        return switch (operation) {
            case "explain" -> "?from=it&to=ot-dmz&port=443";
            case "readSamples" ->
                    "?slot=fw-1&metric=cpu.percent&instance=1&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
            case "compareConfigurations" -> "?from=" + ids.getOrDefault("older", "cd".repeat(32));
            case "readPackEdits" -> ids.getOrDefault("values", "");
            default -> "";
        };
    }

    static Api.Answer send(Api whose, Operation operation, String path, Object body) {
        boolean read = operation.method().equals("GET");
        boolean bare = read || operation.method().equals("DELETE");
        return whose.send(
                operation.method(),
                path,
                bare ? null : Api.JSON.writeValueAsString(body),
                read ? null : "\"0\"",
                read ? null : UUID.randomUUID().toString());
    }
}
