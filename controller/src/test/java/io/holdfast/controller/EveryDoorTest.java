package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation the running centre has, asked by every role of another organisation, by who is
 * nobody's member any more, and by who shows nothing: no word of the first organisation comes out,
 * and what is its own looks like what nobody has (G-30). What each role may in its own organisation
 * is {@link RolesTest}'s.
 */
class EveryDoorTest extends CentreStory {

    /** Doors that are no operation of the contract: what they give away is the same for all. */
    private static final Set<String> BESIDE =
            Set.of(
                    "GET " + Doors.API + "/openapi.yaml",
                    "GET /idp/login",
                    "GET /idp/login-failed",
                    "GET /idp/logged-out",
                    "GET /idp/login-ended",
                    "GET /idp/unreachable",
                    "GET /idp/style.css",
                    "GET /idp/invitation",
                    "POST /idp/invitation",
                    "GET /idp/setup",
                    "POST /idp/setup",
                    "GET /actuator",
                    "GET /actuator/health",
                    "GET /actuator/health/**",
                    "ANY /error",
                    "FILE /**",
                    "FILE /webjars/**");

    /** Answered to everybody: whether the centre works. */
    private static final Set<String> FOR_ALL = Set.of("readHealth");

    /** The caller's own log: of a foreign id it holds that it was asked for in vain. */
    private static final Set<String> OWN_LOG = Set.of("listAuditEntries", "exportAuditLog");

    /** Filters and cursors that can name something of another organisation. */
    private static final Map<String, String> FILTERS =
            Map.of(
                    "listAlarms", "?site={site}",
                    "listDrifts", "?site={site}",
                    "listChanges", "?cursor={change}",
                    "listRollouts", "?cursor={rollout}",
                    "listAuditEntries", "?cursor={change}");

    /** They would rightly have a site of the same code from then on. */
    private static final Set<String> MAKE_A_SITE = Set.of("createSite", "importSites");

    /** What stands in a path and was made by one organisation for itself. */
    private static final Set<String> MADE =
            Set.of(
                    "{change}",
                    "{rollout}",
                    "{member}",
                    "{discovery}",
                    "{digest}",
                    "{older}",
                    "{hold}",
                    "{decommissioning}",
                    "{freeze}");

    private static final String NOBODY = "01a2185f-ffff-7e34-b183-ffffffffffff";

    private static Api ada;
    private static Api eve;
    private static Map<String, String> theirs;

    @BeforeAll
    static void one_of_everything_in_the_first_organisation() {
        ada = Person.login(base, "ada", "a-long-password");
        eve = Person.login(base, "eve", "eves-long-password");
        theirs = RunningHouse.of(ada);
    }

    @Test
    void the_operations_of_the_contract_are_all_that_the_running_centre_answers() {
        var named =
                Contract.operations().stream()
                        .map(o -> o.method() + " " + Doors.API + o.path())
                        .collect(Collectors.toCollection(TreeSet::new));
        named.addAll(BESIDE);
        var more = new TreeSet<>(Doors.of(plant));
        more.removeAll(named);
        assertThat(more).as("doors without a row").isEmpty();
        named.removeAll(Doors.of(plant));
        assertThat(named).as("rows without a door").isEmpty();
    }

    @Test
    void the_doors_beside_the_contract_say_nothing_of_any_organisation() {
        var said = new TreeMap<String, String>();
        for (var door : BESIDE) {
            var path = door.substring(door.indexOf(' ') + 1).replace("**", "health");
            said.put(door, Person.page(base, path));
        }
        assertThat(said.get("GET /idp/login")).contains("<form");
        assertThat(said.get("GET /actuator")).doesNotContain("health");
        for (var door : said.entrySet()) {
            assertThat(words().filter(door.getValue()::contains)).as(door.getKey()).isEmpty();
        }
    }

