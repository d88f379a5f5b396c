package io.holdfast.core.change;

import io.holdfast.core.change.ChangeRequest.Approved;
import io.holdfast.core.change.ChangeRequest.Draft;
import io.holdfast.core.change.ChangeRequest.InReview;
import io.holdfast.core.change.ChangeRequest.Rejected;
import io.holdfast.core.change.ChangeRequest.Released;
import io.holdfast.core.change.ChangeRequest.Verified;
import io.holdfast.core.change.ChangeRequest.Withdrawn;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.RolloutPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be done to a change request, and what comes of it. Who holds which role is decided
 * before; what is decided here holds for everybody.
 */
public final class ChangeSteps {

    private ChangeSteps() {}

    /** What came of an attempt. */
    public sealed interface Attempt {

        record Moved(ChangeRequest to) implements Attempt {}

        /** The change stays as it is. The code is stable. */
        record Refused(String code, String reason) implements Attempt {}
    }

    /**
     * Writes other edits. Whatever was verified or approved before is void (R42), and who writes
     * can no longer approve.
     */
    public static Attempt edit(
            ChangeRequest change,
            Person by,
            String title,
            String reason,
            long base,
            List<PolicyEdit> edits) {
        if (change.closed()) {
            return closed(change);
        }
        var old = change.proposal();
        return drafted(
                change,
                by,
                new Proposal(
                        old.id(),
                        title,
                        reason,
                        written(old, by),
                        old.draftedAt(),
                        base,
                        edits,
                        old.waves()));
    }

    /**
     * Writes other waves for its rollout. They are part of what is approved, so that this is an
     * edit like any other (R42).
     */
    public static Attempt plan(ChangeRequest change, Person by, List<PlannedWave> waves) {
        if (change.closed()) {
            return closed(change);
        }
        var fault = RolloutPlan.fault(waves);
        if (fault.isPresent()) {
            return new Attempt.Refused(fault.get().code(), fault.get().sentence());
        }
        var old = change.proposal();
        return drafted(
                change,
                by,
                new Proposal(
                        old.id(),
                        old.title(),
                        old.reason(),
                        written(old, by),
                        old.draftedAt(),
                        old.base(),
                        old.edits(),
                        waves));
    }

    private static List<Person> written(Proposal old, Person by) {
        var authors = new ArrayList<>(old.authors());
        authors.add(by);
        return authors;
    }

    private static Attempt drafted(ChangeRequest change, Person by, Proposal proposal) {
        var note =
                switch (change) {
                    case InReview _, Approved _ ->
                            "edited by " + by + ", so that what was approved is void";
                    case Draft _, Verified _, Rejected _, Withdrawn _, Released _ -> "";
                };
        return new Attempt.Moved(new Draft(proposal, note));
    }

    /** Attaches what compile, proof and diff said, on the base they were computed on. */
    public static Attempt verify(ChangeRequest change, Evidence evidence) {
        return switch (change) {
            case Draft(var proposal, var note) ->
                    new Attempt.Moved(new Verified(proposal.on(evidence.base()), evidence, note));
            case Verified(var proposal, _, var note) ->
                    new Attempt.Moved(new Verified(proposal.on(evidence.base()), evidence, note));
            case InReview _, Approved _ -> rebase(change, evidence);
            case Rejected _, Withdrawn _, Released _ -> closed(change);
        };
    }

    /** Asks other people, with evidence that holds on the base in force. */
    public static Attempt submit(ChangeRequest change, long inForce, Instant now) {
        return switch (change) {
            case Verified(var proposal, var evidence, _) -> {
                if (!evidence.holds()) {
                    yield new Attempt.Refused("CHANGE_BLOCKED", evidence.blockers().getFirst());
                }
                if (evidence.base() != inForce) {
                    yield baseMoved(evidence, inForce);
                }
                yield new Attempt.Moved(new InReview(proposal, evidence, now, List.of(), ""));
            }
            case Draft _ -> new Attempt.Refused("NOT_VERIFIED", "The change is not verified yet.");
            case InReview _, Approved _ ->
                    new Attempt.Refused("ALREADY_SUBMITTED", "The change is in review already.");
            case Rejected _, Withdrawn _, Released _ -> closed(change);
        };
    }

