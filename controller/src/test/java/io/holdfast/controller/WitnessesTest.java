package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.auditlog.witness.Witnessing;
import io.holdfast.auditlog.witness.Witnessing.Judged;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Caller;
import io.holdfast.core.Bytes;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.LogWord;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.WitnessWord;
import io.holdfast.sitelink.witness.WitnessStatement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Sites keep the heads of the centre's audit log, and the centre shows how far (rulings C3). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WitnessesTest extends CentreStory {

    private static TestSite box;
    private static Witness witness = new Witness.Nothing();

    @BeforeAll
    static void sites() {
        enrol();
        box = boxes.getFirst().site;
    }

    /** Entries with a number, and a head over them. */
    private static void write(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            plant.as(
                    Caller.centre(waterworks, "test"),
                    () -> {
                        plant.bean(AuditLog.class)
                                .record("test.write", "test:" + number, Map.of("n", number));
                        return true;
                    });
        }
        await(
                "every entry is numbered",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));
        assertThat(water.get("/audit-log/export").status()).isEqualTo(200);
        await("the log can be compared", WitnessesTest::tilesCover);
    }

    private static LinkRequest says(WitnessWord word) {
        return box.able(LinkRequest.WITNESS).witnessing(word);
    }

    private static LogWord answered(WitnessWord word) {
        return box.answer(says(word)).log();
    }

    private static Witness.Keeps keeps() {
        return (Witness.Keeps) witness;
    }

    private static WitnessWord statement() {
        return new WitnessWord.Keeps(
                keeps().newest().checkpoint().size(),
                List.of(WitnessStatement.of(box.token.identity(), keeps()).unsigned()));
    }

    private static Judged judged(LogWord word) {
        assertThat(word).isInstanceOf(LogWord.Shows.class);
        return Witnessing.judge(witness, ((LogWord.Shows) word).head(), 1, Instant.now());
    }

    private static JsonNode witnesses(Api who) {
        var answer = who.get("/audit-log/witnesses");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    /** The centre is not asked again within two minutes; the test does not wait for them. */
    private static void timePasses() {
        plant.sql("update audit_witness set heard_at = heard_at - interval '3 minutes'");
    }

    private static long kept() {
        return keeps().newest().checkpoint().size();
    }

    private static long newest() {
        return Long.parseLong(plant.sql("select max(size) from audit_checkpoint").getFirst());
    }

    @Test
    @Order(1)
    void a_site_that_does_not_know_of_witnesses_is_told_nothing_of_them() {
        write(5);
        var said = box.contact(box.able());
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.body()).doesNotContain("\"log\"");
        assertThat(box.answer(box.able(LinkRequest.BREAK_GLASS)).log())
                .isEqualTo(new LogWord.Silent());
        var none = witnesses(water);
        assertThat(none.path("items")).isEmpty();
        assertThat(none.path("witnessed").asLong()).isZero();
        assertThat(none.has("unwitnessedSince")).isTrue();
        assertThat(none.path("late").asBoolean()).isFalse();
        plant.sql("update audit_checkpoint set signed_at = signed_at - interval '6 minutes'");
        assertThat(witnesses(water).path("late").asBoolean())
                .as("nobody keeps what was signed six minutes ago")
                .isTrue();
    }

    @Test
    @Order(2)
    void a_site_keeps_the_first_head_and_says_so_with_its_signature() {
        assertThat(answered(new WitnessWord.Silent())).isEqualTo(new LogWord.Hears(0));
        var kept = (Judged.Kept) judged(answered(new WitnessWord.KeepsNothing()));
        witness = kept.keeps();
        assertThat(answered(statement())).isEqualTo(new LogWord.Hears(1));
        var shown = witnesses(water);
        var item = shown.path("items").path(0);
        assertThat(item.path("site").asString()).isEqualTo("ss-04");
        assertThat(item.path("root").asString())
                .isEqualTo(keeps().newest().checkpoint().root().hex());
        assertThat(item.path("differs").asString()).isEmpty();
        assertThat(shown.path("witnessed").asLong()).isEqualTo(kept());
        assertThat(shown.path("late").asBoolean()).isFalse();
        assertThat(shown.has("unwitnessedSince"))
                .as("only if another head was signed meanwhile")
                .isEqualTo(shown.path("size").asLong() > kept());
    }

    @Test
    @Order(3)
    void another_organisation_learns_that_somebody_witnesses_and_not_who() {
        var theirs = witnesses(power);
        assertThat(theirs.path("others").asLong()).isEqualTo(1);
        assertThat(theirs.path("items")).isEmpty();
        assertThat(theirs.path("witnessed").asLong()).isEqualTo(kept());
        assertThat(theirs.toString()).doesNotContain("ss-04", waterworks.toString());
    }

    @Test
    @Order(4)
    void a_log_of_hundreds_of_leaves_is_proved_to_have_grown_and_shows_hashes_only() {
        timePasses();
        write(280);
        var word = answered(new WitnessWord.Keeps(keeps().newest().checkpoint().size(), List.of()));
        var text = WireJson.text(((LogWord.Shows) word).head());
        assertThat(text)
                .as("leaves of other organisations as well: hashes, a key and a signature")
                .doesNotContain(
                        "water", "Water", "power", "Power", "test.write", waterworks.toString());
        assertThat(text.length()).isLessThan(4_000);
        var kept = (Judged.Kept) judged(word);
        assertThat(kept.first()).isFalse();
        witness = kept.keeps();
        answered(statement());
        assertThat(witnesses(water).path("witnessed").asLong()).isEqualTo(kept());
        assertThat(plant.sql("select count(*) from audit_tile where level = 8").getFirst())
                .isNotEqualTo("0");
    }

    @Test
    @Order(5)
    void a_site_is_not_asked_again_at_once() {
        write(1);
        plant.sql("update audit_witness set heard_at = now()");
        var size = kept();
        assertThat(newest()).isGreaterThan(size);
        assertThat(answered(new WitnessWord.Keeps(size, List.of())))
                .isEqualTo(new LogWord.Hears(keeps().changes()));
    }

    @Test
    @Order(6)
    void what_the_site_did_not_sign_or_nobody_signed_is_not_believed() {
        timePasses();
        var before = witnesses(water).path("items").toString();
        var unsigned = WitnessStatement.of(box.token.identity(), keeps()).unsigned();
        var other = TestSite.newKeys();
        answered(
                new WitnessWord.Keeps(
                        9,
                        List.of(
                                Envelopes.countersign(
                                        unsigned,
                                        other.getPrivate(),
                                        Bytes.of(other.getPublic().getEncoded())))));
        answered(
                new WitnessWord.Keeps(
                        9,
                        List.of(new Envelope(WitnessStatement.TYPE, Bytes.utf8("{}"), List.of()))));
        assertThat(witnesses(water).path("items").toString()).isEqualTo(before);
        var refused = water.get("/audit-entries?outcome=REFUSED&action=audit.witness").body();
        assertThat(refused.path("items").findValuesAsString("code"))
                .contains("WITNESS_NOT_SIGNED", "WITNESS_MALFORMED");
    }

    @Test
    @Order(6)
    void the_head_of_a_sites_journal_is_an_entry_and_a_journal_written_anew_is_found() {
        var site = boxes.getLast().site;
        var real = site.entries(JournalHead.EMPTY, "ann", 6);
        tellsJournal(site, real.subList(0, 3));
        tellsJournal(site, real);
        var recorded = water.get("/audit-entries?action=site.journal-head").body().path("items");
        assertThat(recorded).as("once in five minutes").hasSize(1);
        assertThat(recorded.path(0).path("objectId").asString()).isEqualTo("ww-01");
        assertThat(recorded.path(0).path("detail").asString())
                .contains("\"length\":3", real.get(2).hash());
        plant.sql("update journal_leaf set recorded_at = recorded_at - interval '6 minutes'");
        tellsJournal(site, real);
        assertThat(water.get("/audit-entries?action=site.journal-head").body().path("items"))
                .as("it went on")
                .hasSize(2);
        plant.sql("update journal_leaf set recorded_at = recorded_at - interval '6 minutes'");
        tellsJournal(site, real);
        assertThat(water.get("/audit-entries?action=site.journal-head").body().path("items"))
                .as("it did not go on")
                .hasSize(2);
        var verification = "/sites/ww-01/journal/verification";
        var whole = water.get(verification).body();
        assertThat(whole.path("holds").asBoolean()).as(whole.toString()).isTrue();
        assertThat(whole.path("entries").asLong()).isEqualTo(6);
        assertThat(whole.path("leaves").asLong()).isEqualTo(2);

        for (var line : site.entries(JournalHead.EMPTY, "eve", 6)) {
            plant.sql(
                    "update site_journal set hash = '"
                            + line.hash()
                            + "', entry = decode('"
                            + line.bytes().hex()
                            + "', 'hex') where site_code = 'ww-01' and sequence = "
                            + line.sequence());
        }
        var anew = water.get(verification).body();
        assertThat(anew.path("holds").asBoolean()).isFalse();
        assertThat(anew.path("faults").findValuesAsString("kind"))
                .containsExactly("LEAF_DIFFERS", "LEAF_DIFFERS");
        plant.sql("delete from site_journal where site_code = 'ww-01' and sequence > 4");
        assertThat(water.get(verification).body().path("faults").findValuesAsString("kind"))
                .containsExactly("LEAF_DIFFERS", "SHORTER");
    }

    private static void tellsJournal(TestSite site, List<JournalLine> lines) {
        site.answer(site.request(0, 0, lines.getLast().head(), lines, List.of(), 0));
    }

    /** The past is another one, also in everything that is computed of it, and signed again. */
    private static void rewrite() {
        await(
                "every entry has its number",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));
        var other = Digest.of("another past".getBytes(StandardCharsets.UTF_8)).hex();
        plant.sql("update audit_tree set digest = decode('" + other + "', 'hex') where leaf = 3");
        plant.sql("delete from audit_tile");
        var frontier = MerkleFrontier.EMPTY;
        for (var leaf :
                plant.sql("select encode(tag || digest, 'hex') from audit_tree order by leaf")) {
            frontier = frontier.append(MerkleTree.leafHash(HexFormat.of().parseHex(leaf)));
        }
        var peaks =
                frontier.peaks().stream()
                        .map(p -> "decode('" + p.hex() + "', 'hex')")
                        .collect(Collectors.joining(", ", "array[", "]"));
        plant.sql(
                "update audit_tree_head set peaks = "
                        + peaks
                        + ", root = decode('"
                        + frontier.root().hex()
                        + "', 'hex')");
        plant.sql("delete from audit_checkpoint");
    }

    @Test
    @Order(7)
    void a_log_that_was_rewritten_with_its_own_key_is_refused_and_both_sides_say_so() {
        var size = keeps().newest().checkpoint().size();
        rewrite();
        timePasses();
        write(2);
        var judged = judged(answered(new WitnessWord.Keeps(size, List.of())));
        assertThat(judged).isInstanceOf(Judged.Refused.class);
        witness = ((Judged.Refused) judged).keeps();
        assertThat(keeps().newest().checkpoint().size()).isEqualTo(size);
        timePasses();
        answered(statement());

        var shown = witnesses(water);
        assertThat(shown.path("items").path(0).path("differs").asString())
                .isEqualTo("AUDIT_LOG_REWRITTEN");
        assertThat(shown.path("witnessed").asLong()).isZero();
        assertThat(shown.path("findings").findValuesAsString("code"))
                .containsExactlyInAnyOrder("AUDIT_LOG_REWRITTEN", "NOT_CONSISTENT");
        assertThat(shown.path("findings").findValuesAsString("proven")).containsOnly("true");
        assertThat(witnesses(power).path("othersDiffer").asLong()).isEqualTo(1);
        var told = water.get("/events?kind=AUDIT_LOG_DIFFERS").body().path("items");
        assertThat(told).hasSize(2);
        assertThat(water.get("/audit-entries?action=audit.log-differs").body().path("items"))
                .hasSize(2);
        answered(statement());
        assertThat(water.get("/events?kind=AUDIT_LOG_DIFFERS").body().path("items"))
                .as("said once")
                .hasSize(2);
    }

    @Test
    @Order(8)
    void what_was_lost_with_a_return_from_a_backup_is_told_as_that_and_is_no_alarm() {
        var size = keeps().newest().checkpoint().size();
        var alarms = alarms();

        plant.sql("delete from audit_finding");
        returned(2, size);
        timePasses();
        answered(statement());
        assertThat(findings())
                .as("a backup that has all the leaves of the head explains nothing")
                .isNotEmpty()
                .allMatch(f -> f.path("returnedInEpoch").isMissingNode());

        plant.sql("delete from audit_finding");
        returned(3, size - 1);
        timePasses();
        answered(statement());
        assertThat(findings())
                .isNotEmpty()
                .allMatch(f -> f.path("returnedInEpoch").asLong() == 3)
                .allMatch(f -> f.path("proven").asBoolean());
        assertThat(alarms()).as("those of before, said once").isEqualTo(alarms);
        plant.sql("delete from audit_finding");
        plant.sql("delete from centre_restore");
    }

    private static void returned(int epoch, long size) {
        plant.sql(
                "insert into centre_restore values ("
                        + epoch
                        + ", 'b', now() - interval '1 day', now() + interval '1 second', "
                        + size
                        + ", '', 0, 0)");
    }

    private static List<JsonNode> findings() {
        return witnesses(water).path("findings").valueStream().toList();
    }

    private static int alarms() {
        return water.get("/events?kind=AUDIT_LOG_DIFFERS").body().path("items").size();
    }

    @Test
    @Order(9)
    void a_log_that_has_lost_leaves_keeps_no_site_from_its_link() {
        plant.sql("delete from audit_tree where leaf = 2");
        plant.sql("delete from audit_tile");
        timePasses();

        answered(statement());

        assertThat(witnesses(water).path("items").path(0).path("differs").asString())
                .isEqualTo("AUDIT_LOG_REWRITTEN");
    }

    private static boolean tilesCover() {
        return plant.sql(
                        "select (select size from audit_tree_head) >> 8 = (select count(*) from"
                                + " audit_tile where level = 8)")
                .equals(List.of("t"));
    }
}
