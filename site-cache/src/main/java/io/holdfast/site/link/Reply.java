package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import java.time.Duration;

/** What became of one request to the centre. */
sealed interface Reply {

    /** The centre answered; its words are not judged yet. */
    record Body(Bytes bytes) implements Reply {}

    /** The centre is there and asks to be left alone for a while (429, 503). */
    record Busy(Duration retryAfter) implements Reply {}

    /**
     * The centre does not want this (any other status).
     *
     * @param detail its words, cut and without control characters
     */
    record Turned(int status, String detail) implements Reply {}

    /** Whoever answered could not show that it is the centre, or refused who we are. */
    record Untrusted(String reason) implements Reply {}

    /** Too large, too slow, or not of the promised form. */
    record Unfit(String reason) implements Reply {}

    /** Nobody answered. */
    record Unreachable(String reason) implements Reply {}

    /** One sentence for the log and the status page. */
    default String sentence() {
        return switch (this) {
            case Body(var bytes) -> bytes.toString();
            case Busy(var retryAfter) -> "the centre asks to wait " + retryAfter.toSeconds() + " s";
            case Turned(var status, var detail) ->
                    "the centre answered " + status + (detail.isEmpty() ? "" : ": " + detail);
            case Untrusted(var reason) -> "not trusted: " + reason;
            case Unfit(var reason) -> "unfit answer: " + reason;
            case Unreachable(var reason) -> reason;
        };
    }
}
