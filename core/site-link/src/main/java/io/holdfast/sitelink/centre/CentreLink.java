package io.holdfast.sitelink.centre;

import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What the centre does about one contact (rulings S1, S3): which entries to append, what the site
 * lacks, how long the answer may be held. The answer names a journal head only after it is on disk,
 * so it is made in two calls: {@link #hear}, then the transaction, then {@link #answer}.
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
     */
    public record Stored(
            SiteIdentity identity,
            long epoch,
            JournalHead durable,
            LongFunction<String> storedHash,
            long desired,
            long accessVersion) {}

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
         * @param holdSeconds how long to wait for news if nothing is to be sent
         */
        record Store(
                List<JournalLine> append,
                JournalHead head,
                String problem,
                Optional<Journal.Intake.Fork> fork,
                boolean sendState,
                boolean sendAccess,
                int holdSeconds)
                implements Heard {
            public Store {
                append = List.copyOf(append);
            }
        }
    }

    /** Decides what a contact means. */
    public static Heard hear(Stored stored, LinkRequest request) {
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
        boolean state = lacksState(stored, request);
        boolean access = stored.accessVersion() > request.accessVersion();
        boolean more = taken.head().sequence() < request.head().sequence();
        int hold =
                state || access || more
                        ? 0
                        : Math.clamp(request.waitSeconds(), 0, LONGEST_HOLD_SECONDS);
        return new Heard.Store(
                taken.lines(),
                taken.head(),
                problem(intake),
                intake instanceof Journal.Intake.Fork fork ? Optional.of(fork) : Optional.empty(),
                state,
                access,
                hold);
    }

    private static boolean lacksState(Stored stored, LinkRequest request) {
        if (stored.desired() == 0 || request.epoch() > stored.epoch()) {
            return false;
        }
        return request.epoch() < stored.epoch() || request.revision() < stored.desired();
    }

    private static String problem(Journal.Intake intake) {
        return switch (intake) {
            case Journal.Intake.Taken(_, _) -> "";
            case Journal.Intake.Gap(var expected, var offered) ->
                    "GAP: entry " + expected + " is expected, " + offered + " was sent";
            case Journal.Intake.Fork(var sequence, _, _, _) ->
                    "FORK: entry " + sequence + " is stored with other content";
            case Journal.Intake.Refused(var code, var reason) -> code + ": " + reason;
        };
    }

    /** The answer, once everything of {@code heard} is on disk. */
    public static LinkAnswer answer(
            Stored stored,
            Heard.Store heard,
            Optional<Bundle> state,
            Optional<Envelope> access,
            Instant now) {
        return new LinkAnswer(
                now,
                stored.epoch(),
                heard.head(),
                heard.problem().isEmpty() ? null : heard.problem(),
                state.isPresent() ? state.get() : null,
                access.isPresent() ? access.get() : null,
                0);
    }
}
