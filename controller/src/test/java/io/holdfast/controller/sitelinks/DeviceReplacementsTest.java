package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a site tells of a device that was replaced there, and what the centre makes of it. */
class DeviceReplacementsTest extends SiteLinksStory {

    private static final String KEY_C = "SHA256:" + "c".repeat(43);
    private static final Instant SITE_TIME = Instant.parse("2026-11-23T09:00:00Z");

    private final List<JournalLine> journal = new ArrayList<>();

    private static LinkAnswer shows(TestSite box, String key) {
        return box.answer(
                box.request(
                        0,
                        0,
                        JournalHead.EMPTY,
                        List.of(),
                        List.of(TestSite.report("fw-1", "KEPT", key)),
                        0));
    }

    private TestSite onboarded(SiteId site) {
        var box = enrolled(water, site);
        plant.as(
                centre(water),
                () ->
                        plant.bean(DeviceAccesses.class)
                                .putAccess(
                                        site,
                                        FIREWALL,
                                        new DeviceReach("10.1.99.1", 830, "10.1.99.1", 161),
                                        new DeviceCredentials(
                                                "u", "p", "s", "a-secret", "p-secret")));
        shows(box, KEY_A);
        confirm(site, KEY_A);
        return box;
    }

    private static JournalNote replaced(long number, String oldKey, String key) {
        return new JournalNote.Replaced(
                number,
                1,
                FIREWALL,
                "OLD-1",
                oldKey,
                "NEW-7",
                key,
                "Mara Lind",
                "Jon Ek",
                "its power supply burnt",
                1,
                7,
                "ab".repeat(32),
                List.of("it says its serial number is NEW-7"));
    }

    private LinkAnswer says(TestSite box, JournalNote note) {
        var head = journal.isEmpty() ? JournalHead.EMPTY : journal.getLast().head();
        var line =
                Journal.append(
                        head,
                        box.token.identity(),
                        new Journal.Moment(1, journal.size(), SITE_TIME),
                        "Mara Lind",
                        "fw-1",
                        note);
        journal.add(line);
        return box.answer(box.request(0, 0, line.head(), List.of(line), List.of(), 0));
    }

    private static AccessStanding standing(SiteId site) {
        return plant.as(
                centre(water), () -> plant.bean(DeviceAccesses.class).access(site, FIREWALL));
    }

    private static List<ReplacementStanding> of(SiteId site, Caller who) {
        return plant.as(who, () -> plant.bean(DeviceReplacements.class).of(site, FIREWALL));
    }

    private static Caller reader(OrganizationId organization) {
        return new Caller(
                organization,
                Caller.Kind.PERSON,
                "test",
                "eve",
                "Eve",
                Set.of(),
                Set.of(Permission.READ));
    }

    @Test
    void b70_what_two_people_put_in_is_taken_over_with_who_when_and_why_and_the_list_says_so() {
        var site = newSite(water);
        var box = onboarded(site);
        var list = access(says(box, replaced(1, KEY_A, KEY_B)));

        assertThat(list.replaced()).containsExactly(new DeviceAccess.Replaced(FIREWALL, 1));
        assertThat(list.devices().getFirst().pinnedHostKey()).isEqualTo(KEY_B);
        assertThat(standing(site).pinnedHostKey()).isEqualTo(KEY_B);
        assertThat(standing(site).changedBy()).isEqualTo("Mara Lind, Jon Ek");
        var one = of(site, reader(water)).getFirst();
        assertThat(one.takenOver()).isTrue();
        assertThat(one.person() + one.second() + one.reason() + one.serial() + one.oldSerial())
                .isEqualTo("Mara LindJon Ekits power supply burntNEW-7OLD-1");
        assertThat(one.at()).isEqualTo(SITE_TIME);
        assertThat(
                        plant.sql(
                                "select kind || ' ' || reason from site_hold_deed where site_code = '"
                                        + site
                                        + "'"))
                .as("the hold's case says so too")
                .containsExactly("REPLACED fw-1, NEW-7");
        assertThat(
                        plant.sql(
                                "select encode(canonical, 'escape') from audit_entry where action ="
                                        + " 'device.unit-replaced' and object_id = '"
                                        + site
                                        + "/fw-1'"))
                .singleElement()
                .asString()
                .contains("Mara Lind, Jon Ek", "NEW-7", KEY_B, "takenOver");
        assertThat(plant.sql("select kind from event where subject = 'device:" + site + "/fw-1'"))
                .containsExactly("DEVICE_REPLACED");
    }

    @Test
    void a_key_that_somebody_confirmed_here_meanwhile_is_not_overwritten_and_a_person_answers() {
        var site = newSite(water);
        var box = onboarded(site);
        shows(box, KEY_C);
        confirm(site, KEY_C);
        var list = access(says(box, replaced(1, KEY_A, KEY_B)));

        assertThat(list.replaced()).as("nothing is answered yet").isEmpty();
        assertThat(standing(site).pinnedHostKey()).isEqualTo(KEY_C);
        assertThat(of(site, reader(water)).getFirst().takenOver()).isFalse();

        shows(box, KEY_B);
        confirm(site, KEY_B);
        assertThat(access(box.answer(box.quiet(0, 0))).replaced())
                .containsExactly(new DeviceAccess.Replaced(FIREWALL, 1));
        assertThat(of(site, reader(water)).getFirst().answered()).isTrue();
    }

