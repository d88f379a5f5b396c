package io.holdfast.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.local.LocalDecision.Because;
import io.holdfast.core.local.LocalDecision.Case;
import io.holdfast.core.local.LocalDecision.Held;
import io.holdfast.core.local.LocalDecision.KeepLocal;
import io.holdfast.core.local.LocalDecision.TakeCentral;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every row of the table in site-link.md, and every case there is. */
class LocalDecisionTest {

    private static final String B = "base";
    private static final String L = "local";
    private static final String C = "central";

    private static LocalDecision decide(String base, String local, String central) {
        return LocalDecision.decide(new Case(base, local, central, false, false, false, false));
    }

    private static List<Case> all() {
        var all = new ArrayList<Case>();
        for (var local : List.of(B, L)) {
            for (var central : List.of(B, L, C)) {
                for (int flags = 0; flags < 16; flags++) {
                    all.add(
                            new Case(
                                    B,
                                    local,
                                    central,
                                    (flags & 1) != 0,
                                    (flags & 2) != 0,
                                    (flags & 4) != 0,
                                    (flags & 8) != 0));
                }
            }
        }
        return all;
    }

    @Test
    void where_nobody_decided_here_the_centre_is_followed() {
        assertThat(decide(B, B, C)).isEqualTo(new TakeCentral(Because.NOTHING_LOCAL));
        assertThat(decide(B, B, B)).isEqualTo(new TakeCentral(Because.NOTHING_LOCAL));
    }

    @Test
    void while_a_hold_is_open_nothing_is_decided() {
        assertThat(LocalDecision.decide(new Case(B, L, C, true, true, true, false)))
                .isEqualTo(new Held());
        assertThat(LocalDecision.decide(new Case(B, B, C, true, false, false, false)))
                .isEqualTo(new Held());
    }

    @Test
    void a_centre_that_says_nothing_new_does_not_take_back_what_was_done_here() {
        assertThat(decide(B, L, B)).isEqualTo(new KeepLocal(Because.UNCHANGED));
    }

    @Test
    void where_both_decided_the_local_decision_stays_and_the_central_one_waits() {
        assertThat(decide(B, L, C)).isEqualTo(new KeepLocal(Because.OVERLAPS));
    }

    @Test
    void where_both_decided_the_same_there_is_nothing_to_answer() {
        assertThat(decide(B, L, L)).isEqualTo(new TakeCentral(Because.AGREES));
    }

    @Test
    void a_person_who_saw_it_may_replace_or_adopt_it() {
        assertThat(LocalDecision.decide(new Case(B, L, B, false, true, false, false)))
                .isEqualTo(new TakeCentral(Because.ANSWERED));
        assertThat(LocalDecision.decide(new Case(B, L, C, false, false, true, false)))
                .isEqualTo(new TakeCentral(Because.ADOPTED));
    }

    @Test
    void a_revocation_is_applied_whatever_was_decided_here() {
        assertThat(all().stream().filter(Case::mustApply))
                .allSatisfy(c ->
                        assertThat(LocalDecision.decide(c))
                                .isEqualTo(new TakeCentral(Because.MUST_APPLY)));
    }

    @Test
    void in_no_case_is_a_local_decision_taken_back_without_a_person_or_a_revocation() {
        for (var known : all()) {
            boolean takesBack =
                    LocalDecision.decide(known) instanceof TakeCentral
                            && !known.local().equals(known.base())
                            && !known.central().equals(known.local());
            if (takesBack) {
                assertThat(known.answered() || known.adopts() || known.mustApply())
                        .as(known.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void in_no_case_is_anything_applied_while_a_hold_is_open_but_a_revocation() {
        for (var known : all()) {
            if (known.held() && !known.mustApply()) {
                assertThat(LocalDecision.decide(known)).as(known.toString()).isEqualTo(new Held());
            }
        }
    }

    @Test
    void what_is_kept_is_asked_again_in_vain_until_somebody_answers() {
        for (var known : all()) {
            if (LocalDecision.decide(known) instanceof KeepLocal) {
                assertThat(LocalDecision.decide(known)).isEqualTo(LocalDecision.decide(known));
                var answered =
                        new Case(
                                known.base(),
                                known.local(),
                                known.central(),
                                false,
                                true,
                                false,
                                false);
                assertThat(LocalDecision.decide(answered)).isInstanceOf(TakeCentral.class);
            }
        }
    }
}
