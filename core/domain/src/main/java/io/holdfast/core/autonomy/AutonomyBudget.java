package io.holdfast.core.autonomy;

import io.holdfast.core.autonomy.Ending.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a site can be alone, as far as anybody knows: everything that ends, in the order in
 * which it does, and the first of it. What is not known stands in it as unknown and makes nothing
 * longer.
 *
 * @param endings the first to end first, then what is missing, what is unknown and what never ends
 */
public record AutonomyBudget(Instant now, List<Ending> endings) {

    /** As long as a site must be able to be alone (site-link.md). */
    public static final Duration POLICY = Duration.ofDays(90);

    /** Somebody is told when less than so much is left, the longest first. */
    public static final List<Duration> WARNINGS =
            List.of(POLICY, Duration.ofDays(30), Duration.ofDays(7));

    public AutonomyBudget {
        endings =
                endings.stream()
                        .sorted(
                                Comparator.comparingInt(AutonomyBudget::order)
                                        .thenComparing(AutonomyBudget::moment)
                                        .thenComparing(Ending::kind)
                                        .thenComparing(Ending::object))
                        .toList();
    }

    private static int order(Ending ending) {
        return switch (ending.when()) {
            case When.At _ -> 0;
            case When.Missing _ -> 1;
            case When.Unknown _ -> 2;
            case When.Never _ -> 3;
        };
    }

    private static Instant moment(Ending ending) {
        return ending.when() instanceof When.At(var moment, _) ? moment : Instant.MAX;
    }

    /** The first thing that ends and was not meant to. */
    public Optional<Ending> first() {
        return endings.stream().filter(e -> e.counts() && e.when() instanceof When.At).findFirst();
    }

    /** How long until then; nothing if it is over, empty if nothing that is known ends. */
    public Optional<Duration> left() {
        return first().map(AutonomyBudget::moment)
                .map(end -> end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
    }

    /** Whole days of that. */
    public Optional<Long> daysLeft() {
        return left().map(Duration::toDays);
    }

    /** Whether something ends sooner than the policy allows. */
    public boolean isBelow(Duration policy) {
        return left().filter(l -> l.compareTo(policy) < 0).isPresent();
    }

    /** The tightest warning that is due; empty if none is. */
    public Optional<Duration> warning() {
        return WARNINGS.stream().filter(this::isBelow).min(Duration::compareTo);
    }

    /** What there should be and is not. */
    public List<Ending> missing() {
        return endings.stream().filter(e -> e.when() instanceof When.Missing).toList();
    }

    /** What nobody can tell. */
    public List<Ending> unknown() {
        return endings.stream().filter(e -> e.when() instanceof When.Unknown).toList();
    }
}
