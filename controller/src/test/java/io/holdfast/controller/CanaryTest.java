package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import io.holdfast.spi.contract.Canaries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A thousand secrets through every door of the centre, rightly and wrongly used: none is in a log
 * at its finest, an exception, an answer, a column, or a file. Only what is sealed holds them.
 */
class CanaryTest extends CentreStory {

    private static final int SLOTS = 20;
    private static final String SEARCHES = "/sites/ww-01/discoveries";
    private static final int TIMES = 160;
    private static final List<String> PARTS =
            List.of("user", "password", "snmpUser", "snmpAuth", "snmpPriv");

    private static Map<String, Object> secret(Canaries canaries) {
        var form = new LinkedHashMap<String, Object>();
        // Names of users are no secrets, and are told as such.
        PARTS.forEach(part -> form.put(part, part.endsWith("er") ? "holdfast" : canaries.next()));
        return form;
    }

    private static Map<String, Object> access(Canaries canaries) {
        var form = secret(canaries);
        form.put("netconfHost", "192.0.2.9");
        form.put("netconfPort", 830);
        form.put("snmpHost", "192.0.2.9");
        form.put("snmpPort", 161);
        return form;
    }

    private static Api.Answer heard(Canaries canaries, String what, Api.Answer answer) {
        canaries.look("answer to " + what, answer.raw().body());
        canaries.look("headers of " + what, answer.raw().headers().map().toString());
        return answer;
    }

    private static String device(int number) {
        return "/sites/ww-01/devices/dev-" + number + "/access";
    }

    @Test
    void a_thousand_secrets_are_nowhere_but_where_they_are_sealed() {
        enrol();
        var tokens = new ArrayList<String>();
        try (var canaries = new Canaries()) {
            people(canaries);
            programs(canaries);
            devices(canaries);
            groups(canaries);
            searches(canaries);
            wrongFields(canaries);
            tokens.addAll(enrolments(canaries));
            everythingThereIsToRead(canaries);
            assertThat(canaries.made()).isGreaterThanOrEqualTo(1_000);
            tables(canaries, tokens);
            canaries.lookInFiles(folder, own -> own.endsWith("start.json"));
            canaries.areNowhere();
        }
    }

    private static void people(Canaries canaries) {
        var admin = Person.login(base, "ada", "a-long-password");
        var invited =
                heard(
                        canaries,
                        "addMember",
                        admin.post(
                                "/members", Map.of("name", "Cleo", "roles", List.of("observer"))));
        var link = invited.body().findValuesAsString("invitation").getFirst();
        var password = canaries.next();
        assertThat(Person.joins(base, link, password)).isNotEmpty();
        for (int i = 0; i < 8; i++) {
            canaries.look("login page", Person.tries(base, "127.0.0.1", "bob", canaries.next()));
        }
        // A password typed as a name.
        canaries.look("login page", Person.tries(base, "127.0.0.1", canaries.next(), "x"));
        canaries.look("login page", Person.tries(base, "127.0.0.1", "cleo", password));
    }

    private static void programs(Canaries canaries) {
        for (int i = 0; i < 8; i++) {
            var wrong = Api.program(base, "water-approver", canaries.next(), EVERYTHING);
            heard(canaries, "me", wrong.get("/me"));
            heard(canaries, "me", new Api(base, canaries.next()).get("/me"));
        }
    }

    private static void devices(Canaries canaries) {
        var box = boxes.getLast().site;
        for (int i = 0; i < TIMES; i++) {
            int slot = i % SLOTS;
            var given = heard(canaries, "putAccess", water.put(device(slot), access(canaries), ""));
            assertThat(given.status()).as(given.body().toString()).isEqualTo(200);
            var rotated =
                    heard(
                            canaries,
                            "startRotation",
                            water.post(device(slot) + "/rotation", secret(canaries)));
            assertThat(rotated.status()).as(rotated.body().toString()).isEqualTo(200);
            if (i % 8 != 0) {
                continue;
            }
            box.post(
                    "/link/v1/telemetry",
                    WireJson.write(
                                    new TelemetryRequest(
                                            1,
                                            box.token.identity(),
                                            List.of(
                                                    new EventLine(
                                                            i / 8 + 1L,
                                                            Instant.now(),
                                                            new SiteWord.RotationTried(
                                                                    new DeviceSlot("dev-" + slot),
                                                                    i / SLOTS + 1L,
                                                                    1,
                                                                    i % 16 == 0
                                                                            ? "PROVED"
                                                                            : "SILENT",
                                                                    ""))),
                                            List.of(),
                                            List.of()))
                            .toArray());
            if (i % 80 == 8) {
                heard(canaries, "again", water.post(device(slot) + "/rotation/again", Map.of()));
            } else if (i % 80 == 24) {
                heard(
                        canaries,
                        "give up",
                        water.post(device(slot) + "/rotation/withdraw", Map.of()));
            }
        }
        assertThat(plant.sql("select count(*) from credential_rotation where state = 'PROVED'"))
                .containsExactly(String.valueOf(TIMES / 16));
    }

    private static void groups(Canaries canaries) {
        for (int i = 0; i < 4; i++) {
            var form = secret(canaries);
            form.put("sites", List.of("ww-01", "ss-04"));
            var put = heard(canaries, "group", water.put("/credential-groups/g-" + i, form, ""));
            assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
        }
    }

    /** Searches with a user of their own; under a key by which a repeat is known. */
    private static void searches(Canaries canaries) {
        for (int i = 0; i < 3; i++) {
            var ordered = heard(canaries, "search", water.post(SEARCHES, search(canaries)));
            assertThat(ordered.status()).as(ordered.body().toString()).isEqualTo(201);
        }
    }

