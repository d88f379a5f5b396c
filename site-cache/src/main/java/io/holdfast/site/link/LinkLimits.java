package io.holdfast.site.link;

import java.time.Duration;

/**
 * How much and how long the site listens to the other end of the link.
 *
 * @param answerBytes greatest answer
 * @param connect for the TCP connection
 * @param answer from the last byte sent to the last byte read, beyond what the centre may hold
 */
public record LinkLimits(int answerBytes, Duration connect, Duration answer) {

    /** A state of the largest site fits four times; half a minute is slow for a satellite path. */
    public static final LinkLimits PLANT =
            new LinkLimits(16 * 1024 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(30));
}
