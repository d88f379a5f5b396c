package io.holdfast.auditlog.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.RefusedHead.Why;
import io.holdfast.auditlog.witness.Witnessing.Judged;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A witness believes the first head, and after it only heads of a log that grew. */
class WitnessingTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final KeyPair PAIR = pair();
    private static final NoteKey KEY = NoteKey.of("holdfast.audit/one", PAIR.getPublic());

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The log up to a size; another past has other leaves from the start. */
    private static MerkleTree tree(String past, int size) {
        return MerkleTree.ofLeaves(
                IntStream.range(0, size)
                        .mapToObj(i -> (past + i).getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    private static String note(MerkleTree tree) {
        return note(tree, KEY, PAIR);
    }

    private static String note(MerkleTree tree, NoteKey key, KeyPair pair) {
        var head = new Checkpoint(key.name(), tree.size(), tree.root(), NOW);
        return SignedNote.sign(head.text(), key, pair.getPrivate()).written();
    }

    private static ShownHead shown(String past, int from, int size) {
        var tree = tree(past, size);
        return new ShownHead(
                KEY.text(),
                note(tree),
                from,
                from == 0 || from > size
                        ? List.of()
                        : tree.consistencyProof(from).stream().map(Digest::hex).toList());
    }

    private static Judged judge(Witness witness, ShownHead shown) {
        return Witnessing.judge(witness, shown, 1, NOW);
    }

    private static Witness.Keeps keeping(int size) {
        return ((Judged.Kept) judge(new Witness.Nothing(), shown("a", 0, size))).keeps();
    }

    private static Judged.Refused refused(Judged judged, Why why) {
        assertThat(judged).isInstanceOf(Judged.Refused.class);
        var refused = (Judged.Refused) judged;
        assertThat(refused.head().why()).isEqualTo(why);
        return refused;
    }

    @Test
    void the_first_head_is_kept_and_its_key_pinned() {
        var kept = (Judged.Kept) judge(new Witness.Nothing(), shown("a", 0, 7));
        assertThat(kept.first()).isTrue();
        assertThat(kept.keeps().key()).isEqualTo(KEY.text());
        assertThat(kept.keeps().newest().checkpoint().size()).isEqualTo(7);
        assertThat(kept.keeps().newest().at()).isEqualTo(NOW);
        assertThat(judge(kept.keeps(), shown("a", 7, 7))).isEqualTo(new Judged.Same());
    }

    @Test
    void every_head_of_a_log_that_grew_is_kept_in_place_of_the_older_one() {
        for (int old = 1; old < 20; old++) {
            for (int now = old + 1; now <= 20; now++) {
                var judged = judge(keeping(old), shown("a", old, now));
                assertThat(judged).as(old + " to " + now).isInstanceOf(Judged.Kept.class);
                var keeps = ((Judged.Kept) judged).keeps();
                assertThat(keeps.newest().checkpoint().size()).isEqualTo(now);
                assertThat(keeps.changes()).isEqualTo(2);
            }
        }
    }

    @Test
    void no_head_of_a_log_with_another_past_is_ever_kept() {
        for (int old = 1; old < 20; old++) {
            var keeps = keeping(old);
            for (int now = old + 1; now <= 20; now++) {
                var refused = refused(judge(keeps, shown("b", old, now)), Why.NOT_CONSISTENT);
                assertThat(refused.keeps().newest()).isEqualTo(keeps.newest());
                assertThat(refused.news()).isTrue();
            }
            assertThat(refused(judge(keeps, shown("b", old, old)), Why.FORKED).keeps().newest())
                    .isEqualTo(keeps.newest());
        }
    }

    @Test
    void a_shorter_log_is_refused_also_if_it_is_the_same_log() {
        var keeps = keeping(9);
        var refused = refused(judge(keeps, shown("a", 9, 8)), Why.SHORTER);
        assertThat(refused.keeps().newest()).isEqualTo(keeps.newest());
        assertThat(refused.keeps().refused()).containsExactly(refused.head());
        assertThat(refused.head().kept()).isEqualTo(keeps.newest().note());
        assertThat(refused.head().shown()).isEqualTo(note(tree("a", 8)));
    }

    @Test
    void a_proof_of_other_leaves_than_the_kept_ones_proves_nothing() {
        var right = shown("a", 6, 9);
        refused(
                judge(keeping(5), new ShownHead(right.key(), right.note(), 6, right.proof())),
                Why.NOT_CONSISTENT);
        refused(
                judge(keeping(6), new ShownHead(right.key(), right.note(), 6, List.of())),
                Why.NOT_CONSISTENT);
        refused(
                judge(
                        keeping(6),
                        new ShownHead(
                                right.key(),
                                right.note(),
                                6,
                                Collections.nCopies(right.proof().size(), "z".repeat(64)))),
                Why.NOT_CONSISTENT);
    }

    @Test
    void another_key_is_refused_whoever_signed_with_it() {
        var other = pair();
        var key = NoteKey.of("holdfast.audit/two", other.getPublic());
        var tree = tree("a", 9);
        var shown =
                new ShownHead(
                        key.text(),
                        note(tree, key, other),
                        5,
                        tree.consistencyProof(5).stream().map(Digest::hex).toList());
        refused(judge(keeping(5), shown), Why.OTHER_KEY);
        // The pinned key's name over another's signature.
        var named = NoteKey.of(KEY.name(), other.getPublic());
        refused(
                judge(
                        keeping(5),
                        new ShownHead(KEY.text(), note(tree, named, other), 5, shown.proof())),
                Why.NOT_SIGNED);
        refused(judge(keeping(5), new ShownHead(KEY.text(), "x", 5, List.of())), Why.NOT_READABLE);
        assertThat(judge(new Witness.Nothing(), new ShownHead(KEY.text(), "x", 0, List.of())))
                .isEqualTo(new Judged.Unfit(Why.NOT_READABLE));
        assertThat(
                        judge(
                                new Witness.Nothing(),
                                new ShownHead(KEY.text(), note(tree, named, other), 0, List.of())))
                .isEqualTo(new Judged.Unfit(Why.NOT_SIGNED));
    }

    @Test
    void evidence_is_bounded_and_its_first_pieces_stay() {
        var keeps = keeping(5);
        var first = refused(judge(keeps, shown("b", 5, 6)), Why.NOT_CONSISTENT);
        keeps = first.keeps();
        assertThat(refused(judge(keeps, shown("b", 5, 7)), Why.NOT_CONSISTENT).news())
                .as("the same reason within an hour is no news")
                .isFalse();
        for (int i = 0; i < 20; i++) {
            var judged =
                    Witnessing.judge(
                            keeps, shown("c" + i, 5, 8), 1, NOW.plus(Duration.ofDays(1 + i)));
            keeps = ((Judged.Refused) judged).keeps();
        }
        assertThat(keeps.refused()).hasSize(Witness.Keeps.MOST_REFUSED).startsWith(first.head());
        assertThat(keeps.newest().checkpoint().size()).isEqualTo(5);
        assertThat(keeps.changes()).isEqualTo(22);
    }

    @Test
    void a_log_that_begins_anew_in_a_later_epoch_is_followed_and_the_old_head_stays() {
        var keeps = keeping(9);
        var anew =
                (Judged.BegunAnew) Witnessing.judge(keeps, shown("b", 9, 4), 2, NOW.plusSeconds(1));
        assertThat(anew.head().why()).isEqualTo(Why.SHORTER);
        assertThat(anew.head().anew()).isTrue();
        assertThat(anew.keeps().ended()).containsExactly(keeps.newest());
        assertThat(anew.keeps().newest().checkpoint().size()).isEqualTo(4);
        assertThat(Witnessing.judge(anew.keeps(), shown("b", 4, 6), 2, NOW))
                .isInstanceOf(Judged.Kept.class);
        refused(Witnessing.judge(anew.keeps(), shown("a", 4, 9), 2, NOW), Why.NOT_CONSISTENT);
        // Another key begins nothing anew, whatever epoch is said.
        var other = pair();
        var key = NoteKey.of("holdfast.audit/two", other.getPublic());
        refused(
                Witnessing.judge(
                        keeps,
                        new ShownHead(key.text(), note(tree("b", 4), key, other), 9, List.of()),
                        3,
                        NOW),
                Why.OTHER_KEY);
        Witness witness = keeps;
        for (int epoch = 2; epoch < 20; epoch++) {
            var judged = Witnessing.judge(witness, shown("e" + epoch, 1, 9), epoch, NOW);
            witness =
                    switch (judged) {
                        case Judged.BegunAnew(var next, _) -> next;
                        case Judged.Refused(var next, _, _) -> next;
                        case Judged.Same _, Judged.Kept _, Judged.Unfit _ ->
                                throw new AssertionError(judged);
                    };
        }
        assertThat(((Witness.Keeps) witness).ended())
                .hasSize(Witness.Keeps.MOST_ENDED)
                .startsWith(keeps.newest());
    }

    @Test
    void what_is_shown_and_kept_has_a_size() {
        assertThatThrownBy(() ->
                        new ShownHead(KEY.text(), "", 1, Collections.nCopies(129, "a".repeat(64))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShownHead(KEY.text(), "x".repeat(9_000), 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeptHead("no head", NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
