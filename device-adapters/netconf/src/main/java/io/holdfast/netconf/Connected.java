package io.holdfast.netconf;

import io.holdfast.spi.OpenResult;

/** A line to a device that knows who we are, or why there is none. */
sealed interface Connected {

    record Line(ByteLine line) implements Connected {}

    record Not(OpenResult why) implements Connected {}

    static Connected unreachable(String reason) {
        return new Not(new OpenResult.Unreachable(reason));
    }
}
