package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.RouteBaseData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import io.holdfast.apps.centre.Centre;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Role;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every page the running centre has, as its router knows it, opened over the wire by every role of
 * its own and of another organisation, by who is nobody's member any more and by who never logged
 * in: it shows what is one's own and no word of the others (G-30). A new page without a row fails.
 */
@ExtendWith(EveryPageTest.WholeCentre.class)
class EveryPageTest extends CentreStory {

    private static final String NOTHING = "";
    private static final String NOBODY = "01a2185f-ffff-7e34-b183-ffffffffffff";

    /**
     * How a page is opened.
     *
     * @param at its address with ids of the own organisation
     * @param sign what it shows then to whoever may see it; nothing where the house has none of it
     */
    private record Row(String at, String sign) {
        boolean canName() {
            return at.contains("{");
        }
    }

    private static final Map<String, Row> ROWS = rows();

    private static Map<String, Row> rows() {
        var rows = new TreeMap<String, Row>();
        for (var empty : List.of("alarms", "approval-rules", "imports", "tokens", "logins")) {
            rows.put(empty, new Row(empty, NOTHING));
        }
        for (var policy : List.of("conduit-uses", "findings", "matrix", "zone", "acceptance")) {
            rows.put("policy/" + policy, new Row("policy/" + policy, NOTHING));
        }
        rows.put("policy/guardrail", new Row("policy/guardrail", NOTHING));
        rows.put("policy/conduits/new", new Row("policy/conduits/new", NOTHING));
        for (var list : List.of("credentials", "devices", "policy/zones")) {
            rows.put(list, new Row(list, "WW-01"));
        }
        for (var form :
                List.of("pack", "plan-device", "plan-network", "plan-windows", "plan-zone")) {
            rows.put("policy/" + form, new Row("policy/" + form + "?site={site}", "WW-01"));
        }
        rows.put("policy/import", new Row("policy/import?site={site}", "WW-01"));
        rows.put("policy/may-it-pass", new Row("policy/may-it-pass?site={site}", "WW-01"));
        rows.put("drift", new Row("drift", "WW-01"));
        rows.put("audit", new Row("audit", "member.add"));
        rows.put("notices", new Row("notices", "First"));
        rows.put("changes", new Row("changes", "First"));
        rows.put("rollouts", new Row("rollouts", "First"));
        rows.put("sites", new Row("sites", "Waterworks 1"));
        rows.put("changes/:___url_parameter", new Row("changes/{change}", "First"));
        rows.put("rollouts/:___url_parameter", new Row("rollouts/{rollout}", "WW-01"));
        rows.put("sites/:___url_parameter", new Row("sites/{site}", "Waterworks 1"));
        rows.put("policy/plan/:___url_parameter", new Row("policy/plan/{site}", "WW-01"));
        rows.put(
                "policy/certificate/:___url_parameter",
                new Row("policy/certificate/{site}", "WW-01"));
        rows.put("windows/:___url_parameter", new Row("windows/{site}", "WW-01"));
        rows.put("devices/:site/:slot", new Row("devices/{site}/{slot}", "WW-01"));
        rows.put("discoveries/:site", new Row("discoveries/{site}", "WW-01"));
        rows.put("decommissionings/:site", new Row("decommissionings/{site}", "Waterworks 1"));
        rows.put("topology/:site?", new Row("topology/{site}", "WW-01"));
        return rows;
    }

    private static Map<String, String> theirs;
    private static Api ada;
    private static Api eve;

    /** The centre with dashboard and dialects, at a port that it knows by its address. */
    static final class WholeCentre implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            application = List.of(Centre.class);
            try (var free = new ServerSocket(0)) {
                more =
                        List.of(
                                "--server.port=" + free.getLocalPort(),
                                "--holdfast.url=http://127.0.0.1:" + free.getLocalPort(),
                                "--vaadin.productionMode=true");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeAll
    static void one_of_everything_in_the_first_organisation() {
        ada = Person.login(base, "ada", "a-long-password");
        eve = Person.login(base, "eve", "eves-long-password");
        theirs = RunningHouse.of(ada);
    }

    @AfterAll
    static void as_before() {
        more = List.of();
    }

    @Test
    void the_pages_that_have_rows_are_all_that_the_running_centre_has() {
        var routes =
                ApplicationRouteRegistry.getInstance(
                                new VaadinServletContext(plant.bean(ServletContext.class)))
                        .getRegisteredRoutes()
                        .stream()
                        .map(RouteBaseData::getTemplate)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ROWS.keySet()).isEqualTo(routes);
    }

