package io.holdfast.core.change;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Names;
import io.holdfast.core.rollout.PlannedWave;
import java.time.Instant;
import java.util.List;

/**
 * What a change wants, whatever its state.
 *
 * @param reason why, in the author's words
 * @param authors everybody who wrote on it, the first author first; none of them may approve
 * @param base revision of the policy the edits are meant for
 * @param waves in which it is to go out; empty for the usual ones
 */
public record Proposal(
        ChangeId id,
        String title,
        String reason,
        List<Person> authors,
        Instant draftedAt,
        long base,
        List<PolicyEdit> edits,
        @AddedLater List<PlannedWave> waves) {

    public Proposal {
        Names.text("a change's title", title, 200);
        if (reason.length() > 4_000) {
            throw new IllegalArgumentException("a change's reason has at most 4000 characters");
        }
        authors = authors.stream().distinct().toList();
        if (authors.isEmpty()) {
            throw new IllegalArgumentException("a change has an author");
        }
        edits = List.copyOf(edits);
        waves = List.copyOf(waves);
    }

    public Person author() {
        return authors.getFirst();
    }

    Proposal on(long newBase) {
        return new Proposal(id, title, reason, authors, draftedAt, newBase, edits, waves);
    }
}
