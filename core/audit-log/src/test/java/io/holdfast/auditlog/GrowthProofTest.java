package io.holdfast.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A log that is not held in memory is proved to have grown, as one that is (RFC 9162 2.1.4). */
class GrowthProofTest {

    private static List<Digest> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerkleTree.leafHash(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Complete subtrees, made of the leaves each time. */
    private static GrowthProof.Subtrees of(List<Digest> leaves) {
        return (level, place) -> {
            int size = 1 << level;
            int from = Math.toIntExact(place * size);
            return MerkleTree.ofLeafHashes(leaves.subList(from, from + size)).root();
        };
    }

    @Test
    void every_proof_is_the_one_that_a_whole_tree_gives() {
        var leaves = leaves(67);
        for (int now = 1; now <= leaves.size(); now++) {
            var tree = MerkleTree.ofLeafHashes(leaves.subList(0, now));
            assertThat(GrowthProof.root(now, of(leaves))).isEqualTo(tree.root());
            for (int old = 1; old <= now; old++) {
                assertThat(GrowthProof.between(old, now, of(leaves)))
                        .as(old + " to " + now)
                        .isEqualTo(tree.consistencyProof(old));
            }
        }
    }

    @Test
    void a_long_log_needs_few_hashes_and_the_proof_holds() {
        var random = new Random(20_261_127L);
        var leaves = leaves(3_000);
        for (int i = 0; i < 60; i++) {
            int old = 1 + random.nextInt(leaves.size());
            int now = old + random.nextInt(leaves.size() - old + 1);
            var proof = GrowthProof.between(old, now, of(leaves));
            assertThat(proof).hasSizeLessThan(26);
            assertThat(
                            MerkleTree.extendsTree(
                                    GrowthProof.root(old, of(leaves)),
                                    old,
                                    GrowthProof.root(now, of(leaves)),
                                    now,
                                    proof))
                    .as(old + " to " + now)
                    .isTrue();
        }
    }

    @Test
    void a_log_that_became_shorter_has_no_proof() {
        var leaves = of(leaves(8));
        assertThat(GrowthProof.root(0, leaves)).isEqualTo(Digest.of(new byte[0]));
        assertThatThrownBy(() -> GrowthProof.between(5, 4, leaves))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> GrowthProof.between(0, 4, leaves))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
