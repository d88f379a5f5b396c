package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.rollout.SiteHold;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Break-glass codes and holds at the centre, over the real link (issue 6, X4). */
class BreakGlassTest extends SiteLinksStory {

    private static final Instant SITE_TIME = Instant.parse("2026-11-23T09:00:00Z");

    private static BreakGlassSets sets() {
        return plant.bean(BreakGlassSets.class);
    }

    private static LinkAnswer says(TestSite box, List<JournalLine> lines, String... can) {
        var head = lines.isEmpty() ? JournalHead.EMPTY : lines.getLast().head();
        var plain = box.request(0, 0, head, lines, List.of(), 0);
        return box.answer(
                new LinkRequest(
                        plain.protocol(),
                        plain.software(),
                        plain.identity(),
                        0,
                        0,
                        null,
                        0,
                        head,
                        plain.entries(),
                        List.of(),
                        0,
                        List.of(can)));
    }

    private static TestSite ableBox(SiteId site) {
        var box = enrolled(water, site);
        says(box, List.of(), LinkRequest.BREAK_GLASS);
        return box;
    }

    private static IssuedCodes issue(SiteId site) {
        return plant.as(person(Permission.ADMINISTER), () -> sets().issue(site));
    }

    private static List<JournalLine> journal(TestSite box, JournalNote... notes) {
        var lines = new ArrayList<JournalLine>();
        var head = JournalHead.EMPTY;
        for (var note : notes) {
            var line =
                    Journal.append(
                            head,
                            box.token.identity(),
                            new Journal.Moment(1, lines.size(), SITE_TIME),
                            "Mara Lind",
                            "hold-1",
                            note);
            lines.add(line);
            head = line.head();
        }
        return lines;
    }

    private static JournalNote used(boolean opens, String code, String person) {
        return new JournalNote.BreakGlassUsed(
                1, opens, code, person, "pump 3 must run", 14_400, "");
    }

