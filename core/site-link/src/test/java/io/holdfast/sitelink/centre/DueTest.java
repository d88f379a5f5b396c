package io.holdfast.sitelink.centre;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.LinkRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static Due.Has has(long epoch, long revision) {
        return new Due.Has(epoch, revision, null, 0);
    }

    private static boolean due(Due.Has has, long desired) {
        return Due.state(has, 2, desired, Due.Sent.NOTHING, NOW);
    }

    /** B-02: each contact compares states; no flag says that a site was served. */
    @Test
    void a_site_is_sent_what_is_newer_than_what_it_has() {
        assertThat(due(has(0, 0), 1)).isTrue();
        assertThat(due(has(2, 4), 5)).isTrue();
        assertThat(due(has(2, 5), 5)).isFalse();
        assertThat(due(has(0, 0), 0)).isFalse();
    }

    @Test
    void a_greater_epoch_beats_every_revision() {
        assertThat(due(has(1, 900), 5)).isTrue();
    }

    @Test
    void a_site_of_a_later_epoch_is_not_sent_the_past() {
        assertThat(due(has(3, 1), 900)).isFalse();
    }

    @Test
    void what_was_just_sent_is_not_sent_again_at_once() {
        var sent = new Due.Sent("2.5", NOW);

        assertThat(Due.state(has(2, 4), 2, 5, sent, NOW.plusSeconds(2))).isFalse();
        assertThat(Due.state(has(2, 4), 2, 5, sent, NOW.plus(Due.AGAIN))).isTrue();
        assertThat(Due.state(has(2, 4), 2, 6, sent, NOW)).isTrue();
    }

    @Test
    void what_was_refused_is_offered_again_after_a_while_and_anything_newer_at_once() {
        var refuses = new Due.Has(2, 4, new LinkRequest.Refusal(2, 5, "NO", "No."), 0);
        var sent = new Due.Sent("2.5", NOW);

        assertThat(Due.state(refuses, 2, 5, sent, NOW.plus(Due.AGAIN))).isFalse();
        assertThat(Due.state(refuses, 2, 5, sent, NOW.plus(Due.AGAIN_AFTER_REFUSAL))).isTrue();
        assertThat(Due.state(refuses, 2, 6, sent, NOW)).isTrue();
    }

    /** B-01: what was sent is not believed to have come until the site says so. */
    @Test
    void an_access_list_is_sent_until_the_site_says_it_has_it() {
        var none = new Due.Has(0, 0, null, 1);

        assertThat(Due.access(none, 2, Due.Sent.NOTHING, NOW)).isTrue();
        assertThat(Due.access(none, 2, new Due.Sent("2", NOW), NOW.plusSeconds(1))).isFalse();
        assertThat(Due.access(none, 2, new Due.Sent("2", NOW), NOW.plus(Due.AGAIN))).isTrue();
        assertThat(Due.access(none, 1, Due.Sent.NOTHING, NOW)).isFalse();
    }
}
