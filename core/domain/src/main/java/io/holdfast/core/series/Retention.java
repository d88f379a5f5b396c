package io.holdfast.core.series;

import java.time.Duration;

/**
 * How long samples are kept, at the site and at the centre. At the site each class also has a bound
 * in bytes; the oldest segment goes first, whichever bound is reached.
 */
public enum Retention {
    /** Fast polls that help while something is being looked for. */
    SHORT(Duration.ofDays(14), 64L << 20),
    /** What charts show; outlives the 90 days a site may be on its own. */
    STANDARD(Duration.ofDays(120), 512L << 20),
    /** What a year's comparison needs: availability, utilisation, temperature. */
    LONG(Duration.ofDays(400), 256L << 20);

    private final Duration kept;
    private final long siteBytes;

    Retention(Duration kept, long siteBytes) {
        this.kept = kept;
        this.siteBytes = siteBytes;
    }

    /** How long a sample of the class is kept; whole days go at once. */
    public Duration kept() {
        return kept;
    }

    /** The most bytes the class has on the disk of a site node. */
    public long siteBytes() {
        return siteBytes;
    }
}