    /**
     * Approves what was read. The digests are those the approver was shown, so that nobody approves
     * what changed behind the page.
     *
     * @param roles that person holds now
     * @param rule how many different people it takes and of which roles, none of them an author
     */
    public static Attempt approve(
            ChangeRequest change,
            Person by,
            List<String> roles,
            String flowDigest,
            String configDigest,
            String comment,
            ApprovalRule rule,
            Instant now) {
        return switch (change) {
            case InReview review -> {
                var evidence = review.evidence();
                if (review.proposal().authors().contains(by)) {
                    yield new Attempt.Refused(
                            "AUTHOR_CANNOT_APPROVE",
                            "Who wrote on a change does not approve it; ask another person.");
                }
                if (review.approvals().stream().anyMatch(a -> a.by().equals(by))) {
                    yield approvedAgain(review, rule);
                }
                var approval =
                        new ApprovalGiven(
                                by, now, comment, evidence.base(), flowDigest, configDigest, roles);
                if (!approval.binds(evidence)) {
                    yield new Attempt.Refused(
                            "OTHER_DIFF",
                            "The change is not the one you read any more; look at its diff again.");
                }
                var approvals = new ArrayList<>(review.approvals());
                approvals.add(approval);
                yield new Attempt.Moved(
                        rule.met(review.proposal().authors(), approvals)
                                ? new Approved(review.proposal(), evidence, approvals)
                                : new InReview(
                                        review.proposal(),
                                        evidence,
                                        review.submittedAt(),
                                        approvals,
                                        review.note()));
            }
            case Draft _, Verified _ ->
                    new Attempt.Refused("NOT_SUBMITTED", "The change is not in review.");
            case Approved _ ->
                    new Attempt.Refused("ALREADY_APPROVED", "The change is approved already.");
            case Rejected _, Withdrawn _, Released _ -> closed(change);
        };
    }

    /** Says no, with a reason. */
    public static Attempt reject(ChangeRequest change, Person by, String reason, Instant now) {
        if (reason.isBlank()) {
            return new Attempt.Refused("REASON_MISSING", "Say why the change is rejected.");
        }
        return switch (change) {
            case InReview review ->
                    new Attempt.Moved(
                            new Rejected(review.proposal(), review.evidence(), by, now, reason));
            case Approved approved ->
                    new Attempt.Moved(
                            new Rejected(
                                    approved.proposal(), approved.evidence(), by, now, reason));
            case Draft _, Verified _ ->
                    new Attempt.Refused("NOT_SUBMITTED", "The change is not in review.");
            case Rejected _, Withdrawn _, Released _ -> closed(change);
        };
    }

    /**
     * Nobody counts twice; but where less is asked for than before, what is there may be enough.
     */
    private static Attempt approvedAgain(InReview review, ApprovalRule rule) {
        return rule.met(review.proposal().authors(), review.approvals())
                ? new Attempt.Moved(
                        new Approved(review.proposal(), review.evidence(), review.approvals()))
                : new Attempt.Refused("ALREADY_APPROVED", "You have approved this change already.");
    }

    /** Takes a change back before it is in force; only who wrote on it. */
    public static Attempt withdraw(ChangeRequest change, Person by, String reason, Instant now) {
        if (change.closed()) {
            return closed(change);
        }
        if (!change.proposal().authors().contains(by)) {
            return new Attempt.Refused(
                    "NOT_THE_AUTHOR",
                    "Only who wrote on a change withdraws it; you may reject it.");
        }
        return new Attempt.Moved(new Withdrawn(change.proposal(), by, now, reason));
    }

