package io.holdfast.controller.restores;

import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.diff.ConfigDiff;
import java.time.Instant;
import java.util.List;

/**
 * What a change can bring back of an archived version, and what it cannot.
 *
 * @param seenAt when the device was seen to run the version
 * @param revision of the policy that comes nearest to it; 0 if the text was not understood
 * @param edits of the change; empty if there is nothing a change could bring back
 * @param restored what the change does to the device, line by line in the model's words
 * @param left what the version has that no change of the policy explains: it would be drift
 * @param beside parts of the version that are not Holdfast's, by name
 * @param reason why the text was not understood; empty if it was
 */
public record RestorePlan(
        String digest,
        Instant seenAt,
        Outcome outcome,
        long revision,
        List<PolicyEdit> edits,
        List<ConfigDiff.Line> restored,
        List<ConfigDiff.Line> left,
        List<String> beside,
        String reason) {

    public RestorePlan {
        edits = List.copyOf(edits);
        restored = List.copyOf(restored);
        left = List.copyOf(left);
        beside = List.copyOf(beside);
    }

    /** How far a change goes. */
    public enum Outcome {
        /** What is in force asks for the same already. */
        IN_FORCE,
        /** A change brings back all that is Holdfast's. */
        WHOLE,
        /** A change brings back some of it. */
        PARTLY,
        /** No revision of the policy comes nearer than what is in force. */
        NOT_EXPLAINED,
        /** No dialect reads the text. */
        NOT_UNDERSTOOD
    }
}
