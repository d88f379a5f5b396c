package io.holdfast.spi;

import java.time.Duration;

/**
 * Whether the other end of a session is there. Only an answer counts: an open connection is none.
 */
public sealed interface Liveness {

    /** It answered a question put to it now. */
    record Answers(Duration took) implements Liveness {}

    /**
     * It did not answer, and the session is over with that.
     *
     * @param lastHeard how long ago the last word came
     */
    record Silent(Duration lastHeard, String reason) implements Liveness {}
}
