package io.holdfast.sitelink.site;

import io.holdfast.core.AddedLater;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the node stands to the centre.
 *
 * @param lastAnswer when the centre last answered, EPOCH if never
 * @param failures attempts without an answer since then
 * @param ticket of the contact under way, 0 if none
 * @param held true if the centre was allowed to hold that answer
 * @param nextContact not before
 * @param telling what the contact under way tells of each slot
 * @param tellingHead up to which entry it tells
 * @param offers which offers were examined lately, so that one is not examined at every contact
 * @param problem the last journal problem that was journaled, empty when it is over
 * @param hearsWitness whether the centre's last answer showed that it knows of witnesses
 * @param hasStatement number of the witness's statement that it has then
 */
public record Link(
        Standing standing,
        Instant lastAnswer,
        int failures,
        long ticket,
        boolean held,
        Instant nextContact,
        Map<DeviceSlot, Long> telling,
        long tellingHead,
        Offers offers,
        String problem,
        @AddedLater boolean hearsWitness,
        @AddedLater long hasStatement) {

    /** Before the first contact. */
    public static final Link NEVER =
            new Link(
                    new Standing.Autonomous(Instant.EPOCH),
                    Instant.EPOCH,
                    0,
                    0,
                    false,
                    Instant.EPOCH,
                    new TreeMap<>(),
                    0,
                    Offers.NONE,
                    "",
                    false,
                    0);

    public Link {
        telling = Collections.unmodifiableSortedMap(new TreeMap<>(telling));
    }

    /** Nothing is under way any more. */
    Link ended(Standing now, Instant answered, int failed, Instant next) {
        return new Link(
                now,
                answered,
                failed,
                0,
                false,
                next,
                new TreeMap<>(),
                0,
                offers,
                problem,
                false,
                0);
    }

    /** The centre said what it has of this witness. */
    Link hearing(long statement) {
        return new Link(
                standing,
                lastAnswer,
                failures,
                ticket,
                held,
                nextContact,
                telling,
                tellingHead,
                offers,
                problem,
                true,
                statement);
    }

    Link asking(long asked, boolean holds, Map<DeviceSlot, Long> tells, long head) {
        return new Link(
                standing,
                lastAnswer,
                failures,
                asked,
                holds,
                nextContact,
                tells,
                head,
                offers,
                problem,
                hearsWitness,
                hasStatement);
    }

    Link with(Offers examined) {
        return new Link(
                standing,
                lastAnswer,
                failures,
                ticket,
                held,
                nextContact,
                telling,
                tellingHead,
                examined,
                problem,
                hearsWitness,
                hasStatement);
    }

    Link with(String journalProblem) {
        return new Link(
                standing,
                lastAnswer,
                failures,
                ticket,
                held,
                nextContact,
                telling,
                tellingHead,
                offers,
                journalProblem,
                hearsWitness,
                hasStatement);
    }

    /** What people are told. */
    public sealed interface Standing {
        record Connected(Instant since) implements Standing {}

        /** Without the centre, and going on. */
        record Autonomous(Instant since) implements Standing {}
    }

    /**
     * Offers examined lately, by the digest of what was signed.
     *
     * @param bundle empty if none
     */
    public record Offers(String bundle, Instant bundleAt, String access, Instant accessAt) {
        static final Offers NONE = new Offers("", Instant.EPOCH, "", Instant.EPOCH);
    }
}
