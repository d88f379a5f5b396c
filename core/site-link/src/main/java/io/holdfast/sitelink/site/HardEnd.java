package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A moment at which something closes by itself at this site (rulings P5), as a content it accepted
 * says. Kept as long as that content is desired or a device still runs it.
 *
 * @param longest the most it is open while the node runs, where nobody is sure of the time; zero if
 *     only the time ends it
 * @param closes the conduits that are closed
 * @param closures the devices that are told something else from then on
 */
public record HardEnd(
        Instant at,
        Duration longest,
        List<String> closes,
        long epoch,
        long revision,
        String contentDigest,
        List<Closure> closures,
        Phase phase) {

    public HardEnd {
        closes = List.copyOf(closes);
        closures = List.copyOf(closures);
    }

    /**
     * What one device becomes.
     *
     * @param from digest of what it runs until then
     * @param to digest of what it has to run afterwards
     * @param done when it kept that; EPOCH if it did not yet
     */
    public record Closure(DeviceSlot slot, int group, String from, String to, Instant done) {
        boolean isDone() {
            return !done.equals(Instant.EPOCH);
        }
    }

    /** How far it has come. What is over never begins again. */
    public sealed interface Phase {

        /** No device was told yet what is closed then. */
        record Ahead() implements Phase {}

        /**
         * Open.
         *
         * @param ran for how long, while the node ran, until {@code counted}
         * @param counted by the node's own clock
         */
        record Open(Duration ran, Instant counted) implements Phase {}

        /**
         * It has come.
         *
         * @param found when the node found so, by its own clock
         * @param cause as a sentence
         */
        record Over(Instant found, String cause) implements Phase {}

        /**
         * A person closed it before it has come.
         *
         * @param found when, by the node's own clock
         * @param cause as a sentence
         */
        record Early(Instant found, String cause) implements Phase {}
    }

    HardEnd with(Phase other) {
        return new HardEnd(at, longest, closes, epoch, revision, contentDigest, closures, other);
    }

    HardEnd without(Predicate<Closure> which) {
        return new HardEnd(
                at,
                longest,
                closes,
                epoch,
                revision,
                contentDigest,
                closures.stream().filter(which.negate()).toList(),
                phase);
    }

    /** This device keeps what it has to run from then on. */
    HardEnd done(DeviceSlot slot, String digest, Instant when) {
        var now =
                closures.stream()
                        .map(c ->
                                c.slot().equals(slot) && c.to().equals(digest)
                                        ? new Closure(slot, c.group(), c.from(), c.to(), when)
                                        : c)
                        .toList();
        return new HardEnd(at, longest, closes, epoch, revision, contentDigest, now, phase);
    }

    /** Whether it has come, or was brought forward. */
    public boolean isOver() {
        return phase instanceof Phase.Over || phase instanceof Phase.Early;
    }

    /**
     * What people are told of a device at which something was closed last, or has to be; empty if
     * nothing.
     *
     * @param kept digest of what it runs
     */
    public static String told(List<HardEnd> ends, DeviceSlot slot, String kept) {
        return ends.stream()
                .filter(HardEnd::isOver)
                .flatMap(end ->
                        end.closures().stream()
                                .filter(c -> c.slot().equals(slot))
                                .filter(c -> c.isDone() || c.from().equals(kept))
                                .map(c -> sentence(end, c)))
                .reduce("", (_, later) -> later);
    }

    private static String sentence(HardEnd end, Closure closure) {
        var what =
                String.join(", ", end.closes())
                        + (end.phase() instanceof Phase.Early(_, var cause)
                                ? " was open; " + cause
                                : " ended at " + end.at());
        return closure.isDone()
                ? "closed at " + closure.done() + ", because " + what
                : "has to close, because " + what;
    }
}
