package io.holdfast.core.change;

import java.time.Instant;
import java.util.List;

/** A change request in one of its states (rulings W2). What moves it is {@link ChangeSteps}. */
public sealed interface ChangeRequest {

    Proposal proposal();

    /** Nothing more happens to it. */
    default boolean closed() {
        return switch (this) {
            case Rejected _, Withdrawn _, Released _ -> true;
            case Draft _, Verified _, InReview _, Approved _ -> false;
        };
    }

    /** Being written. {@code note} says why it is a draft again; empty at first. */
    record Draft(Proposal proposal, String note) implements ChangeRequest {}

    /** Compiled, proved and compared with what is in force; may be submitted if it holds. */
    record Verified(Proposal proposal, Evidence evidence, String note) implements ChangeRequest {}

    /**
     * Waiting for other people.
     *
     * @param note why approvals that had been given are void; empty if none was
     */
    record InReview(
            Proposal proposal,
            Evidence evidence,
            Instant submittedAt,
            List<ApprovalGiven> approvals,
            String note)
            implements ChangeRequest {
        public InReview {
            approvals = List.copyOf(approvals);
        }
    }

    /** Approved by as many as it takes; each approval binds the evidence. */
    record Approved(Proposal proposal, Evidence evidence, List<ApprovalGiven> approvals)
            implements ChangeRequest {
        public Approved {
            approvals = List.copyOf(approvals);
        }
    }

    /** Somebody said no, and why. */
    record Rejected(Proposal proposal, Evidence evidence, Person by, Instant at, String reason)
            implements ChangeRequest {}

    /** Its author does not want it any more. */
    record Withdrawn(Proposal proposal, Person by, Instant at, String reason)
            implements ChangeRequest {}

    /**
     * In force as a revision of the policy; a rollout carries it to the sites.
     *
     * @param revision the revision it became
     */
    record Released(
            Proposal proposal,
            Evidence evidence,
            List<ApprovalGiven> approvals,
            Person by,
            Instant at,
            long revision)
            implements ChangeRequest {
        public Released {
            approvals = List.copyOf(approvals);
        }
    }
}
