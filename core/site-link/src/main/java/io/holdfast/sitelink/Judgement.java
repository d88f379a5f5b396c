package io.holdfast.sitelink;

/** What a site makes of an offered bundle. Every case is answered to the centre and journaled. */
public sealed interface Judgement {

    /** All rules hold; the site takes it. */
    record Accepted(
            Delivery delivery,
            Release release,
            SiteContent content,
            String contentDigest,
            RiskClass risk)
            implements Judgement {}

    /** The very state the site already has; harmless. */
    record AlreadyInForce(long epoch, long revision) implements Judgement {}

    /** Older than what the site has; what it has stays. */
    record Stale(long epoch, long revision, long currentEpoch, long currentRevision)
            implements Judgement {}

    /**
     * The number the site already has, with other content, validly signed: somebody holds the
     * delivery key who should not. The site keeps what it has and accepts nothing until its trust
     * root is replaced.
     */
    record Equivocation(long epoch, long revision, String accepted, String offered)
            implements Judgement {}

    /**
     * Not acceptable.
     *
     * @param epoch as offered, 0 if the delivery could not even be read
     * @param code stable, upper snake case
     * @param reason one sentence in English
     */
    record Refused(long epoch, long revision, String code, String reason) implements Judgement {}
}