    @Test
    void the_key_of_a_unit_that_was_taken_out_is_confirmed_by_nobody() {
        var site = newSite(water);
        var box = onboarded(site);
        says(box, replaced(1, KEY_A, KEY_B));
        shows(box, KEY_A);
        assertThatThrownBy(() -> confirm(site, KEY_A))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).isEqualTo("UNIT_TAKEN_OUT"));
        assertThat(standing(site).pinnedHostKey()).isEqualTo(KEY_B);

        says(box, replaced(2, KEY_B, KEY_C));
        assertThat(standing(site).pinnedHostKey()).isEqualTo(KEY_C);
        assertThat(access(box.answer(box.quiet(0, 0))).replaced())
                .containsExactly(new DeviceAccess.Replaced(FIREWALL, 2));
    }

    @Test
    void a_repeated_entry_and_a_list_signed_later_bring_nothing_back() {
        var site = newSite(water);
        var box = onboarded(site);
        says(box, replaced(1, KEY_A, KEY_B));
        box.answer(
                box.request(
                        0, 0, journal.getLast().head(), List.of(journal.getLast()), List.of(), 0));
        assertThat(of(site, reader(water))).hasSize(1);
        plant.as(centre(water), () -> plant.bean(DeviceAccesses.class).orderTrial(site, FIREWALL));
        var list = access(box.answer(box.quiet(0, 0)));
        assertThat(list.devices().getFirst().pinnedHostKey()).isEqualTo(KEY_B);
        assertThat(list.replaced()).containsExactly(new DeviceAccess.Replaced(FIREWALL, 1));
    }

    @Test
    void a_lying_site_says_nothing_of_others_and_keeps_nothing_else_from_being_taken() {
        var site = newSite(water);
        var box = onboarded(site);
        var absurd =
                List.of(
                        replaced(0, KEY_A, KEY_B),
                        replaced(99, KEY_A, KEY_B),
                        replaced(1, KEY_A, "SHA256:short"),
                        replaced(1, "x".repeat(5_000), KEY_B),
                        new JournalNote.Replaced(
                                1,
                                1,
                                new DeviceSlot("no-such"),
                                "",
                                KEY_A,
                                "N",
                                KEY_B,
                                "a\u0000b",
                                "<b>",
                                "x".repeat(9_000),
                                1,
                                1,
                                "",
                                java.util.Collections.nCopies(500, "y".repeat(100))));
        for (var note : absurd) {
            says(box, note);
        }
        assertThat(standing(site).pinnedHostKey()).isEqualTo(KEY_A);
        says(box, new JournalNote.DeviceAnswers(FIREWALL));
        assertThat(journal).hasSize(6);
        assertThat(
                        plant.sql(
                                "select max(sequence)::text from site_journal where site_code = '"
                                        + site
                                        + "'"))
                .containsExactly("6");
    }

    @Test
    void a_clock_that_shows_a_year_nobody_can_keep_stops_no_journal() {
        var site = newSite(water);
        var box = onboarded(site);
        for (var shown : List.of(Instant.MAX, Instant.MIN)) {
            var head = journal.isEmpty() ? JournalHead.EMPTY : journal.getLast().head();
            var line =
                    Journal.append(
                            head,
                            box.token.identity(),
                            new Journal.Moment(1, journal.size(), SITE_TIME),
                            "Mara Lind",
                            "fw-1",
                            replaced(journal.size() + 1, KEY_A, KEY_B));
            var told = line.bytes().text().replace(SITE_TIME.toString(), shown.toString());
            var bytes = Bytes.utf8(told);
            assertThat(bytes).isNotEqualTo(line.bytes());
            journal.add(new JournalLine(head.sequence() + 1, Journal.hash(bytes), bytes));
            box.answer(
                    box.request(
                            0,
                            0,
                            journal.getLast().head(),
                            List.of(journal.getLast()),
                            List.of(),
                            0));
        }

        assertThat(of(site, reader(water))).extracting(r -> r.at().toString()).hasSize(2);
        assertThat(
                        plant.sql(
                                "select max(sequence)::text from site_journal where site_code = '"
                                        + site
                                        + "'"))
                .containsExactly("2");
    }

    @Test
    void another_organisation_sees_nothing_and_who_may_not_read_is_refused() {
        var site = newSite(water);
        says(onboarded(site), replaced(1, KEY_A, KEY_B));
        assertThat(of(site, reader(power))).isEmpty();
        assertThatThrownBy(() ->
                        of(
                                site,
                                new Caller(
                                        water,
                                        Caller.Kind.PERSON,
                                        "test",
                                        "eve",
                                        "Eve",
                                        Set.of(),
                                        Set.of())))
                .isInstanceOf(Refused.class);
    }
}
