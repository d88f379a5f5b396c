package io.holdfast.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.RiskClass;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bundles (robustness.md, G-20): each made of a real one by one wrong thing, refused by the
 * site's own acceptance and by the second judge, for the same reason.
 */
class HostileBundlesTest {

    private static final int FEWEST = 60;
    private static final int FLIPS = Integer.getInteger("holdfast.bundle.flips", 100);

    private static final int EDITS = Integer.getInteger("holdfast.bundle.edits", 60);
    private static final String SIGNS = "{}[]:,\"\\/0123456789-.eE tfn AZaz_>\u00e9\n";

    static Stream<Attempt> everyAttempt() {
        return Stream.of(
                        HostileSignatures.all(),
                        HostileDeliveries.all(),
                        HostileReleases.all(),
                        HostileContents.all(),
                        HostileDevices.all())
                .flatMap(List::stream);
    }

    @Test
    void the_bundle_they_are_made_of_is_accepted_by_both_judges_in_the_same_class() {
        assertThat(new Forgery().first()).isEqualTo("ACCEPTED as R1");
        assertThat(new Forgery().second()).isEqualTo("ACCEPTED as R1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyAttempt")
    void both_judges_refuse_it_and_say_why(Attempt attempt) {
        var forged = new Forgery();
        attempt.how().accept(forged);
        var bytes = forged.bytes();

        assertThat(forged.first(bytes)).as("the site's own acceptance").isEqualTo(attempt.code());
        assertThat(forged.second(bytes)).as("the second judge").isEqualTo(attempt.code());
    }

    @Test
    void there_are_more_than_enough_of_them_and_no_two_say_the_same() {
        var claims = everyAttempt().map(Attempt::claim).toList();
        var codes = new TreeMap<String, Integer>();
        everyAttempt().forEach(a -> codes.merge(a.code(), 1, Integer::sum));
        System.out.println("hostile bundles: " + claims.size() + ", by reason " + codes);

        assertThat(claims).hasSizeGreaterThan(FEWEST);
        assertThat(new HashSet<>(claims)).hasSameSizeAs(claims);
    }

    @Test
    void a_second_key_or_a_second_look_is_no_attack() {
        var two = new Forgery();
        two.declared = RiskClass.R3;
        two.releasers = List.of(Forgery.RELEASE, Forgery.SECOND);
        assertThat(two.first()).isEqualTo("ACCEPTED as R3");
        assertThat(two.second()).isEqualTo("ACCEPTED as R3");

        var again = new Forgery();
        again.revision = 7;
        again.content = again.inForce;
        assertThat(again.first()).isEqualTo("ALREADY_IN_FORCE");
        assertThat(again.second()).isEqualTo("ALREADY_IN_FORCE");

        var first = new Forgery();
        first.nothingInForce = true;
        assertThat(first.first()).startsWith("ACCEPTED as ");
        assertThat(first.second()).isEqualTo(first.first());

        var restored = new Forgery();
        restored.epoch = 4;
        restored.revision = 1;
        assertThat(restored.first()).isEqualTo("ACCEPTED as R1");
        assertThat(restored.second()).isEqualTo("ACCEPTED as R1");

        var spaced = new Forgery();
        spaced.deliveryText = text -> " " + text.replace("\":", "\" :\n\t");
        assertThat(spaced.first()).isEqualTo("ACCEPTED as R1");
        assertThat(spaced.second()).isEqualTo("ACCEPTED as R1");
    }

    /** Whatever the seed: the file has no byte that means nothing. */
    @Test
    void a_bit_turned_over_anywhere_in_the_file_is_refused_by_both_for_the_same_reason() {
        var forged = new Forgery();
        var whole = forged.bytes();
        long seed = Long.getLong("holdfast.bundle.seed", 20_261_127L);
        var random = new Random(seed);
        for (int i = 0; i < FLIPS; i++) {
            int bit = random.nextInt(whole.length * 8);
            var bytes = whole.clone();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));

            var first = forged.first(bytes);
            assertThat(first).as("bit %d, seed %d", bit, seed).doesNotStartWith("A");
            assertThat(forged.second(bytes)).as("bit %d, seed %d", bit, seed).isEqualTo(first);
        }
    }

    /**
     * Whoever holds the keys may sign anything: whatever it is, both judges make the same of it.
     */
    @Test
    void whatever_is_changed_in_its_words_and_signed_again_is_judged_alike_by_both() {
        long seed = Long.getLong("holdfast.bundle.seed", 20_261_127L);
        var random = new Random(seed);
        for (int i = 0; i < EDITS; i++) {
            var forged = new Forgery();
            UnaryOperator<String> edit = text -> edited(text, random);
            switch (i % 3) {
                case 0 -> forged.deliveryText = edit;
                case 1 -> forged.releaseText = edit;
                default -> forged.contentText = edit;
            }
            var bytes = forged.bytes();

            assertThat(forged.second(bytes))
                    .as("edit %d, seed %d", i, seed)
                    .isEqualTo(forged.first(bytes));
        }
    }

    /** One character exchanged, left out or put in, or a piece copied to another place. */
    private static String edited(String text, Random random) {
        var edited = new StringBuilder(text);
        int at = random.nextInt(text.length());
        char other = SIGNS.charAt(random.nextInt(SIGNS.length()));
        switch (random.nextInt(4)) {
            case 0 -> edited.setCharAt(at, other);
            case 1 -> edited.deleteCharAt(at);
            case 2 -> edited.insert(at, other);
            default ->
                    edited.insert(
                            random.nextInt(text.length()),
                            text.substring(at, Math.min(text.length(), at + 30)));
        }
        return edited.toString();
    }
}
