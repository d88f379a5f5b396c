package io.holdfast.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.change.ChangeRequest.Approved;
import io.holdfast.core.change.ChangeRequest.Draft;
import io.holdfast.core.change.ChangeRequest.InReview;
import io.holdfast.core.change.ChangeRequest.Released;
import io.holdfast.core.change.ChangeRequest.Verified;
import io.holdfast.core.change.ChangeSteps.Attempt;
import io.holdfast.core.zone.Plant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeStepsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Person ANNA = new Person("anna");
    private static final Person BEN = new Person("ben");
    private static final Person CLEO = new Person("cleo");
    private static final String FLOW = "f".repeat(64);
    private static final String CONFIG = "c".repeat(64);
    private static final List<PolicyEdit> EDITS =
            List.of(new PolicyEdit.PutConduit(Plant.vendorAccess()));

    @Test
    void a_change_goes_from_draft_to_released_by_two_people() {
        var verified = moved(ChangeSteps.verify(draft(), evidence(7)));
        var review = moved(ChangeSteps.submit(verified, 7, NOW));
        var approved = moved(approve(review, BEN, 1));
        var released = moved(ChangeSteps.release(approved, BEN, ApprovalRule.ONE, 7, 8, NOW));

        assertThat(released).isInstanceOf(Released.class);
        assertThat(((Released) released).revision()).isEqualTo(8);
        assertThat(((Released) released).approvals())
                .extracting(ApprovalGiven::by)
                .containsExactly(BEN);
        assertThat(released.closed()).isTrue();
    }

    @Test
    void nobody_who_wrote_on_a_change_approves_it() {
        assertThat(code(approve(review(), ANNA, 1))).isEqualTo("AUTHOR_CANNOT_APPROVE");

        var edited = moved(ChangeSteps.edit(review(), BEN, "other", "", 7, EDITS));
        var again =
                moved(ChangeSteps.submit(moved(ChangeSteps.verify(edited, evidence(7))), 7, NOW));

        assertThat(code(approve(again, BEN, 1))).isEqualTo("AUTHOR_CANNOT_APPROVE");
        assertThat(code(approve(again, ANNA, 1))).isEqualTo("AUTHOR_CANNOT_APPROVE");
        assertThat(moved(approve(again, CLEO, 1))).isInstanceOf(Approved.class);
    }

    @Test
    void where_two_approvals_are_needed_one_person_counts_once() {
        var first = moved(approve(review(), BEN, 2));

        assertThat(first).isInstanceOf(InReview.class);
        assertThat(code(approve(first, BEN, 2))).isEqualTo("ALREADY_APPROVED");
        assertThat(moved(approve(first, CLEO, 2))).isInstanceOf(Approved.class);
        assertThat(moved(approve(first, BEN, 1)))
                .as("less is asked for by now")
                .isInstanceOfSatisfying(Approved.class, a -> assertThat(a.approvals()).hasSize(1));
    }

    @Test
    void an_approval_is_for_the_diff_that_was_read() {
        var other =
                ChangeSteps.approve(
                        review(),
                        BEN,
                        List.of(),
                        "0".repeat(64),
                        CONFIG,
                        "",
                        ApprovalRule.ONE,
                        NOW);

        assertThat(code(other)).isEqualTo("OTHER_DIFF");
    }

    @Test
    void editing_voids_what_was_approved() {
        var approved = moved(approve(review(), BEN, 1));

        var draft = moved(ChangeSteps.edit(approved, ANNA, "wider", "", 7, EDITS));

        assertThat(draft).isInstanceOf(Draft.class);
        assertThat(((Draft) draft).note()).contains("void");
        assertThat(code(ChangeSteps.release(draft, BEN, ApprovalRule.ONE, 7, 8, NOW)))
                .isEqualTo("NOT_APPROVED");
    }

    @Test
    void a_blocked_or_outdated_change_is_not_submitted() {
        var blocked = new Evidence(7, FLOW, CONFIG, List.of("fw-1 loses its management path"), NOW);
        var verified = moved(ChangeSteps.verify(draft(), blocked));

        assertThat(code(ChangeSteps.submit(verified, 7, NOW))).isEqualTo("CHANGE_BLOCKED");
        assertThat(code(ChangeSteps.submit(draft(), 7, NOW))).isEqualTo("NOT_VERIFIED");
        var old = moved(ChangeSteps.verify(draft(), evidence(6)));
        assertThat(code(ChangeSteps.submit(old, 7, NOW))).isEqualTo("BASE_MOVED");
    }

    @Test
    void approvals_stand_on_a_moved_base_only_if_the_diffs_are_the_same() {
        var approved = moved(approve(review(), BEN, 1));
        assertThat(code(ChangeSteps.release(approved, BEN, ApprovalRule.ONE, 8, 9, NOW)))
                .isEqualTo("BASE_MOVED");

        var same = moved(ChangeSteps.rebase(approved, evidence(8)));
        assertThat(same).isInstanceOf(Approved.class);
        assertThat(same.proposal().base()).isEqualTo(8);
        assertThat(moved(ChangeSteps.release(same, BEN, ApprovalRule.ONE, 8, 9, NOW)))
                .isInstanceOf(Released.class);

        var other = new Evidence(8, FLOW, "d".repeat(64), List.of(), NOW);
        var back = moved(ChangeSteps.rebase(approved, other));
        assertThat(back).isInstanceOf(InReview.class);
        assertThat(((InReview) back).approvals()).isEmpty();
        assertThat(((InReview) back).note())
                .isEqualTo(
                        "approved on revision 7; on revision 8 the policy or what devices are told"
                                + " would be another, so the approvals are void");

        var broken = new Evidence(8, FLOW, CONFIG, List.of("a guardrail breaks"), NOW);
        assertThat(moved(ChangeSteps.rebase(approved, broken)))
                .isEqualTo(
                        new Draft(
                                approved.proposal().on(8),
                                "on revision 8 the change no longer holds: a guardrail breaks"));
    }

    @Test
    void a_second_rebase_on_the_same_base_changes_nothing() {
        var approved = moved(approve(review(), BEN, 1));
        var once = moved(ChangeSteps.rebase(approved, evidence(8)));

        assertThat(moved(ChangeSteps.rebase(once, evidence(8)))).isEqualTo(once);
    }

    @Test
    void a_rejection_has_a_reason_and_a_withdrawal_an_author() {
        assertThat(code(ChangeSteps.reject(review(), BEN, " ", NOW))).isEqualTo("REASON_MISSING");
        assertThat(moved(ChangeSteps.reject(review(), BEN, "too wide", NOW)).closed()).isTrue();
        assertThat(code(ChangeSteps.withdraw(review(), BEN, "", NOW))).isEqualTo("NOT_THE_AUTHOR");
        var gone = moved(ChangeSteps.withdraw(review(), ANNA, "not needed", NOW));
        assertThat(gone.closed()).isTrue();
    }

    @Test
    void a_closed_change_does_not_move() {
        var gone = moved(ChangeSteps.withdraw(review(), ANNA, "not needed", NOW));

        for (var attempt :
                List.of(
                        ChangeSteps.edit(gone, ANNA, "t", "", 7, EDITS),
                        ChangeSteps.verify(gone, evidence(7)),
                        ChangeSteps.submit(gone, 7, NOW),
                        approve(gone, BEN, 1),
                        ChangeSteps.reject(gone, BEN, "late", NOW),
                        ChangeSteps.withdraw(gone, ANNA, "", NOW),
                        ChangeSteps.rebase(gone, evidence(8)),
                        ChangeSteps.release(gone, BEN, ApprovalRule.ONE, 7, 8, NOW))) {
            assertThat(attempt)
                    .isEqualTo(new Attempt.Refused("CHANGE_CLOSED", "The change is withdrawn."));
        }
    }

    private static ChangeRequest draft() {
        var proposal =
                new Proposal(
                        new ChangeId("chg-1"),
                        "Vendor access",
                        "pump 3",
                        List.of(ANNA),
                        NOW,
                        7,
                        EDITS,
                        List.of());
        return new Draft(proposal, "");
    }

    private static ChangeRequest review() {
        var verified = moved(ChangeSteps.verify(draft(), evidence(7)));
        assertThat(verified).isInstanceOf(Verified.class);
        return moved(ChangeSteps.submit(verified, 7, NOW));
    }

    private static Evidence evidence(long base) {
        return new Evidence(base, FLOW, CONFIG, List.of(), NOW);
    }

    private static Attempt approve(ChangeRequest change, Person by, int needed) {
        return ChangeSteps.approve(
                change,
                by,
                List.of(),
                FLOW,
                CONFIG,
                "read",
                new ApprovalRule(needed, List.of()),
                NOW);
    }

    private static ChangeRequest moved(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Moved.class);
        return ((Attempt.Moved) attempt).to();
    }

    private static String code(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Refused.class);
        return ((Attempt.Refused) attempt).code();
    }
}
