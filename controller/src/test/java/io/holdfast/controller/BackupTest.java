package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A backup of the running centre, everything that can be wrong with one, and the centre's return
 * from it with a site that went on meanwhile (G-09).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupTest extends BackupStory {

    @Test
    @Order(1)
    void a_running_centre_is_backed_up_into_one_private_file() throws IOException {
        enrol();
        var change = water.post("/change-requests", draft("First", put(telemetry())));
        approvedAndKept(path(change), change.etag());
        var box = boxes.get(1);
        var first = box.site.entries(JournalHead.EMPTY, "site-node", 2);
        lines.addAll(first);
        assertThat(contact(box, 1, 1, first).durable()).isEqualTo(first.getLast().head());
        lostToken =
                plant.as(
                                Caller.centre(waterworks, "test"),
                                () -> plant.bean(Onboarding.class).issueToken(new SiteId("ss-04")))
                        .file();
        await(
                "every entry is numbered",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));

        var settings = settings("ours", url(), plant.directory()).toString();
        var made = create(file(), right(), settings);

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("epoch 1").contains(" s.");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(water.get("/me").status()).isEqualTo(200);
        before = rows();
        keys = files(plant.directory());
        assertThat(keys).containsKeys("link-ca.pem", "delivery.pem", "audit-log.key", "digest-key");

        var checked = backup("verify", file().toString(), "--passphrase-file", right().toString());
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("Whole");
        try (var left = Files.list(folder)) {
            assertThat(left.map(String::valueOf)).noneMatch(f -> f.contains(".part"));
        }
    }

    @Test
    @Order(2)
    void what_cannot_be_made_is_refused_in_a_sentence() throws IOException {
        var settings = settings("ours", url(), plant.directory()).toString();
        var again = create(file(), right(), settings);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("already a file");

        var open = passphrase("open", "the words of the waterworks");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        var readable = backup("verify", file().toString(), "--passphrase-file", open.toString());
        assertThat(readable.code()).isEqualTo(1);
        assertThat(readable.err()).contains("can be read by others");

        var brief = create(folder.resolve("x"), passphrase("brief", "short"), settings);
        assertThat(brief.code()).isEqualTo(1);
        assertThat(brief.err()).contains("fewer than 12");
        assertThat(backup("make").code()).isEqualTo(2);
        assertThat(backup("create", "--secret", "x").code()).isEqualTo(2);
        assertThat(backup("--help").code()).isZero();
    }

    @Test
    @Order(3)
    void whatever_is_wrong_with_a_backup_is_said_and_nothing_is_touched() throws IOException {
        var empty = plant.emptyDatabase("untouched");
        var directory = folder.resolve("untouched-keys");
        var settings = settings("untouched", empty, directory).toString();
        var bytes = Files.readAllBytes(file());
        var bad = new TreeMap<String, byte[]>();
        var flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        bad.put("damaged", flipped);
        bad.put("cut off", Arrays.copyOf(bytes, bytes.length - 1));
        bad.put(
                "no backup",
                "something else entirely, and long enough for a head"
                        .repeat(9)
                        .getBytes(StandardCharsets.US_ASCII));
        for (var one : bad.entrySet()) {
            var path = folder.resolve("bad.backup");
            Files.write(path, one.getValue());
            var said = restore(path, right(), settings);
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).contains(one.getKey());
        }
        var wrong = restore(file(), passphrase("wrong", "the words of somebody else"), settings);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("passphrase is not the one");
        assertThat(backup("verify", file().toString()).err()).contains("--passphrase-file");
        var used = restore(file(), right(), settings("used", url(), directory).toString());
        assertThat(used.code()).isEqualTo(1);
        assertThat(used.err()).contains("empty place only");
        var owned =
                restore(file(), right(), settings("owned", empty, plant.directory()).toString());
        assertThat(owned.code()).isEqualTo(1);
        assertThat(owned.err()).contains("empty place only");

        assertThat(directory).doesNotExist();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void it_comes_back_as_it_was_one_epoch_later() throws IOException {
        aLostTime();
        var directory = folder.resolve("back-keys");
        var settings = settings("back", plant.emptyDatabase("back"), directory).toString();
        var restored = restore(file(), right(), settings);
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("in epoch 2 now");
        assertThat(files(directory)).isEqualTo(keys);
        plant.stop();
        plant.look("back");
        var after = rows();
        var changed =
                before.keySet().stream()
                        .filter(t -> !Objects.equals(before.get(t), after.get(t)))
                        .toList();
        assertThat(changed)
                .containsExactlyInAnyOrder(
                        "centre_restore",
                        "enrolment_token",
                        "flyway_schema_history",
                        "link_keys",
                        "link_site",
                        "oauth2_authorization");

        startOn("back", directory);
    }

    @Test
    @Order(5)
    void each_organisation_is_told_once_and_what_was_good_for_one_use_has_ended() {
        for (var organisation : List.of(water, power)) {
            var events = organisation.get("/events?kind=CENTRE_RESTORED").body().path("items");
            assertThat(events).hasSize(1);
            var entries = organisation.get("/audit-entries?limit=50").body().path("items");
            assertThat(entries.findValuesAsString("action").stream())
                    .filteredOn(AuditVerdict.CENTRE_RESTORED::equals)
                    .hasSize(1);
        }
        var old = WireJson.read(Enrolment.Token.class, Bytes.utf8(lostToken));
        var thief =
                new TestSite(
                        new Enrolment.Token(
                                boxes.getFirst().site.token.linkUrl(),
                                old.linkCaDigest(),
                                old.trustRootDigest(),
                                old.identity(),
                                old.secret(),
                                old.validUntil()),
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");
        assertThat(thief.enrol().status()).isEqualTo(403);
    }

    @Test
    @Order(6)
    void a_site_without_lost_states_goes_on_by_itself_in_the_next_epoch() {
        var ss = boxes.getFirst();

        var given = delivery(contact(ss, 1, 1, List.of()));

        assertThat(given.epoch()).isEqualTo(2);
        assertThat(given.revision()).isEqualTo(1);
        assertThat(contact(ss, 2, 1, List.of()).bundle()).isNull();
        assertThat(connection("ss-04").path("epoch").asInt()).isEqualTo(2);
        assertThat(connection("ss-04").path("delivered").asInt()).isEqualTo(1);
        assertThat(connection("ss-04").path("backFrom").asString()).isNotEmpty();
        assertThat(connection("ss-04").has("lost")).isFalse();
    }

    @Test
    @Order(6)
    void a_site_that_was_enrolled_in_the_lost_time_gets_in_again_with_its_certificate_alone() {
        var px = at(boxes.getFirst().site.token.linkUrl(), enrolledInTheLostTime).site;
        assertThat(px.contact(px.quiet(0, 0)).status()).isEqualTo(403);
        var liar =
                new TestSite(
                        boxes.getFirst().site.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        px.signing,
                        px.encryption,
                        "TLSv1.3");
        liar.shows(px.chain());
        assertThat(liar.post("/link/v1/renew", WireJson.write(liar.enrolment("")).toArray()))
                .as("with its own certificate for another site")
                .extracting(TestSite.Said::status)
                .isEqualTo(403);

        var said = px.post("/link/v1/renew", WireJson.write(px.enrolment("")).toArray());

        assertThat(said.status()).as(said.body()).isEqualTo(200);
        px.shows(WireJson.read(Enrolment.Answer.class, Bytes.utf8(said.body())).certificateChain());
        assertThat(px.contact(px.quiet(0, 0)).status()).isEqualTo(200);
        assertThat(
                        power.get("/audit-entries?limit=50")
                                .body()
                                .path("items")
                                .findValuesAsString("action"))
                .contains("site.reinstate");
    }

    @Test
    @Order(7)
    void what_is_released_before_a_site_was_heard_has_a_number_that_nothing_had() {
        somethingNewIsReleased();

        assertThat(connection("ww-01").path("desired").asInt()).isGreaterThan(1000);
        assertThat(isKnownList(new SiteId("ww-01"), 7, 1_001))
                .as("a list of devices of the lost time whose number has been passed since")
                .isFalse();
    }

    @Test
    @Order(8)
    void a_lost_state_is_shown_and_never_taken_back_before_a_person_decides() {
        var ww = boxes.get(1);
        assertThat(water.get(lostChange).status()).isEqualTo(404);

        var answer = contact(ww, 1, 2, List.of());
        assertThat(answer.epoch()).isEqualTo(2);
        assertThat(answer.durable()).isEqualTo(lines.get(1).head());
        assertThat(answer.bundle()).isNull();
        assertThat(uploaded(ww)).isEqualTo(lines.getLast().head());

        var lost = connection("ww-01").path("lost");
        assertThat(lost.path("epoch").asInt()).isEqualTo(1);
        assertThat(lost.path("revision").asInt()).isEqualTo(2);
        assertThat(lost.path("changes").findValuesAsString("change"))
                .containsExactly(lostChange.substring(17));
        assertThat(connection("ww-01").path("delivered").asInt()).isZero();
        assertThat(water.get("/events?kind=SITE_STATE_UNKNOWN").body().path("items")).hasSize(1);
    }

    @Test
    @Order(9)
    void a_person_lets_the_centre_count_again_with_a_reason() {
        var ww = boxes.get(1);
        var path = "/sites/ww-01/connection/overrule";
        assertThat(overrule(1, 2, " ").code()).isEqualTo("REASON_MISSING");
        assertThat(overrule(1, 3, "seen").code()).isEqualTo("SITE_HAS_ANOTHER");
        assertThat(
                        water.post(
                                        path.replace("ww-01", "ss-04"),
                                        Map.of("epoch", 2, "revision", 1, "reason", "seen"))
                                .code())
                .isEqualTo("NOTHING_TO_DECIDE");

        var decided = overrule(1, 2, "the lost change is not wanted any more");

        assertThat(decided.status()).as(decided.body().toString()).isEqualTo(200);
        assertThat(decided.body().has("lost")).isFalse();
        var given = delivery(contact(ww, 1, 2, List.of()));
        assertThat(given.epoch()).isEqualTo(2);
        assertThat(given.revision()).isGreaterThan(1000);
        assertThat(contact(ww, 2, given.revision(), List.of()).bundle()).isNull();
        assertThat(connection("ww-01").path("delivered").asLong()).isEqualTo(given.revision());
        assertThat(overrule(2, given.revision(), "again").code()).isEqualTo("NOTHING_TO_DECIDE");
        for (int invented = 1; invented <= 5; invented++) {
            contact(ww, 9, invented, List.of());
        }
        assertThat(water.get("/events?kind=SITE_STATE_UNKNOWN").body().path("items")).hasSize(2);
        plant.sql("update lost_state set found_at = found_at - interval '25 hours' returning 1");
        contact(ww, 9, 5, List.of());
        contact(ww, 9, 6, List.of());
        contact(ww, 9, 5, List.of());
        assertThat(water.get("/events?kind=SITE_STATE_UNKNOWN").body().path("items")).hasSize(3);
        assertThat(overrule(9, 5, "x").code()).isEqualTo("EPOCH_TOO_LOW");
        contact(ww, 2, given.revision(), List.of());
    }

    @Test
    @Order(10)
    void the_audit_log_goes_on_and_a_head_of_the_lost_time_is_told_why_it_differs()
            throws IOException {
        for (int i = 0; i < 60; i++) {
            int number = i;
            plant.as(
                    Caller.centre(waterworks, "test"),
                    () -> {
                        plant.bean(AuditLog.class).record("test.write", "test:" + number, Map.of());
                        return true;
                    });
        }
        await(
                "every entry is numbered",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));
        var export = water.get("/audit-log/export").raw().body();

        var alone = verified(export, List.of());
        assertThat(alone.faults()).isEmpty();
        assertThat(alone.returns()).hasSize(1);
        assertThat(alone.returns().getFirst().after()).contains("\"auditSize\"");

        var witnessed = verified(export, List.of(SignedNote.read(witness)));
        assertThat(witnessed.holds()).isFalse();
        assertThat(witnessed.faults())
                .extracting(AuditVerdict.Fault::kind)
                .containsExactly(AuditVerdict.Kind.WITNESS_DIFFERS);
    }

    @Test
    @Order(11)
    void a_return_that_was_broken_off_is_no_centre_and_can_be_begun_again() throws IOException {
        var directory = folder.resolve("half-keys");
        var settings = settings("half", plant.emptyDatabase("half"), directory).toString();
        Files.createDirectories(directory);
        Files.createFile(directory.resolve("restore-unfinished"));
        Files.writeString(directory.resolve("digest-key"), "half");
        assertThatThrownBy(() -> plant.restartWithKeysIn(directory))
                .rootCause()
                .hasMessageContaining("did not come to its end");

        var secret = "select rolpassword from pg_authid where rolname = 'holdfast_app'";
        var theirs = plant.sql(secret);
        var again = restore(file(), right(), settings, "--epoch", "7");
        assertThat(plant.sql(secret)).as("another centre may use the role").isEqualTo(theirs);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("in epoch 7 now");
        assertThat(files(directory)).isEqualTo(keys);
        plant.restartOn("back", folder.resolve("back-keys"));
    }

    @Test
    @Order(12)
    void another_key_than_the_newest_head_was_signed_with_is_refused_and_so_are_other_salts()
            throws Exception {
        var other = Files.createDirectories(folder.resolve("other-keys"));
        for (var file : keys.entrySet()) {
            Files.write(other.resolve(file.getKey()), file.getValue().toArray());
        }
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var base64 = Base64.getEncoder();
        Files.writeString(
                other.resolve("audit-log.key"),
                base64.encodeToString(pair.getPrivate().getEncoded())
                        + "\n"
                        + base64.encodeToString(pair.getPublic().getEncoded())
                        + "\n");
        assertThatThrownBy(() -> plant.restartWithKeysIn(other))
                .rootCause()
                .hasMessageContaining("did not sign the newest head");

        Files.write(other.resolve("audit-log.key"), keys.get("audit-log.key").toArray());
        Files.writeString(other.resolve("digest-key"), "another one");
        assertThatThrownBy(() -> plant.restartWithKeysIn(other))
                .rootCause()
                .hasMessageContaining("not the one this database was made with");
        Files.delete(other.resolve("digest-key"));
        assertThatThrownBy(() -> plant.restartWithKeysIn(other))
                .rootCause()
                .hasMessageContaining("digest-key");
    }
}
