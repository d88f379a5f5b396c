package io.holdfast.sitelink.centre;

import io.holdfast.core.window.Freeze;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What the centre does about one contact (rulings S1, S3): which entries to append, what the site
 * lacks, how long the answer may be held. The answer names a journal head only after it is on disk,
 * so it is made in two calls: {@link #hear}, then the transaction, then {@link #answer}. A contact
 * that is held is looked at again by {@link #look}.
 */
public final class CentreLink {

    /** The protocol this release speaks. */
    public static final int PROTOCOL = 1;

    /** An answer is held no longer, whatever was asked: proxies cut silent connections at 60 s. */
    public static final int LONGEST_HOLD_SECONDS = 55;

    private CentreLink() {}

    /**
     * What is stored of a site when it speaks.
     *
     * @param identity the one that may speak; an older incarnation is fenced
     * @param epoch the centre's own
     * @param durable head of the site's journal on disk
     * @param storedHash hash of a stored entry by its number
     * @param desired newest revision released for the site, 0 if none
     * @param accessVersion newest access made for the site, 0 if none
     * @param undecided the site runs what this centre knows nothing of, and no person has decided
     *     yet what becomes of it
     * @param stateSent and {@code accessSent}: what this run of the centre sent it last
     */
    public record Stored(
            SiteIdentity identity,
            long epoch,
            JournalHead durable,
            LongFunction<String> storedHash,
            long desired,
            long accessVersion,
            boolean undecided,
            Due.Sent stateSent,
            Due.Sent accessSent) {}

    /** What a site is to be sent now. */
    public record Send(boolean state, boolean access) {
        public boolean nothing() {
            return !state && !access;
        }
    }

    /** What to do about it. */
    public sealed interface Heard {

        /** Not one word of it is taken. */
        record Turned(String code, String reason) implements Heard {}

        /**
         * Store and answer.
         *
         * @param append new entries, to be durable before the answer leaves
         * @param problem code and sentence if entries were not taken, else empty
         * @param fork present if one number came with two entries: keep both apart, raise an alarm
         * @param more whether the site has told of entries that are not here yet
         * @param holdSeconds how long to wait for news if nothing is to be sent
         */
        record Store(
                List<JournalLine> append,
                JournalHead head,
                String problem,
                Optional<Journal.Intake.Fork> fork,
                Send send,
                boolean more,
                int holdSeconds)
                implements Heard {
            public Store {
                append = List.copyOf(append);
            }

            /** Whether a contact that could be held is answered at once. */
            public boolean news() {
                return more || !send.nothing();
            }
        }
    }

    /** Decides what a contact means. */
    public static Heard hear(Stored stored, LinkRequest request, Instant now) {
        if (request.protocol() != PROTOCOL) {
            return new Heard.Turned(
                    "PROTOCOL", "this centre speaks protocol 1, not " + request.protocol());
        }
        if (!request.identity().equals(stored.identity())) {
            return new Heard.Turned(
                    "FENCED", request.identity() + " may not speak for " + stored.identity());
        }
        var intake =
                Journal.accept(
                        request.identity(),
                        stored.durable(),
                        stored.storedHash(),
                        request.entries());
        var taken =
                intake instanceof Journal.Intake.Taken t
                        ? t
                        : new Journal.Intake.Taken(List.of(), stored.durable());
        var fork =
                intake instanceof Journal.Intake.Fork f
                        ? Optional.of(f)
                        : Optional.<Journal.Intake.Fork>empty();
        var send = look(stored, Due.Has.of(request), now);
        boolean more = fork.isEmpty() && taken.head().sequence() < request.head().sequence();
        int hold =
                send.nothing() && !more
                        ? Math.clamp(request.waitSeconds(), 0, LONGEST_HOLD_SECONDS)
                        : 0;
        return new Heard.Store(
                taken.lines(), taken.head(), problem(intake), fork, send, more, hold);
    }

    /**
     * What a site that has this is to be sent now; asked again while its contact is held. A centre
     * that came back from a backup must not take back in silence what was approved and carried out
     * in the time it lost: it sends nothing before a person has decided.
     */
    public static Send look(Stored stored, Due.Has has, Instant now) {
        if (stored.undecided()) {
            return new Send(false, false);
        }
        return new Send(
                Due.state(has, stored.epoch(), stored.desired(), stored.stateSent(), now),
                Due.access(has, stored.accessVersion(), stored.accessSent(), now));
    }

    private static String problem(Journal.Intake intake) {
        return switch (intake) {
            case Journal.Intake.Taken(_, _) -> "";
            case Journal.Intake.Gap(var expected, var offered) ->
                    "JOURNAL_GAP entry " + expected + " is expected, " + offered + " was sent";
            case Journal.Intake.Fork(var sequence, var known, var offered, _) ->
                    "JOURNAL_FORK entry "
                            + sequence
                            + " is "
                            + known
                            + " here and "
                            + offered
                            + " there";
            case Journal.Intake.Refused(var code, var reason) -> code + " " + reason;
        };
    }

    /**
     * The answer, once everything of {@code head} is on disk.
     *
     * @param head and {@code problem}: of what was heard
     * @param freezes those that are not over
     */
    public static LinkAnswer answer(
            long epoch,
            JournalHead head,
            String problem,
            Optional<Bundle> state,
            Optional<Envelope> access,
            List<Freeze> freezes,
            Instant now) {
        return new LinkAnswer(
                now,
                epoch,
                head,
                problem.isEmpty() ? null : problem,
                state.isPresent() ? state.get() : null,
                access.isPresent() ? access.get() : null,
                0,
                lasting(freezes));
    }

    /** Those that hold longest, if there are more than an answer tells of. */
    private static List<Freeze> lasting(List<Freeze> freezes) {
        return freezes.stream()
                .sorted(Comparator.comparing(Freeze::until).reversed())
                .limit(LinkAnswer.MOST_FREEZES)
                .sorted(Comparator.comparing(Freeze::until))
                .toList();
    }
}