    private static String refusal(Supplier<?> what) {
        try {
            return "" + what.get();
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private static List<HoldStanding> holds(SiteId site) {
        return plant.as(person(Permission.READ), () -> sets().holds(site));
    }

    @Test
    void codes_are_shown_once_and_what_the_site_gets_recognises_them() {
        var site = newSite(water);
        var box = ableBox(site);
        var issued = issue(site);
        assertThat(issued.codes()).hasSize(3).doesNotHaveDuplicates();

        var list = access(says(box, List.of(), LinkRequest.BREAK_GLASS));
        assertThat(list.breakGlass()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var spoken = BreakGlassCodes.read(issued.codes().get(i)).orElseThrow();
            assertThat(BreakGlassCodes.fits(list.breakGlass().get(i), spoken)).isTrue();
        }
        for (var code : issued.codes()) {
            var letters = code.substring(2);
            for (var table : List.of("break_glass_code", "audit_entry", "device_access")) {
                assertThat(plant.sql("select t::text from " + table + " t").toString())
                        .as(table)
                        .doesNotContain(letters)
                        .doesNotContain(letters.replace("-", ""));
            }
        }
    }

    @Test
    void issuing_anew_replaces_what_was_issued_before() {
        var site = newSite(water);
        var box = ableBox(site);
        issue(site);
        var second = issue(site);
        assertThat(second.issue()).isEqualTo(2);
        assertThat(access(says(box, List.of(), LinkRequest.BREAK_GLASS)).breakGlass())
                .extracting(c -> c.issue())
                .containsOnly(2L);
    }

    @Test
    void only_who_administers_the_organisation_issues_codes_and_each_attempt_is_audited() {
        var site = newSite(water);
        ableBox(site);
        var other = person(Permission.ONBOARD, Permission.OPERATE);
        assertThat(refusal(() -> plant.as(other, () -> sets().issue(site))))
                .isEqualTo("NOT_PERMITTED");
        issue(site);
        assertThat(
                        plant.sql(
                                "select code from audit_entry where action = 'site.issue-codes'"
                                        + " and object_id = '"
                                        + site
                                        + "' order by code"))
                .contains("NOT_PERMITTED");
    }

    @Test
    void a_node_that_does_not_know_codes_is_not_sent_any() {
        var site = newSite(water);
        var box = enrolled(water, site);
        says(box, List.of());
        assertThat(refusal(() -> issue(site))).isEqualTo("NODE_CANNOT_BREAK_GLASS");
    }

    @Test
    void codes_of_a_site_node_that_was_replaced_are_not_sent_to_the_next_one() {
        var site = newSite(water);
        ableBox(site);
        issue(site);
        var next = ableBox(site);
        var standing = plant.as(person(Permission.READ), () -> sets().standing(site));
        assertThat(standing.ofThisNode()).isFalse();
        issue(site);
        assertThat(access(says(next, List.of(), LinkRequest.BREAK_GLASS)).breakGlass())
                .extracting(c -> c.issue())
                .containsOnly(2L);
    }

    @Test
    void a_hold_is_seen_with_person_and_reason_as_soon_as_its_entry_comes() {
        var site = newSite(water);
        var box = ableBox(site);
        issue(site);
        says(box, journal(box, used(true, "1.2", "Mara Lind"), used(false, "1.3", "Jon Beck")));
        var hold = holds(site).getFirst();
        assertThat(hold.person()).isEqualTo("Mara Lind");
        assertThat(hold.reason()).isEqualTo("pump 3 must run");
        assertThat(hold.openedAt()).isEqualTo(SITE_TIME);
        assertThat(hold.deeds()).extracting(d -> d.code()).containsExactly("1.2", "1.3");
        assertThat(hold.end()).isEmpty();
        assertThat(standing(water, site).progress(List.of()).hold())
                .isEqualTo(new SiteHold.Open(SITE_TIME, "Mara Lind", "pump 3 must run"));
        var codes = plant.as(person(Permission.READ), () -> sets().standing(site));
        assertThat(codes.codes()).extracting(c -> c.used()).containsExactly(false, true, true);
    }

    @Test
    void its_end_comes_with_the_journal_too_and_repeats_are_harmless() {
        var site = newSite(water);
        var box = ableBox(site);
        var lines =
                journal(
                        box,
                        used(true, "1.1", "Mara Lind"),
                        new JournalNote.HoldEnded(1, "Mara Lind", "ended by Mara Lind"));
        says(box, lines);
        says(box, lines);
        assertThat(holds(site)).hasSize(1);
        assertThat(holds(site).getFirst().end().orElseThrow().cause())
                .isEqualTo("ended by Mara Lind");
        assertThat(standing(water, site).progress(List.of()).hold())
                .isInstanceOf(SiteHold.Over.class);
    }

    @Test
    void what_a_site_invents_is_cut_and_keeps_nothing_else_from_being_taken() {
        var site = newSite(water);
        var box = ableBox(site);
        var answer =
                says(
                        box,
                        journal(
                                box,
                                new JournalNote.BreakGlassUsed(
                                        1,
                                        true,
                                        "1.1",
                                        "x".repeat(5_000),
                                        "y".repeat(5_000),
                                        Long.MAX_VALUE,
                                        ""),
                                new JournalNote.NodeStarted(2, "")));
        assertThat(answer.durable().sequence()).isEqualTo(2);
        assertThat(holds(site).getFirst().person()).hasSizeLessThan(2_000);
    }

    @Test
    void another_organisation_sees_and_issues_nothing() {
        var site = newSite(water);
        var box = ableBox(site);
        issue(site);
        says(box, journal(box, used(true, "1.1", "Mara Lind")));
        assertThat(refusal(() -> plant.as(centre(power), () -> sets().holds(site))))
                .isEqualTo("NOT_FOUND");
        assertThat(refusal(() -> plant.as(centre(power), () -> sets().issue(site))))
                .isEqualTo("NOT_FOUND");
    }
}
