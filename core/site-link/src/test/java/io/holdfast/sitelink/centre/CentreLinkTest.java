package io.holdfast.sitelink.centre;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.centre.CentreLink.Heard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CentreLinkTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final SiteIdentity WW_01 = new SiteIdentity("org", new SiteId("ww-01"), 2);
    private static final JournalLine FIRST =
            Journal.append(
                    JournalHead.EMPTY,
                    WW_01,
                    new Journal.Moment(1, 0, NOW),
                    "site-node",
                    "x",
                    new JournalNote.TrustRootReplaced());

    private static CentreLink.Stored stored(long epoch, long desired) {
        return stored(epoch, desired, false);
    }

    private static CentreLink.Stored stored(long epoch, long desired, boolean undecided) {
        return new CentreLink.Stored(
                WW_01,
                epoch,
                JournalHead.EMPTY,
                n -> FIRST.hash(),
                desired,
                3,
                undecided,
                Due.Sent.NOTHING,
                Due.Sent.NOTHING);
    }

    private static LinkRequest request(long epoch, long revision, Bytes... entries) {
        return new LinkRequest(
                1,
                "test",
                WW_01,
                epoch,
                revision,
                null,
                3,
                entries.length == 0 ? JournalHead.EMPTY : FIRST.head(),
                List.of(entries),
                List.of(),
                90);
    }

    private static Heard.Store hear(CentreLink.Stored stored, LinkRequest request) {
        return (Heard.Store) CentreLink.hear(stored, request, NOW);
    }

    @Test
    void the_head_in_the_answer_is_that_of_what_is_to_be_stored_first() {
        var store = hear(stored(1, 0), request(0, 0, FIRST.bytes()));

        assertThat(store.append()).containsExactly(FIRST);
        assertThat(
                        CentreLink.answer(
                                        1,
                                        store.head(),
                                        store.problem(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        NOW)
                                .durable())
                .isEqualTo(FIRST.head());
    }

    @Test
    void a_site_that_has_everything_waits_but_not_longer_than_proxies_bear() {
        var store = hear(stored(1, 7), request(1, 7));

        assertThat(store.send().state()).isFalse();
        assertThat(store.holdSeconds()).isEqualTo(CentreLink.LONGEST_HOLD_SECONDS);
    }

    @Test
    void a_site_that_lacks_the_newest_state_gets_it_at_once() {
        assertThat(hear(stored(1, 7), request(1, 6)).send().state()).isTrue();
        assertThat(hear(stored(1, 7), request(1, 6)).holdSeconds()).isZero();
        assertThat(hear(stored(2, 3), request(1, 6)).send().state()).isTrue();
        assertThat(hear(stored(1, 0), request(0, 0)).send().state()).isFalse();
    }

    @Test
    void a_site_that_runs_what_the_centre_does_not_know_is_sent_nothing_before_a_person_decided() {
        var store = hear(stored(2, 5, true), request(1, 6, FIRST.bytes()));

        assertThat(store.send().nothing()).isTrue();
        assertThat(store.append()).as("what it tells is taken all the same").hasSize(1);
        assertThat(hear(stored(2, 5, false), request(1, 6)).send().state()).isTrue();
    }

    @Test
    void a_site_of_a_later_epoch_is_not_sent_an_older_state() {
        assertThat(hear(stored(1, 7), request(2, 1)).send().state()).isFalse();
    }

    @Test
    void entries_that_are_missing_are_asked_for_and_nothing_is_stored() {
        var second =
                Journal.append(
                        FIRST.head(),
                        WW_01,
                        new Journal.Moment(1, 1, NOW),
                        "site-node",
                        "x",
                        new JournalNote.TrustRootReplaced());
        var store = hear(stored(1, 0), request(0, 0, second.bytes()));

        assertThat(store.append()).isEmpty();
        assertThat(store.head()).isEqualTo(JournalHead.EMPTY);
        assertThat(store.problem()).startsWith("JOURNAL_GAP entry 1 is expected, 2");
    }

    @Test
    void a_forked_journal_is_not_hurried_and_a_held_contact_is_looked_at_again() {
        var known =
                new CentreLink.Stored(
                        WW_01,
                        1,
                        FIRST.head(),
                        n -> "another",
                        7,
                        3,
                        false,
                        Due.Sent.state(1, 7, NOW),
                        Due.Sent.NOTHING);
        var store = hear(known, request(1, 6, FIRST.bytes()));

        assertThat(store.fork()).isPresent();
        assertThat(store.problem()).startsWith("JOURNAL_FORK entry 1 is another here");
        assertThat(store.send().nothing()).isTrue();
        assertThat(store.holdSeconds()).isEqualTo(CentreLink.LONGEST_HOLD_SECONDS);
        var later = NOW.plus(Due.AGAIN);
        assertThat(CentreLink.look(known, Due.Has.of(request(1, 6)), later).state()).isTrue();
    }

    @Test
    void an_older_incarnation_and_another_protocol_are_turned_away() {
        var old = request(1, 7);
        var fenced =
                new LinkRequest(
                        1,
                        "test",
                        new SiteIdentity("org", WW_01.site(), 1),
                        1,
                        7,
                        null,
                        3,
                        old.head(),
                        List.of(),
                        List.of(),
                        0);
        var later =
                new LinkRequest(
                        2, "test", WW_01, 1, 7, null, 3, old.head(), List.of(), List.of(), 0);

        assertThat(CentreLink.hear(stored(1, 7), fenced, NOW)).isInstanceOf(Heard.Turned.class);
        assertThat(CentreLink.hear(stored(1, 7), later, NOW)).isInstanceOf(Heard.Turned.class);
    }
}
