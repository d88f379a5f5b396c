package io.holdfast.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    /** A character outside the basic plane: two chars in Java. */
    private static final String LOCK = "\uD83D\uDD12";

    @Test
    void half_of_a_surrogate_pair_becomes_the_replacement_character() {
        assertThat(Printable.whole("a\uD83Db\uDD12")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(Printable.whole("a" + LOCK + "b")).isEqualTo("a" + LOCK + "b");
    }

    @Test
    void a_pair_at_the_edge_is_left_out_and_not_cut_in_two() {
        assertThat(Printable.cut("abc" + LOCK, 4)).isEqualTo("abc");
        assertThat(Printable.cut("abc" + LOCK, 5)).isEqualTo("abc" + LOCK);
        assertThat(Printable.cut("abc" + LOCK.charAt(0), 9)).isEqualTo("abc\uFFFD");
    }

    @Test
    void what_is_cut_stands_on_one_line() {
        assertThat(Printable.cut("up\r\ndown\u0085on", 100)).isEqualTo("up  down on");
        assertThat(Printable.cut("", 3)).isEmpty();
    }
}