    private static Map<String, Object> search(Canaries canaries) {
        var form = new TreeMap<String, Object>();
        form.put("within", List.of("192.0.2.0/28"));
        form.put("snmpUser", "seeker");
        form.put("snmpAuth", canaries.next());
        form.put("snmpPriv", canaries.next());
        return form;
    }

    /** People paste into the wrong field, and programs send what no field takes. */
    private static void wrongFields(Canaries canaries) {
        canaries.inWrongFields();
        // A program's secret given as its name.
        heard(canaries, "me", Api.program(base, canaries.next(), "x", EVERYTHING).get("/me"));
        for (int i = 0; i < 12; i++) {
            // One that could be a name as well; in the end tried too often.
            var typed = canaries.nextLowerCase();
            canaries.look("login page", Person.tries(base, "127.0.0.1", typed, "x"));
        }
        var guessed = canaries.nextLowerCase();
        for (int i = 0; i < 12; i++) {
            canaries.look("login page", Person.tries(base, "127.0.0.1", guessed, "x"));
        }
        var group = secret(canaries);
        group.put("sites", List.of(canaries.next()));
        wrong(canaries, "sites", water.put("/credential-groups/g-0", group, ""));
        for (var field : List.of("netconfHost", "snmpHost", "netconfPort", "snmpPort", "group")) {
            var form = access(canaries);
            form.put(field, "!" + canaries.next());
            wrong(canaries, field, water.put(device(0), form, ""));
        }
        for (var field : PARTS) {
            var form = access(canaries);
            form.put(field, canaries.next().repeat(60));
            wrong(canaries, field + " too long", water.put(device(0), form, ""));
            form.put(field, List.of(canaries.next()));
            wrong(canaries, field + " a list", water.put(device(0), form, ""));
            form.put(field, Map.of("secret", canaries.next()));
            wrong(canaries, field + " an object", water.post(device(0) + "/rotation", form));
        }
        for (var field : List.of("snmpAuth", "snmpPriv")) {
            var form = search(canaries);
            form.put(field, canaries.next().repeat(60));
            wrong(canaries, "search, too long", water.post(SEARCHES, form));
            form.put(field, List.of(canaries.next()));
            wrong(canaries, "search, a list", water.post(SEARCHES, form));
        }
        for (var field : List.of("within", "seeds")) {
            var form = search(canaries);
            form.put(field, List.of(canaries.next()));
            wrong(canaries, "search, " + field, water.post(SEARCHES, form));
        }
        var ofOne = search(canaries);
        ofOne.put("credentialsOf", canaries.next());
        wrong(canaries, "search, of a device", water.post(SEARCHES, ofOne));
        var unknown = access(canaries);
        unknown.put("secret", canaries.next());
        wrong(canaries, "unknown field", water.put(device(0), unknown, ""));
        wrong(canaries, "no JSON", water.raw(device(0) + "/rotation", "{" + canaries.next()));
        wrong(
                canaries,
                "half JSON",
                water.raw(device(0) + "/rotation", "{\"password\":\"" + canaries.next()));
        wrong(
                canaries,
                "fingerprint",
                water.post(
                        device(0) + "/confirm-host-key", Map.of("fingerprint", canaries.next())));
        wrong(canaries, "if-match", water.put(device(0), access(canaries), canaries.next()));
        wrong(
                canaries,
                "who may not",
                power.put("/sites/ww-01/devices/dev-0/access", access(canaries), ""));
    }

    private static void wrong(Canaries canaries, String what, Api.Answer answer) {
        heard(canaries, what, answer);
    }

    /** Tokens are the centre's own secrets: looked for one by one. */
    private static List<String> enrolments(Canaries canaries) {
        var secrets = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var issued =
                    plant.as(
                            Caller.centre(waterworks, "test"),
                            () -> plant.bean(Onboarding.class).issueToken(new SiteId("ss-04")));
            var box =
                    new TestSite(
                            issued.file(), plant.bean(LinkKeys.class).authority().certificate());
            secrets.add(box.token.secret());
            var said =
                    box.post(
                            "/link/v1/enrol",
                            WireJson.write(box.enrolment(canaries.next())).toArray());
            canaries.look("enrolment with another secret", said.body());
        }
        return secrets;
    }

    private static void everythingThereIsToRead(Canaries canaries) {
        for (var path :
                List.of(
                        "/audit-entries?limit=200",
                        "/device-credentials",
                        "/credential-groups",
                        "/connections",
                        SEARCHES,
                        "/sites/ww-01/journal",
                        "/sites/ww-01/devices/dev-1/access",
                        "/sites/ww-01/devices/dev-1/access/rotation",
                        "/sites/ww-01/connection")) {
            heard(canaries, path, water.get(path));
        }
    }

    /** Every column of every table, bytes in hex. */
    private static void tables(Canaries canaries, List<String> tokens) {
        var tables =
                plant.sql(
                        "select c.relname from pg_class c where c.relnamespace ="
                                + " 'holdfast'::regnamespace and c.relkind in ('r', 'p') and not"
                                + " c.relispartition order by 1");
        assertThat(tables).hasSizeGreaterThan(30);
        for (var table : tables) {
            var rows = String.join("\n", plant.sql("select t::text from " + table + " t"));
            canaries.look("table " + table, rows);
            assertThat(rows).as(table).doesNotContain(tokens);
            assertThat(rows)
                    .as(table)
                    .doesNotContain("water-secret-1234", "approver-secret-1", "a-long-password");
        }
    }
}
