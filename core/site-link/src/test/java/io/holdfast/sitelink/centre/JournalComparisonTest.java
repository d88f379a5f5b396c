package io.holdfast.sitelink.centre;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.centre.JournalComparison.Fault;
import io.holdfast.sitelink.centre.JournalComparison.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A journal is the one whose heads are in the audit log, or it is said where it is not. */
class JournalComparisonTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final SiteIdentity SITE = new SiteIdentity("o-1", new SiteId("ss-04"), 1);

    private static List<JournalLine> journal(String actor, int count) {
        var lines = new ArrayList<JournalLine>();
        var head = JournalHead.EMPTY;
        for (int i = 0; i < count; i++) {
            var line =
                    Journal.append(
                            head,
                            SITE,
                            new Journal.Moment(1, i, NOW),
                            actor,
                            "test",
                            new JournalNote.NodeStarted(1, ""));
            lines.add(line);
            head = line.head();
        }
        return lines;
    }

    private static JournalLeaf leaf(List<JournalLine> journal, int length) {
        return new JournalLeaf(1, journal.get(length - 1).head(), NOW);
    }

    private static JournalComparison.Result compared(
            List<JournalLine> journal, JournalLeaf... leaves) {
        var comparison = new JournalComparison(SITE, List.of(leaves));
        for (var line : journal) {
            comparison.read(List.of(line));
        }
        return comparison.done();
    }

    private static List<Kind> kinds(JournalComparison.Result result) {
        return result.faults().stream().map(Fault::kind).toList();
    }

    @Test
    void a_journal_that_only_grew_holds() {
        var journal = journal("ann", 9);
        var result = compared(journal, leaf(journal, 9), leaf(journal, 4), leaf(journal, 1));
        assertThat(result.holds()).as(result.toString()).isTrue();
        assertThat(result.entries()).isEqualTo(9);
        assertThat(result.leaves()).isEqualTo(3);
        assertThat(compared(List.of()).holds()).isTrue();
    }

    @Test
    void a_journal_written_anew_as_a_whole_differs_from_its_leaves() {
        var real = journal("ann", 9);
        var result = compared(journal("eve", 9), leaf(real, 4), leaf(real, 9));
        assertThat(kinds(result)).containsExactly(Kind.LEAF_DIFFERS, Kind.LEAF_DIFFERS);
        assertThat(result.faults().getFirst().sequence()).isEqualTo(4);
    }

    @Test
    void one_entry_that_was_changed_breaks_the_chain_there() {
        var journal = journal("ann", 9);
        var other = journal("eve", 9);
        var changed = new ArrayList<>(journal);
        changed.set(5, other.get(5));
        assertThat(kinds(compared(changed))).contains(Kind.CHAIN_BROKEN);
        assertThat(compared(changed).faults().getFirst().sequence()).isEqualTo(6);
        var mislabelled = new ArrayList<>(journal);
        mislabelled.set(5, new JournalLine(6, journal.get(5).hash(), other.get(5).bytes()));
        assertThat(compared(mislabelled).faults().getFirst().sequence()).isEqualTo(6);
    }

    @Test
    void a_journal_whose_end_was_cut_off_is_shorter_than_its_leaf() {
        var journal = journal("ann", 9);
        var result = compared(journal.subList(0, 6), leaf(journal, 4), leaf(journal, 9));
        assertThat(kinds(result)).containsExactly(Kind.SHORTER);
        assertThat(result.faults().getFirst().sequence()).isEqualTo(9);
    }

    @Test
    void a_head_is_recorded_when_it_went_on_and_not_more_often_than_every_five_minutes() {
        var journal = journal("ann", 9);
        var last = Optional.of(leaf(journal, 4));
        var later = journal.getLast().head();
        assertThat(JournalLeaf.isDue(Optional.empty(), JournalHead.EMPTY, NOW)).isFalse();
        assertThat(JournalLeaf.isDue(Optional.empty(), later, NOW)).isTrue();
        assertThat(JournalLeaf.isDue(last, later, NOW.plus(Duration.ofSeconds(299)))).isFalse();
        assertThat(JournalLeaf.isDue(last, later, NOW.plus(JournalLeaf.EVERY))).isTrue();
        assertThat(JournalLeaf.isDue(last, last.get().head(), NOW.plus(Duration.ofDays(1))))
                .isFalse();
    }
}
