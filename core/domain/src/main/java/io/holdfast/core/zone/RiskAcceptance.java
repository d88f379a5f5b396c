package io.holdfast.core.zone;

import io.holdfast.core.Names;
import java.time.Instant;

/**
 * A signed exception from one guardrail for one conduit: somebody accepts a risk, says why, and
 * until when. Nothing else opens a guardrail. After its end it opens nothing: the conduit is closed
 * with the next content, and at the hard end of the site where no zone of the conduit is essential.
 *
 * @param signer who accepted the risk; the signature is that of the release that carries it
 */
public record RiskAcceptance(
        String id,
        String guardrail,
        ConduitId conduit,
        String reason,
        String signer,
        Instant signedAt,
        Instant end) {

    public RiskAcceptance {
        Names.label("the id of a risk acceptance", id);
        Names.text("the name of a guardrail", guardrail, 63);
    }

    /** Whether another speaks of the same conduit and the same guardrail. */
    boolean sameMatter(RiskAcceptance other) {
        return conduit.equals(other.conduit) && guardrail.equals(other.guardrail);
    }

    /** Whether it still opens anything. */
    public boolean valid(Instant now) {
        return now.isBefore(end);
    }
}
