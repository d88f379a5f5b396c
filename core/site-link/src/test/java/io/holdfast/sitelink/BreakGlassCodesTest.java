package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Sealed one-time codes (rulings S5). */
class BreakGlassCodesTest {

    private static final List<BreakGlassCodes.Issued> CODES =
            BreakGlassCodes.issue(7, new SecureRandom());

    private static boolean fits(int code, String typed) {
        return BreakGlassCodes.read(typed)
                .filter(spoken -> BreakGlassCodes.fits(CODES.get(code).sealed(), spoken))
                .isPresent();
    }

    @Test
    void a_site_has_three_codes_that_are_told_apart_by_their_first_digit() {
        assertThat(CODES).hasSize(BreakGlassCodes.PER_SITE).doesNotHaveDuplicates();
        for (int i = 0; i < CODES.size(); i++) {
            assertThat(CODES.get(i).text()).matches(i + 1 + "(-[0-9A-Z]{4}){5}");
            assertThat(CODES.get(i).sealed().name()).isEqualTo("7." + (i + 1));
        }
    }

    @Test
    void a_code_fits_its_verifier_and_no_other() {
        assertThat(fits(0, CODES.get(0).text())).isTrue();
        assertThat(fits(1, CODES.get(0).text())).isFalse();
        assertThat(fits(1, "2" + CODES.get(0).text().substring(1))).isFalse();
    }

    @Test
    void a_code_may_be_typed_as_people_type() {
        var text = CODES.get(2).text();
        assertThat(fits(2, "  " + text.toLowerCase(Locale.ROOT).replace("-", " "))).isTrue();
        assertThat(fits(2, text.replace("-", "").replace('0', 'o').replace('1', 'l')))
                .as("but for the leading digit, which is a 3")
                .isTrue();
    }

    @Test
    void what_has_not_the_form_of_a_code_is_none() {
        for (var typed : List.of("", "1", "1-AAAA", "x".repeat(10_000), "9".repeat(22), "1-ÄÄÄÄ")) {
            assertThat(BreakGlassCodes.read(typed)).as(typed).isEmpty();
        }
        var code = CODES.get(0).text();
        assertThat(BreakGlassCodes.read(code + "A")).isEmpty();
        assertThat(BreakGlassCodes.read("0" + code.substring(1))).isEmpty();
    }

    @Test
    void nothing_that_is_kept_or_printed_says_the_code() {
        for (var code : CODES) {
            var letters = code.text().substring(2);
            assertThat(code.toString()).doesNotContain(letters);
            assertThat(WireJson.text(code.sealed())).doesNotContain(letters);
            assertThat(BreakGlassCodes.read(code.text()).orElseThrow().toString())
                    .doesNotContain(letters.replace("-", ""));
        }
    }

    @Test
    void a_verifier_that_is_cheap_to_try_or_dear_to_check_is_refused() {
        var good = CODES.get(0).sealed();
        for (int rounds : new int[] {0, 1, 99_999, 1_000_001}) {
            assertThatThrownBy(() -> new SealedCode(1, 1, good.salt(), rounds, good.verifier()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SealedCode(1, 1, "", 210_000, good.verifier()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
