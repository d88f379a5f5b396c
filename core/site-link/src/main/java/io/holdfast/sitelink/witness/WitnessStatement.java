package io.holdfast.sitelink.witness;

import io.holdfast.auditlog.witness.KeptHead;
import io.holdfast.auditlog.witness.RefusedHead;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.util.List;

/**
 * What a site keeps of the centre's audit log and what it refused, in its own words. Signed with
 * the key that its certificate is of, so that the centre cannot say it in the site's place.
 *
 * @param number counts the site's statements
 * @param key of the log, as the site pinned it
 * @param ended the newest heads of logs that ended
 * @param refused evidence, the oldest first
 */
public record WitnessStatement(
        int schema,
        SiteIdentity identity,
        long number,
        String key,
        KeptHead newest,
        List<KeptHead> ended,
        List<RefusedHead> refused) {

    /** As its envelope names it. */
    public static final String TYPE = "application/vnd.holdfast.witness+json;v=1";

    /** As much as all heads that are kept and refused may have. */
    public static final int LARGEST = 256 * 1024;

    public WitnessStatement {
        ended = List.copyOf(ended);
        refused = List.copyOf(refused);
        if (number < 1
                || ended.size() > Witness.Keeps.MOST_ENDED
                || refused.size() > Witness.Keeps.MOST_REFUSED) {
            throw new IllegalArgumentException("no site says so much of a log");
        }
    }

    /** What a site that keeps this says. */
    public static WitnessStatement of(SiteIdentity identity, Witness.Keeps keeps) {
        return new WitnessStatement(
                1,
                identity,
                keeps.changes(),
                keeps.key(),
                keeps.newest(),
                keeps.ended(),
                keeps.refused());
    }

    /** To be signed by whoever has the site's key. */
    public Envelope unsigned() {
        return new Envelope(TYPE, WireJson.write(this), List.of());
    }

    /**
     * Reads what was signed.
     *
     * @throws io.holdfast.sitelink.MalformedMessage if it is none
     */
    public static WitnessStatement read(Bytes payload) {
        return WireJson.read(WitnessStatement.class, payload.toArray(), LARGEST);
    }
}