    @Test
    void who_shows_no_token_or_an_invented_one_is_answered_nothing() {
        var wrong = new ArrayList<String>();
        for (var whose : List.of(new Api(base, ""), new Api(base, "e30.e30.e30"))) {
            for (var operation : Contract.operations()) {
                var answer = ask(whose, operation, theirs);
                if (answer.status() != 401 && !FOR_ALL.contains(operation.id())) {
                    wrong.add(operation.id() + ": " + answer.status() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void who_is_no_member_any_more_is_answered_nothing_whatever_token_is_left() {
        var added = ada.post("/members", Map.of("name", "Ned", "roles", all()), null);
        Person.joins(base, added.body().path("invitation").asString(), "neds-long-password");
        var member = added.body().path("member");
        var ned = Person.login(base, member.path("subject").asString(), "neds-long-password");
        assertThat(ned.get("/sites").status()).isEqualTo(200);
        var path = "/members/" + member.path("id").asString();
        var left = ada.delete(path, ada.get(path).etag());
        assertThat(left.status()).as(left.body().toString()).isEqualTo(204);

        var wrong = new ArrayList<String>();
        for (var operation : Contract.operations()) {
            var answer = ask(ned, operation, theirs);
            boolean turned = answer.status() == 403 && answer.code().equals("NOT_A_MEMBER");
            if (!turned && !FOR_ALL.contains(operation.id())) {
                wrong.add(operation.id() + ": " + answer.status() + " " + answer.body());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> all() {
        return List.of(Role.values()).stream().map(Role::text).toList();
    }

    @Test
    void no_role_of_another_organisation_learns_or_changes_anything_at_any_door() {
        plant.sql("delete from login_guess");
        var before = waterworksRows();
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            var person = RolesTest.joins(eve, role);
            for (var operation : Contract.operations()) {
                if (canName(operation)) {
                    named(operation)
                            .forEach(n -> wrong.addAll(faults(role.text(), person, operation, n)));
                }
            }
        }
        // What names nothing answers from the own organisation: whoever may everything sees most.
        for (var operation : Contract.operations()) {
            if (!canName(operation)) {
                named(operation).forEach(n -> wrong.addAll(faults("eve", eve, operation, n)));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(waterworksRows()).isEqualTo(before);
    }

    private static boolean canName(Contract.Operation operation) {
        return operation.path().contains("{") || FILTERS.containsKey(operation.id());
    }

    /** What a path can name: all of it theirs, and my own site with something of theirs in it. */
    private static List<Map<String, String>> named(Contract.Operation operation) {
        if (MAKE_A_SITE.contains(operation.id())) {
            return List.of();
        }
        if (!operation.path().contains("{site}")
                || MADE.stream().noneMatch(operation.path()::contains)) {
            return List.of(theirs);
        }
        var mine = new TreeMap<>(theirs);
        mine.put("site", "px-01");
        return List.of(theirs, mine);
    }

    /** The same with ids that nobody has, where they are theirs. */
    private static Map<String, String> nobodys(Map<String, String> asked) {
        var nobodys = new LinkedHashMap<String, String>();
        asked.forEach((name, id) ->
                nobodys.put(
                        name,
                        switch (name) {
                            case "site" -> id.equals("px-01") ? id : "zz-99";
                            case "digest", "older" -> "ab".repeat(32);
                            case "hold" -> "7-7";
                            case "decommissioning" -> "7-7";
                            case "group" -> "nobodys-switches";
                            case "slot", "pack", "values" -> id;
                            default -> NOBODY;
                        }));
        return nobodys;
    }

    private static List<String> faults(
            String role, Api person, Contract.Operation operation, Map<String, String> asked) {
        var faults = new ArrayList<String>();
        var answer = ask(person, operation, asked);
        var where = role + " " + operation.id() + " at " + asked.get("site") + ": ";
        var nobodys = nobodys(asked);
        if (!refused(answer) && !path(operation, asked).equals(path(operation, nobodys))) {
            var twin = ask(person, operation, nobodys);
            boolean same =
                    OWN_LOG.contains(operation.id())
                            || without(asked, nobodys, answer)
                                    .equals(without(asked, nobodys, twin));
            if (answer.status() != twin.status() || !same) {
                faults.add(where + "not as nobody's: " + answer.body() + " / " + twin.body());
            }
        }
        if (operation.path().contains("{") && !Set.of(403, 404, 422).contains(answer.status())) {
            faults.add(where + answer.status());
        }
        if (OWN_LOG.contains(operation.id())) {
            faults.addAll(foreign(operation, answer).stream().map(a -> where + a).toList());
            return faults;
        }
        var said = without(asked, nobodys, answer);
        words().filter(said::contains).forEach(w -> faults.add(where + "says " + w));
        return faults;
    }

    /** For want of a permission: said before anything is looked up. */
    private static boolean refused(Api.Answer answer) {
        return answer.status() == 403 && answer.code().equals("NOT_PERMITTED");
    }

    /** What only the first organisation can say. */
    private static Stream<String> words() {
        return Stream.concat(
                Stream.of("Waterworks", waterworks.toString(), "client:water", "\"ada\"", "ss-04"),
                theirs.entrySet().stream()
                        .filter(id -> MADE.contains("{" + id.getKey() + "}"))
                        .map(Map.Entry::getValue)
                        .filter(id -> id.length() > 8));
    }

    /** Who stands in an own log and is none of us. */
    private static List<String> foreign(Contract.Operation operation, Api.Answer answer) {
        if (answer.status() == 403) {
            return List.of();
        }
        var actors =
                operation.id().equals("exportAuditLog")
                        ? SecondOrganisationTest.actors(answer.raw().body())
                        : answer.body().path("items").findValuesAsString("actor");
        var ours =
                plant.sql(
                        "select subject from membership m where organization_id <> '%s'"
                                .formatted(waterworks));
        return actors.stream()
                .filter(a -> !a.equals("setup") && !ours.contains(a.replace("client:", "")))
                .toList();
    }

    private static String without(
            Map<String, String> asked, Map<String, String> nobodys, Api.Answer answer) {
        var text = answer.raw().body();
        var ids = new ArrayList<>(asked.values());
        ids.addAll(nobodys.values());
        for (var id : Doors.longestFirst(ids)) {
            text = text.replace(id, "ID");
        }
        return text;
    }

    private static String path(Contract.Operation operation, Map<String, String> ids) {
        var path = Contract.filled(operation, ids) + FILTERS.getOrDefault(operation.id(), "");
        for (var id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path;
    }

    private static Api.Answer ask(
            Api whose, Contract.Operation operation, Map<String, String> ids) {
        return Contract.send(whose, operation, path(operation, ids), Contract.body(operation.id()));
    }
}
