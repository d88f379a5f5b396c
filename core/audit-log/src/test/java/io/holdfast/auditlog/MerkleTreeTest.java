package io.holdfast.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Known answers are those of the reference implementation of certificate transparency. */
class MerkleTreeTest {

    private static final List<byte[]> LEAVES =
            List.of(
                            "",
                            "00",
                            "10",
                            "2021",
                            "3031",
                            "40414243",
                            "5051525354555657",
                            "606162636465666768696a6b6c6d6e6f")
                    .stream()
                    .map(HexFormat.of()::parseHex)
                    .toList();

    private static final List<String> ROOTS =
            List.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void roots_are_those_everybody_else_computes() {
        var frontier = MerkleFrontier.EMPTY;
        for (int n = 0; n <= 8; n++) {
            assertThat(MerkleTree.ofLeaves(LEAVES.subList(0, n)).root().hex())
                    .isEqualTo(ROOTS.get(n));
            assertThat(frontier.root().hex()).isEqualTo(ROOTS.get(n));
            if (n < 8) {
                frontier = frontier.append(MerkleTree.leafHash(LEAVES.get(n)));
            }
        }
    }

    @Test
    void a_known_inclusion_proof_and_a_known_consistency_proof() {
        assertThat(MerkleTree.ofLeaves(LEAVES.subList(0, 8)).inclusionProof(5))
                .extracting(Digest::hex)
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(MerkleTree.ofLeaves(LEAVES.subList(0, 8)).consistencyProof(6))
                .extracting(Digest::hex)
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void every_leaf_of_every_small_tree_is_proved_and_nothing_else_is() {
        for (int n = 1; n <= 40; n++) {
            var leaves = leaves(n);
            var tree = MerkleTree.ofLeaves(leaves);
            var root = tree.root();
            for (int i = 0; i < n; i++) {
                var proof = tree.inclusionProof(i);
                var leaf = MerkleTree.leafHash(leaves.get(i));
                assertThat(MerkleTree.includes(root, n, i, leaf, proof)).isTrue();
                for (int other = -1; other <= n; other++) {
                    if (other != i) {
                        assertThat(MerkleTree.includes(root, n, other, leaf, proof)).isFalse();
                    }
                }
                var stranger = MerkleTree.leafHash(new byte[] {9, 9});
                assertThat(MerkleTree.includes(root, n, i, stranger, proof)).isFalse();
                var longer = new ArrayList<>(proof);
                longer.add(root);
                assertThat(MerkleTree.includes(root, n, i, leaf, longer)).isFalse();
                if (!proof.isEmpty()) {
                    assertThat(
                                    MerkleTree.includes(
                                            root, n, i, leaf, proof.subList(1, proof.size())))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void a_log_that_only_grew_is_told_from_one_that_was_rewritten() {
        for (int n = 1; n <= 33; n++) {
            var leaves = leaves(n);
            var now = MerkleTree.ofLeaves(leaves);
            for (int old = 1; old <= n; old++) {
                var before = MerkleTree.ofLeaves(leaves.subList(0, old)).root();
                var proof = now.consistencyProof(old);
                assertThat(MerkleTree.extendsTree(before, old, now.root(), n, proof)).isTrue();
                var rewritten = new ArrayList<>(leaves.subList(0, old));
                rewritten.set(0, new byte[] {7});
                assertThat(
                                MerkleTree.extendsTree(
                                        MerkleTree.ofLeaves(rewritten).root(),
                                        old,
                                        now.root(),
                                        n,
                                        proof))
                        .isFalse();
            }
        }
    }

    @Test
    void a_leaf_can_not_pass_as_an_inner_node() {
        var left = MerkleTree.leafHash(LEAVES.get(0)).bytes();
        var right = MerkleTree.leafHash(LEAVES.get(1)).bytes();
        var joined = new byte[64];
        System.arraycopy(left, 0, joined, 0, 32);
        System.arraycopy(right, 0, joined, 32, 32);

        assertThat(MerkleTree.ofLeaves(List.of(joined)).root().hex()).isNotEqualTo(ROOTS.get(2));
    }

    @Test
    void known_leaf_hashes_give_the_same_tree() {
        var hashes = LEAVES.stream().map(MerkleTree::leafHash).toList();

        assertThat(MerkleTree.ofLeafHashes(hashes).root().hex()).isEqualTo(ROOTS.get(8));
    }

    @Test
    void asking_for_a_leaf_that_is_not_there_is_a_mistake_of_the_caller() {
        var tree = MerkleTree.ofLeaves(LEAVES);

        assertThatThrownBy(() -> tree.inclusionProof(8))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistencyProof(0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<byte[]> leaves(int n) {
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < n; i++) {
            leaves.add(("leaf " + i).getBytes(StandardCharsets.UTF_8));
        }
        return leaves;
    }
}
