package io.holdfast.core.zone;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something a person has to look at, told by the model and the date alone. A task changes nothing
 * on any device (rulings P5).
 *
 * @param kind what is to be done
 * @param about the id of the conduit or risk acceptance
 * @param owner the role, or the signer, who is asked
 * @param due the day by which it is to be done
 * @param overdue true if that day has passed
 */
public record ReviewTask(Kind kind, String about, String owner, LocalDate due, boolean overdue) {

    /** What is asked for. */
    public enum Kind {
        /** Say again that the conduit is needed, or remove it. */
        REVIEW_CONDUIT,
        /** The conduit closes by itself soon, or has: file it again or let it go. */
        TEMPORARY_CONDUIT_ENDS,
        /** The exception ends soon: mend what it was for, or sign a new one. */
        ACCEPTANCE_ENDS
    }

    /** Four weeks, as in a monthly meeting: reviews are asked for ahead. */
    private static final int AHEAD_DAYS = 28;

    /** A hard end comes by itself; who needs more time hears of it a day before. */
    private static final Duration BEFORE_THE_END = Duration.ofDays(1);

    /** Every task that is open on a day, the earliest first. */
    public static List<ReviewTask> open(ZoneModel model, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var tasks = new ArrayList<ReviewTask>();
        for (var conduit : model.conduits()) {
            if (!conduit.reviewDate().isAfter(today.plusDays(AHEAD_DAYS))) {
                tasks.add(
                        task(
                                Kind.REVIEW_CONDUIT,
                                conduit.id().value(),
                                conduit.ownerRole(),
                                conduit.reviewDate(),
                                today));
            }
            if (conduit.lasting() instanceof Lasting.Temporary(var end, _)
                    && !end.isAfter(now.plus(BEFORE_THE_END))) {
                tasks.add(
                        task(
                                Kind.TEMPORARY_CONDUIT_ENDS,
                                conduit.id().value(),
                                conduit.ownerRole(),
                                LocalDate.ofInstant(end, ZoneOffset.UTC),
                                today));
            }
        }
        for (var acceptance : model.acceptances()) {
            var end = LocalDate.ofInstant(acceptance.end(), ZoneOffset.UTC);
            if (!end.isAfter(today.plusDays(AHEAD_DAYS))) {
                tasks.add(
                        task(
                                Kind.ACCEPTANCE_ENDS,
                                acceptance.id(),
                                acceptance.signer(),
                                end,
                                today));
            }
        }
        tasks.sort(
                Comparator.comparing(ReviewTask::due)
                        .thenComparing(ReviewTask::kind)
                        .thenComparing(ReviewTask::about));
        return List.copyOf(tasks);
    }

    /**
     * Conduits that carried nothing for so long that somebody has to say again that they are needed
     * (R31). One that nobody watched for so long is not asked for.
     *
     * @param watchedSince from when on the uses were written down
     */
    public static List<ReviewTask> unused(
            ZoneModel model,
            List<ConduitUse> uses,
            Instant watchedSince,
            Duration quiet,
            Instant now) {
        var since = now.minus(quiet);
        if (watchedSince.isAfter(since)) {
            return List.of();
        }
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return model.conduits().stream()
                .filter(c -> isQuiet(c.id(), uses, since))
                .map(c -> task(Kind.REVIEW_CONDUIT, c.id().value(), c.ownerRole(), today, today))
                .sorted(Comparator.comparing(ReviewTask::about))
                .toList();
    }

    private static boolean isQuiet(ConduitId conduit, List<ConduitUse> uses, Instant since) {
        return uses.stream()
                .filter(u -> u.conduit().equals(conduit))
                .allMatch(u -> u.quietSince(since));
    }

    private static ReviewTask task(
            Kind kind, String about, String owner, LocalDate due, LocalDate today) {
        return new ReviewTask(kind, about, owner, due, due.isBefore(today));
    }
}
