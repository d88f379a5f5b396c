package io.holdfast.controller.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of people, from any machine's keyboard. */
class ReasonTest {

    @Test
    void what_was_written_in_lines_is_kept_in_lines() {
        assertThat(Reason.of("/reason", "  pump 3\r\n\tis dry\nagain ", 50))
                .isEqualTo("pump 3\n\tis dry\nagain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n ",
                "eleven char",
                "a\u0000b",
                "a\u001b[2J",
                "a\u007fb",
                "a\u009b2J",
                "a\u202eb",
                "a\u2028b",
                "a\ud800b"
            })
    void what_says_nothing_too_much_or_cannot_be_printed_is_refused_at_its_field(String text) {
        assertThatThrownBy(() -> Reason.of("/how", "HOW_MISSING", text, 10))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.faults())
                                        .singleElement()
                                        .asString()
                                        .contains("/how", "HOW_MISSING"));
    }
}
