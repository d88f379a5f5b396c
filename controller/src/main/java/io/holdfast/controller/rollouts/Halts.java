package io.holdfast.controller.rollouts;

import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.rollouts.store.StoredRollout;
import io.holdfast.core.rollout.Rollout;
import io.holdfast.core.rollout.RolloutPhase;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells people once that a rollout halted, in the transaction in which it does. */
@Component
class Halts {

    private static final int LONGEST_REASON = 1_000;

    private final Notices notices;

    Halts(Notices notices) {
        this.notices = notices;
    }

    void tell(StoredRollout stored, Rollout after) {
        if (after.phase() instanceof RolloutPhase.Halted(var wave, var reason)) {
            notices.tell(
                    NoticeKind.ROLLOUT_HALTED,
                    "rollout:" + stored.id(),
                    stored.title(),
                    stored.id().toString(),
                    Map.of(
                            "rollout",
                            stored.id().toString(),
                            "change",
                            stored.change().toString(),
                            "wave",
                            String.valueOf(wave + 1),
                            "reason",
                            reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
        }
    }
}
