package io.holdfast.sitelink;

import static io.holdfast.sitelink.Offer.NOW;
import static io.holdfast.sitelink.Offer.WW_01;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal.Check;
import io.holdfast.sitelink.Journal.Intake;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final List<JournalLine> lines = chain(WW_01, 5, "as it was");
    private final List<Bytes> stored = lines.stream().map(JournalLine::bytes).toList();

    private static List<JournalLine> chain(SiteIdentity identity, int length, String reason) {
        var chain = new ArrayList<JournalLine>();
        var head = JournalHead.EMPTY;
        for (int i = 0; i < length; i++) {
            var line =
                    Journal.append(
                            head,
                            identity,
                            new Journal.Moment(1, i, NOW),
                            "site-node",
                            "link",
                            new JournalNote.JournalRefused(reason));
            chain.add(line);
            head = line.head();
        }
        return chain;
    }

    private Intake accept(int have, List<Bytes> entries) {
        var head = have == 0 ? JournalHead.EMPTY : lines.get(have - 1).head();
        return Journal.accept(WW_01, head, n -> lines.get((int) n - 1).hash(), entries);
    }

    @Test
    void a_note_that_is_too_large_leaves_an_entry_that_everybody_reads() {
        var large = "x".repeat(Journal.LARGEST_ENTRY + 1);
        var line =
                Journal.append(
                        JournalHead.EMPTY,
                        WW_01,
                        new Journal.Moment(1, 1, NOW),
                        "site-node",
                        "link",
                        new JournalNote.JournalRefused(large));

        var entry = Journal.read(line.bytes());
        assertThat(entry.type()).isEqualTo("NOTE_TOO_LARGE");
        assertThat(entry.payload()).contains("JOURNAL_REFUSED", "xxx").hasSizeLessThan(2_000);
    }

    @Test
    void an_entry_says_who_what_and_after_which() {
        var entry = Journal.read(stored.get(1));

        assertThat(entry.type()).isEqualTo("JOURNAL_REFUSED");
        assertThat(entry.sequence()).isEqualTo(2);
        assertThat(entry.previous()).isEqualTo(lines.get(0).hash());
        assertThat(entry.payload()).isEqualTo("{\"problem\":\"as it was\"}");
    }

    @Test
    void a_whole_chain_is_intact() {
        assertThat(Journal.verify(JournalHead.EMPTY, WW_01, stored))
                .isEqualTo(new Check.Intact(lines.getLast().head()));
    }

    @Test
    void the_first_entry_that_was_changed_removed_or_moved_is_named() {
        var changed = new ArrayList<>(stored);
        changed.set(2, Bytes.utf8(stored.get(2).text().replace("as it was", "as it is")));
        assertThat(Journal.verify(JournalHead.EMPTY, WW_01, changed))
                .isInstanceOfSatisfying(
                        Check.BrokenAt.class, b -> assertThat(b.sequence()).isEqualTo(4));

        var shorter = new ArrayList<>(stored);
        shorter.remove(2);
        assertThat(Journal.verify(JournalHead.EMPTY, WW_01, shorter))
                .isInstanceOfSatisfying(
                        Check.BrokenAt.class, b -> assertThat(b.sequence()).isEqualTo(3));

        var moved = new ArrayList<>(stored);
        moved.set(1, stored.get(2));
        moved.set(2, stored.get(1));
        assertThat(Journal.verify(JournalHead.EMPTY, WW_01, moved))
                .isInstanceOfSatisfying(
                        Check.BrokenAt.class, b -> assertThat(b.sequence()).isEqualTo(2));
    }

    @Test
    void new_entries_are_taken_and_repeats_are_harmless() {
        assertThat(accept(0, stored)).isEqualTo(new Intake.Taken(lines, lines.getLast().head()));
        assertThat(accept(3, stored))
                .isEqualTo(new Intake.Taken(lines.subList(3, 5), lines.getLast().head()));
        assertThat(accept(5, stored)).isEqualTo(new Intake.Taken(List.of(), lines.get(4).head()));
        assertThat(accept(5, stored.subList(0, 2)))
                .isEqualTo(new Intake.Taken(List.of(), lines.get(4).head()));
        assertThat(accept(5, List.of()))
                .isEqualTo(new Intake.Taken(List.of(), lines.get(4).head()));
    }

    @Test
    void a_gap_names_the_entry_that_is_expected() {
        assertThat(accept(1, stored.subList(2, 5))).isEqualTo(new Intake.Gap(2, 3));
        assertThat(accept(0, List.of(stored.get(0), stored.get(2))))
                .isEqualTo(new Intake.Gap(2, 3));
    }

    @Test
    void one_number_with_two_entries_is_a_fork_and_nothing_is_overwritten() {
        var other = chain(WW_01, 5, "otherwise").stream().map(JournalLine::bytes).toList();

        assertThat(accept(3, other))
                .isInstanceOfSatisfying(
                        Intake.Fork.class,
                        fork -> {
                            assertThat(fork.sequence()).isEqualTo(1);
                            assertThat(fork.stored()).isEqualTo(lines.get(0).hash());
                        });
    }

    @Test
    void an_entry_that_follows_another_past_is_a_fork() {
        var other = chain(WW_01, 5, "otherwise").stream().map(JournalLine::bytes).toList();

        assertThat(accept(3, other.subList(3, 5))).isInstanceOf(Intake.Fork.class);
    }

    @Test
    void another_sites_entries_and_another_incarnations_are_refused() {
        var other = new SiteIdentity("org", new SiteId("cl-03"), 1);
        var next = new SiteIdentity("org", WW_01.site(), 2);

        for (var identity : List.of(other, next)) {
            var entries = chain(identity, 1, "x").stream().map(JournalLine::bytes).toList();
            assertThat(accept(0, entries))
                    .isInstanceOfSatisfying(
                            Intake.Refused.class,
                            r -> assertThat(r.code()).isEqualTo("WRONG_SITE"));
        }
    }

    @Test
    void what_is_not_an_entry_is_refused() {
        assertThat(accept(0, List.of(Bytes.utf8("{}"))))
                .isInstanceOfSatisfying(
                        Intake.Refused.class,
                        r -> assertThat(r.code()).isEqualTo("ENTRY_MALFORMED"));
        assertThat(accept(0, List.of(Bytes.of(new byte[Journal.LARGEST_ENTRY + 1]))))
                .isInstanceOf(Intake.Refused.class);
        assertThat(accept(0, List.of(stored.get(0), stored.get(0))))
                .isInstanceOfSatisfying(
                        Intake.Refused.class, r -> assertThat(r.code()).isEqualTo("ENTRY_TWICE"));
    }
}
