package io.holdfast.sitelink.site;

import io.holdfast.core.AddedLater;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Somebody decides at the site: what the centre sends is kept and not applied until this is over.
 * Its lease is counted while the node runs, and a restart costs a minute; where the time is surely
 * known, it ends by that too. So a clock that is set back or a node that is restarted gains
 * nothing.
 *
 * @param number counted over the life of the site node
 * @param code the one it was opened with, as in 3.1
 * @param opened by the node's own clock
 * @param ran how much of the lease is over, until {@code counted}
 * @param counted by the node's own clock
 * @param until by trusted time; MAX while that is not known
 * @param entered who is in it, the one who opened it first
 */
public record LocalHold(
        long number,
        String code,
        String person,
        String reason,
        Instant opened,
        Duration lease,
        Duration ran,
        Instant counted,
        Instant until,
        List<Entered> entered) {

    /** No lease is longer (site-link.md, "Conflicts"). */
    public static final Duration LONGEST = Duration.ofDays(3);

    public LocalHold {
        entered = List.copyOf(entered);
    }

    /**
     * Somebody who showed a code.
     *
     * @param session digest of what his browser shows from then on
     * @param shown verifier of the code, by which he is known in this hold
     */
    public record Entered(String person, String session, @AddedLater List<String> shown) {
        public Entered {
            shown = List.copyOf(shown);
        }

        /** Somebody of whom nobody remembers what he showed. */
        public Entered(String person, String session) {
            this(person, session, List.of());
        }
    }

    LocalHold counted(Duration more, Instant now) {
        return new LocalHold(
                number, code, person, reason, opened, lease, ran.plus(more), now, until, entered);
    }

    LocalHold until(Instant end) {
        return new LocalHold(
                number, code, person, reason, opened, lease, ran, counted, end, entered);
    }

    LocalHold joined(Entered other) {
        return new LocalHold(
                number,
                code,
                person,
                reason,
                opened,
                lease,
                ran,
                counted,
                until,
                Stream.concat(entered.stream(), Stream.of(other)).toList());
    }

    LocalHold without(String session) {
        return new LocalHold(
                number,
                code,
                person,
                reason,
                opened,
                lease,
                ran,
                counted,
                until,
                entered.stream().filter(e -> !e.session().equals(session)).toList());
    }

    /** Who shows this; empty for nobody who entered. */
    public Optional<String> personOf(String session) {
        return entered.stream()
                .filter(e -> e.session().equals(session))
                .map(Entered::person)
                .findFirst();
    }

    /**
     * The names people give at a console are theirs to choose; the same name is the same person.
     */
    public static boolean isSamePerson(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Who showed the code with this verifier in this hold. */
    Optional<String> personWith(String verifier) {
        return entered.stream()
                .filter(e -> e.shown().contains(verifier))
                .map(Entered::person)
                .findFirst();
    }

    /** When it ends at the latest, by the node's own clock. */
    public Instant endsBy() {
        return counted.plus(lease.minus(ran));
    }

    /** As people are told of it. */
    public String sentence() {
        return "the site is held since " + opened + " by " + person + ": " + reason;
    }
}
