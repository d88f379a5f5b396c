package io.holdfast.core.alarm;

import io.holdfast.core.rollout.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One alarm through its life. A pure value: {@link #learn} takes what was observed, the two other
 * verbs what a person decided; time comes in as an argument.
 *
 * <p>Flapping is bounded: an alarm that was raised {@link #FLAPS} times within {@link #FLAP_WINDOW}
 * is held raised until it was quiet for {@link #SETTLE}, and says so, instead of ringing each time.
 *
 * @param raises when it was raised lately, oldest first, at most {@link #FLAPS}
 */
public record Alarm(
        AlarmKey key, Phase phase, Handling handling, List<Instant> raises, boolean flapping) {

    /** Six rings an hour are information; a seventh is noise. */
    public static final int FLAPS = 6;

    public static final Duration FLAP_WINDOW = Duration.ofHours(1);
    public static final Duration SETTLE = Duration.ofMinutes(30);

    /** Nobody puts an alarm away for longer: what lasts longer is a change of the threshold. */
    public static final Duration LONGEST_SHELF = Duration.ofDays(30);

    public Alarm {
        raises = List.copyOf(raises);
    }

    /** An alarm nothing was observed for yet. */
    public static Alarm fresh(AlarmKey key, Instant now) {
        return new Alarm(key, new Phase.Normal(now), new Handling.Open(), List.of(), false);
    }

    /** What a step tells people. */
    public enum Told {
        RAISED,
        CLEARED,
        FLAPPING,
        UNKNOWN,
        KNOWN_AGAIN
    }

    /** The alarm after a step, and what there is to tell; nothing if nothing changed. */
    public record Step(Alarm alarm, List<Told> told) {
        public Step {
            told = List.copyOf(told);
        }
    }

    /** Whether it counts as an alarm now; an unknown one does not. */
    public boolean raised() {
        return phase instanceof Phase.Raised || phase instanceof Phase.Falling;
    }

    /** What was observed. An observation older than the phase changes nothing: repeats are safe. */
    public Step learn(Observation observation, Threshold threshold, Instant now) {
        var awake = unshelvedIfOver(now);
        return switch (observation) {
            case Observation.NotKnown(var reason, var at) -> awake.lost(reason, at);
            case Observation.Measured(var value, var at) ->
                    at.isBefore(phase.since())
                            ? new Step(awake, List.of())
                            : awake.measured(value, at, threshold);
        };
    }

    private Step lost(String reason, Instant at) {
        if (phase instanceof Phase.Unknown) {
            return new Step(this, List.of());
        }
        var before =
                switch (phase) {
                    case Phase.Normal(var since) -> new Phase.Known(false, since, 0);
                    case Phase.Rising(var since) -> new Phase.Known(false, since, 0);
                    case Phase.Raised(var since, var worst) -> new Phase.Known(true, since, worst);
                    case Phase.Falling(_, var raised, var worst) ->
                            new Phase.Known(true, raised, worst);
                    case Phase.Unknown(_, _, var known) -> known;
                };
        var since = at.isBefore(phase.since()) ? phase.since() : at;
        return new Step(with(new Phase.Unknown(since, reason, before)), List.of(Told.UNKNOWN));
    }

    private Step measured(long value, Instant at, Threshold threshold) {
        return switch (phase) {
            case Phase.Unknown(_, _, var before) -> {
                var back =
                        with(
                                before.alarm()
                                        ? new Phase.Raised(before.since(), before.worst())
                                        : new Phase.Normal(at));
                var step = back.measured(value, at, threshold);
                var told = new ArrayList<>(List.of(Told.KNOWN_AGAIN));
                told.addAll(step.told());
                yield new Step(step.alarm(), told);
            }
            case Phase.Normal _ ->
                    threshold.beyond(value)
                            ? with(new Phase.Rising(at)).measured(value, at, threshold)
                            : new Step(this, List.of());
            case Phase.Rising(var since) -> {
                if (!threshold.beyond(value)) {
                    yield new Step(with(new Phase.Normal(at)), List.of());
                }
                yield reached(since, threshold.raiseAfter(), at)
                        ? ring(value, at)
                        : new Step(this, List.of());
            }
            case Phase.Raised(var since, var worst) -> {
                if (!threshold.behind(value)) {
                    yield new Step(
                            with(new Phase.Raised(since, worse(worst, value, threshold))),
                            List.of());
                }
                yield with(new Phase.Falling(at, since, worst)).measured(value, at, threshold);
            }
            case Phase.Falling(var since, var raised, var worst) -> {
                if (!threshold.behind(value)) {
                    yield new Step(with(new Phase.Raised(raised, worst)), List.of());
                }
                var wait =
                        flapping ? longer(SETTLE, threshold.clearAfter()) : threshold.clearAfter();
                yield reached(since, wait, at)
                        ? new Step(
                                new Alarm(
                                        key,
                                        new Phase.Normal(at),
                                        shelved().<Handling>map(s -> s).orElse(new Handling.Open()),
                                        raises,
                                        false),
                                List.of(Told.CLEARED))
                        : new Step(this, List.of());
            }
        };
    }

    private Step ring(long value, Instant at) {
        var lately = new ArrayList<Instant>();
        raises.stream().filter(r -> r.plus(FLAP_WINDOW).isAfter(at)).forEach(lately::add);
        lately.add(at);
        while (lately.size() > FLAPS) {
            lately.removeFirst();
        }
        boolean flaps = lately.size() >= FLAPS;
        var rung = new Alarm(key, new Phase.Raised(at, value), handling, lately, flaps);
        return new Step(rung, List.of(flaps ? Told.FLAPPING : Told.RAISED));
    }

    private static boolean reached(Instant since, Duration wait, Instant at) {
        return !since.plus(wait).isAfter(at);
    }

    private static long worse(long worst, long value, Threshold threshold) {
        return threshold.raiseAt() > threshold.clearAt()
                ? Math.max(worst, value)
                : Math.min(worst, value);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Somebody has seen it. Only a raised alarm can be acknowledged. */
    public Optional<Alarm> acknowledge(String by, String note, Instant now) {
        return raised()
                ? Optional.of(with(new Handling.Acknowledged(by, now, note)))
                : Optional.empty();
    }

    /** Puts it away until then; empty if that is too long or over already. */
    public Optional<Alarm> shelve(String by, String reason, Instant until, Instant now) {
        return until.isAfter(now) && !until.isAfter(now.plus(LONGEST_SHELF))
                ? Optional.of(with(new Handling.Shelved(by, now, reason, until)))
                : Optional.empty();
    }

    /** Takes it from the shelf before its end. */
    public Alarm unshelve() {
        return shelved().isPresent() ? with(new Handling.Open()) : this;
    }

    /** The alarm once a shelf that is over has given it back. */
    public Alarm unshelvedIfOver(Instant now) {
        return shelved().filter(s -> !s.until().isAfter(now)).isPresent() ? unshelve() : this;
    }

    private Optional<Handling.Shelved> shelved() {
        return handling instanceof Handling.Shelved shelf ? Optional.of(shelf) : Optional.empty();
    }

    /**
     * The alarm as the centre may show it. When the site itself is not heard, every alarm is
     * unknown since the site was last heard: the centre knows nothing of the plant then, and says
     * so (never "down").
     */
    public Alarm seenOver(LinkState link, Instant since) {
        return switch (link) {
            case ISLANDED -> lost("the site is not heard", since).alarm();
            case CONNECTED, DEGRADED, RECONCILING -> this;
        };
    }

    private Alarm with(Phase next) {
        return new Alarm(key, next, handling, raises, flapping);
    }

    private Alarm with(Handling next) {
        return new Alarm(key, phase, next, raises, flapping);
    }
}