    @Test
    void who_never_logged_in_is_shown_the_login_and_nothing_else() {
        var wrong = new ArrayList<String>();
        try (var stranger = new Visitor(base)) {
            for (var row : ROWS.values()) {
                var frame = stranger.get("/" + at(row, theirs));
                var page = open(stranger, row, theirs);
                if (!frame.address().equals("/idp/login")
                        || !page.text().contains("/oauth2/authorization/idp")
                        || ROWS.values().stream()
                                .map(Row::sign)
                                .anyMatch(s -> !s.isEmpty() && page.text().contains(s))) {
                    wrong.add(row + ": " + frame + page);
                }
                words(theirs)
                        .filter(w -> frame.text().contains(w) || page.text().contains(w))
                        .forEach(w -> wrong.add(row + " says " + w));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_page_shows_the_own_organisations_to_who_may_see_it_and_to_nobody_else() {
        var wrong = new ArrayList<String>();
        for (var person : people(ada).entrySet()) {
            try (var visitor = person.getValue()) {
                var may = person.getKey().permissions();
                for (var row : ROWS.values()) {
                    boolean secret = row.at().equals("audit");
                    if (!secret && person.getKey() != Role.OBSERVER) {
                        continue;
                    }
                    var shown = open(visitor, row, theirs);
                    boolean sees = !secret || may.contains(Permission.READ_AUDIT);
                    if (shown.status() != 200 || shown.text().contains(row.sign()) != sees) {
                        wrong.add(person.getKey() + " at " + row + ": " + shown.status());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_role_of_another_organisation_is_shown_a_word_at_any_page() {
        var wrong = new ArrayList<String>();
        var all = new LinkedHashMap<String, Visitor>();
        people(eve).forEach((role, visitor) -> all.put(role.text(), visitor));
        all.put("eve", new Visitor(base).logsIn("eve", "eves-long-password"));
        all.forEach((who, visitor) -> {
            try (visitor) {
                for (var row : ROWS.values()) {
                    // What names nothing is asked by whoever may everything: she sees most.
                    if (row.canName() || who.equals("eve")) {
                        var shown = without(theirs, open(visitor, row, theirs).text());
                        words(theirs)
                                .filter(shown::contains)
                                .forEach(w -> wrong.add(who + " at " + row + ": " + w));
                    }
                    if (row.canName() && who.equals("eve")) {
                        wrong.addAll(unlikeNobodys(visitor, row));
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** In what a page of theirs is other than one of nobody's. */
    private static List<String> unlikeNobodys(Visitor visitor, Row row) {
        var nobodys = new TreeMap<>(theirs);
        nobodys.replaceAll((name, id) ->
                switch (name) {
                    case "site" -> "zz-99";
                    case "change", "rollout" -> NOBODY;
                    default -> id;
                });
        var hidden = without(theirs, Visitor.drawn(open(visitor, row, theirs)));
        var missing = without(nobodys, Visitor.drawn(open(visitor, row, nobodys)));
        return hidden.equals(missing)
                ? List.of()
                : List.of(row + " not as nobody's:\n" + hidden + "\n" + missing);
    }

    @Test
    void what_a_page_offers_to_download_is_given_to_who_opened_it_as_long_as_he_may() {
        var person = joined(ada, Role.AUDITOR);
        try (var auditor = person.visitor();
                var other = new Visitor(base).logsIn("eve", "eves-long-password");
                var stranger = new Visitor(base)) {
            var log = offered(open(auditor, row("audit"), theirs));
            var proof = offered(open(auditor, row("policy/certificate/:___url_parameter"), theirs));
            for (var file : List.of(log, proof)) {
                assertThat(auditor.get(file).text()).hasSizeGreaterThan(1000);
                assertThat(stranger.get(file).address()).isEqualTo("/idp/login");
                var elsewhere = other.get(file);
                assertThat(elsewhere.status()).as(elsewhere.text()).isNotEqualTo(200);
                assertThat(words(theirs).filter(elsewhere.text()::contains)).isEmpty();
            }
            var changed =
                    ada.put(
                            person.path(),
                            Map.of("roles", List.of("observer")),
                            ada.get(person.path()).etag());
            assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
            var refused = auditor.get(log);
            assertThat(refused.status()).as(refused.text()).isNotEqualTo(200);
        }
    }

    private static Row row(String template) {
        return Objects.requireNonNull(ROWS.get(template));
    }

    /** The file behind the page's download. */
    private static String offered(Visitor.Shown page) {
        var file = Pattern.compile("VAADIN/dynamic/resource/[^\"]+").matcher(page.text());
        assertThat(file.find()).as(page.text()).isTrue();
        return "/" + file.group();
    }

    @Test
    void who_is_no_member_any_more_is_shown_nothing_in_the_session_that_is_left() {
        var person = joined(ada, Role.AUDITOR);
        try (var ned = person.visitor()) {
            assertThat(ned.opens("sites", "").text()).contains("Waterworks 1");
            assertThat(ada.delete(person.path(), ada.get(person.path()).etag()).status())
                    .isEqualTo(204);

            var wrong = new ArrayList<String>();
            for (var row : ROWS.values()) {
                var shown = open(ned, row, theirs);
                if (shown.status() != 403 || !shown.text().contains("NOT_A_MEMBER")) {
                    wrong.add(row + ": " + shown);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    /** Somebody who joined, at the dashboard. */
    private record Joined(Visitor visitor, String path) {}

    private static Joined joined(Api administrator, Role role) {
        plant.sql("delete from login_guess");
        var added =
                administrator.post(
                        "/members",
                        Map.of("name", "Of role " + role.text(), "roles", List.of(role.text())),
                        null);
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        var password = "a-password-of-" + role.text();
        Person.joins(base, added.body().path("invitation").asString(), password);
        var member = added.body().path("member");
        return new Joined(
                new Visitor(base).logsIn(member.path("subject").asString(), password),
                "/members/" + member.path("id").asString());
    }

    /** One person of each role, at the dashboard. */
    private static Map<Role, Visitor> people(Api administrator) {
        var people = new EnumMap<Role, Visitor>(Role.class);
        for (var role : Role.values()) {
            people.put(role, joined(administrator, role).visitor());
        }
        return people;
    }

    private static Visitor.Shown open(Visitor visitor, Row row, Map<String, String> ids) {
        var at = at(row, ids).split("\\?", 2);
        return visitor.opens(at[0], at.length == 1 ? "" : at[1]);
    }

    private static String at(Row row, Map<String, String> ids) {
        var at = row.at();
        for (var id : ids.entrySet()) {
            at = at.replace("{" + id.getKey() + "}", id.getValue());
        }
        return at;
    }

    /** What only the first organisation can say. */
    private static Stream<String> words(Map<String, String> ids) {
        return Stream.concat(
                Stream.of(
                        "\"Waterworks\"",
                        "Waterworks 1",
                        waterworks.toString(),
                        "client:water",
                        "\"ada\""),
                Stream.of("ww-01", "WW-01", "ss-04", "SS-04", ids.get("change"), ids.get("rollout"))
                        .map(Objects::requireNonNull));
    }

    /** The text of a page without the ids it was asked for, the time of the day and its uploads. */
    private static String without(Map<String, String> ids, String text) {
        var said =
                text.replaceAll("\\d\\d:\\d\\d(:\\d\\d)?", "TIME")
                        .replaceAll("resource/\\d+/[0-9a-f-]+/", "resource/");
        for (var name : List.of("site", "change", "rollout")) {
            var id = Objects.requireNonNull(ids.get(name));
            said = said.replace(id, "ID").replace(id.toUpperCase(Locale.ROOT), "ID");
        }
        return said;
    }
}