    /**
     * Follows a base that moved (rulings D2). If people would read the very same diffs, their
     * approvals stand; if not, they are void and the reason is shown; if the proof does not hold
     * any more, it is a draft again.
     */
    public static Attempt rebase(ChangeRequest change, Evidence fresh) {
        return switch (change) {
            case Draft _, Verified _ -> verify(change, fresh);
            case InReview review -> {
                if (!fresh.holds()) {
                    yield new Attempt.Moved(blocked(review.proposal(), fresh));
                }
                boolean same = review.evidence().sameDiffs(fresh);
                yield new Attempt.Moved(
                        new InReview(
                                review.proposal().on(fresh.base()),
                                fresh,
                                review.submittedAt(),
                                same ? review.approvals() : List.of(),
                                same || review.approvals().isEmpty()
                                        ? review.note()
                                        : voided(review.evidence(), fresh)));
            }
            case Approved approved -> {
                if (!fresh.holds()) {
                    yield new Attempt.Moved(blocked(approved.proposal(), fresh));
                }
                var proposal = approved.proposal().on(fresh.base());
                yield new Attempt.Moved(
                        approved.evidence().sameDiffs(fresh)
                                ? new Approved(proposal, fresh, approved.approvals())
                                : new InReview(
                                        proposal,
                                        fresh,
                                        fresh.at(),
                                        List.of(),
                                        voided(approved.evidence(), fresh)));
            }
            case Rejected _, Withdrawn _, Released _ -> closed(change);
        };
    }

    private static Draft blocked(Proposal proposal, Evidence fresh) {
        return new Draft(
                proposal.on(fresh.base()),
                "on revision "
                        + fresh.base()
                        + " the change no longer holds: "
                        + fresh.blockers().getFirst());
    }

    private static String voided(Evidence old, Evidence fresh) {
        var what =
                old.flowDigest().equals(fresh.flowDigest())
                        ? "the policy or what devices are told would be another"
                        : "other conversations would become possible or impossible";
        return "approved on revision "
                + old.base()
                + "; on revision "
                + fresh.base()
                + " "
                + what
                + ", so the approvals are void";
    }

    /**
     * Puts an approved change into force as the next revision, if its base still is in force. The
     * approvals are counted once more: whatever the state says, this is where it counts.
     *
     * @param rule how many different people it takes and of which roles, none of them an author
     */
    public static Attempt release(
            ChangeRequest change,
            Person by,
            ApprovalRule rule,
            long inForce,
            long revision,
            Instant now) {
        return switch (change) {
            case Approved(var proposal, var evidence, var approvals) -> {
                if (evidence.base() != inForce) {
                    yield baseMoved(evidence, inForce);
                }
                if (revision <= inForce) {
                    throw new IllegalArgumentException(
                            "revision " + revision + " does not follow " + inForce);
                }
                if (!approvals.stream().allMatch(a -> a.binds(evidence))) {
                    yield new Attempt.Refused(
                            "OTHER_DIFF", "An approval is not for this diff; approve it again.");
                }
                if (!rule.met(proposal.authors(), approvals)) {
                    yield notApproved();
                }
                yield new Attempt.Moved(
                        new Released(proposal, evidence, approvals, by, now, revision));
            }
            case Draft _, Verified _, InReview _ -> notApproved();
            case Rejected _, Withdrawn _, Released _ -> closed(change);
        };
    }

    private static Attempt notApproved() {
        return new Attempt.Refused("NOT_APPROVED", "The change is not approved yet.");
    }

    private static Attempt baseMoved(Evidence evidence, long inForce) {
        return new Attempt.Refused(
                "BASE_MOVED",
                "The change was verified on revision "
                        + evidence.base()
                        + ", and revision "
                        + inForce
                        + " is in force; it is verified again first.");
    }

    private static Attempt closed(ChangeRequest change) {
        var state =
                switch (change) {
                    case Rejected _ -> "rejected";
                    case Withdrawn _ -> "withdrawn";
                    case Released _ -> "released";
                    case Draft _, Verified _, InReview _, Approved _ -> "open";
                };
        return new Attempt.Refused("CHANGE_CLOSED", "The change is " + state + ".");
    }
}
