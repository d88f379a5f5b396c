package io.holdfast.core.autonomy;

import io.holdfast.core.autonomy.Ending.Kind;
import io.holdfast.core.autonomy.Ending.Sureness;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Ending.Why;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On what a site stands, as far as who asks knows it. What is empty is not known to him, and is
 * said so.
 *
 * @param dated certificates and whatever else has an end of its own
 * @param windows of the state in force; empty if there is none
 * @param hardEnds what closes by itself and has not yet
 * @param codes break-glass codes that open something still; empty if who asks does not know
 * @param tunnels whether the site has any
 * @param clock how sure its time is
 * @param space where it writes
 */
public record Standing(
        List<Dated> dated,
        Optional<SiteWindows> windows,
        List<HardEnd> hardEnds,
        Optional<Integer> codes,
        boolean tunnels,
        Clock clock,
        Space space) {

    /** No rule is looked at longer than this; whatever ends later is long enough. */
    private static final Duration FAR = Duration.ofDays(730);

    /** A growth over less than this says nothing about the next. */
    private static final Duration LONG_ENOUGH = Duration.ofDays(1);

    public Standing {
        dated = List.copyOf(dated);
        hardEnds = List.copyOf(hardEnds);
    }

    /** Something with an end of its own, as a certificate. */
    public record Dated(Kind kind, String name, Instant end) {}

    /** Conduits that close by themselves. */
    public record HardEnd(Instant at, List<String> conduits) {
        public HardEnd {
            conduits = List.copyOf(conduits);
        }
    }

    /** How sure the time is. */
    public sealed interface Clock {

        /**
         * A centre told it; since then it runs by the node's own quartz.
         *
         * @param width of the interval in which it surely is now
         */
        record Told(Duration width) implements Clock {}

        /** Nobody told it since the power came back. */
        record Lost() implements Clock {}

        /** Who asks does not know. */
        record NotKnown() implements Clock {}
    }

    /** Room to write. */
    public sealed interface Space {

        /**
         * It grew so much in so long.
         *
         * @param free what is left until no change is begun any more
         */
        record Grows(long free, long grown, Duration in) implements Space {}

        /** Who asks does not know. */
        record NotKnown() implements Space {}
    }

    /** The list of everything that ends. */
    public AutonomyBudget budget(Instant now) {
        var all = new ArrayList<Ending>();
        dated.forEach(c -> all.add(new Ending(c.kind(), c.name(), at(c.end(), Sureness.EXACT))));
        for (var end : hardEnds) {
            // One line each: any number of conduits may close in the same moment.
            for (var conduit : end.conduits()) {
                all.add(new Ending(Kind.HARD_END, conduit, at(end.at(), Sureness.EXACT)));
            }
        }
        all.add(new Ending(Kind.LAST_WINDOW, "", lastWindow(windows, now)));
        all.add(new Ending(Kind.SURE_TIME, "", sureTime(now)));
        var left = codes.filter(n -> n > 0).map(n -> Integer.toString(n)).orElse("");
        all.add(new Ending(Kind.BREAK_GLASS_CODES, left, codesLeft()));
        all.add(new Ending(Kind.JOURNAL_SPACE, "", space(now)));
        fixed().forEach(all::add);
        return new AutonomyBudget(now, all);
    }

    private static When at(Instant end, Sureness sureness) {
        return new When.At(end, sureness);
    }

    private Stream<Ending> fixed() {
        var never = new ArrayList<Ending>();
        never.add(new Ending(Kind.ENROLMENT, "", new When.Never(Why.UNTIL_ANOTHER_IS_ENROLLED)));
        never.add(new Ending(Kind.SIGNING_KEYS, "", new When.Never(Why.REPLACED_BY_PEOPLE)));
        never.add(new Ending(Kind.STATE_IN_FORCE, "", new When.Never(Why.ACCEPTED_FOR_EVER)));
        never.add(new Ending(Kind.HISTORY_SPACE, "", new When.Never(Why.OLDEST_OVERWRITTEN)));
        never.add(
                new Ending(Kind.DEVICE_CREDENTIALS, "", new When.Unknown(Why.DEVICES_DO_NOT_TELL)));
        never.add(
                new Ending(
                        Kind.DEVICE_CERTIFICATES, "", new When.Unknown(Why.ONLY_KEYS_ARE_KNOWN)));
        if (tunnels) {
            never.add(
                    new Ending(
                            Kind.TUNNEL_CREDENTIALS, "", new When.Unknown(Why.STAYS_ON_DEVICES)));
        }
        return never.stream();
    }

    private When codesLeft() {
        if (codes.isEmpty()) {
            return new When.Unknown(Why.NOT_TOLD);
        }
        return codes.get() == 0 ? new When.Missing(Why.NONE_LEFT) : new When.Never(Why.SOME_LEFT);
    }

    /**
     * Until when changes may begin: a site with maintenance windows begins nothing after the last
     * of them.
     */
    public static When lastWindow(Optional<SiteWindows> windows, Instant now) {
        var maintenance =
                windows.stream()
                        .flatMap(w -> w.windows().stream())
                        .filter(w -> w.kind() == WindowKind.MAINTENANCE)
                        .toList();
        if (maintenance.isEmpty()) {
            return new When.Never(Why.ALWAYS_OPEN);
        }
        var zone = windows.orElseThrow().zone();
        var those = new SiteWindows(zone, maintenance);
        var ahead = those.between(now, now.plus(FAR));
        if (ahead.isEmpty()) {
            var over = those.between(now.minus(FAR), now);
            return at(over.isEmpty() ? Instant.EPOCH : over.getLast().to(), Sureness.EXACT);
        }
        boolean recurs = maintenance.stream().anyMatch(w -> recurs(w, zone, now));
        var last = ahead.getLast().to();
        return recurs || last.isAfter(now.plus(FAR).minus(AutonomyBudget.POLICY))
                ? new When.Never(Why.WINDOWS_RECUR)
                : at(last, Sureness.EXACT);
    }

    /** However seldom: a yearly one has one to come always. */
    private static boolean recurs(Window window, ZoneId zone, Instant now) {
        return window.rule().end() instanceof Recurrence.End.Never
                && !new SiteWindows(zone, List.of(window)).between(now, now.plus(FAR)).isEmpty();
    }

    /**
     * The interval in which it surely is now grows by two hundred parts in a million both ways;
     * when it is as wide as the shortest window, nothing surely fits into that one.
     */
    private When sureTime(Instant now) {
        var shortest =
                windows.stream()
                        .flatMap(w -> w.windows().stream())
                        .filter(w -> w.kind() == WindowKind.MAINTENANCE)
                        .map(Window::duration)
                        .min(Duration::compareTo);
        if (shortest.isEmpty()) {
            return new When.Never(Why.NO_WINDOW_TO_MEET);
        }
        return switch (clock) {
            case Clock.Told(var width) -> {
                var left = shortest.get().minus(width);
                yield at(
                        left.isNegative() ? now : now.plus(left.multipliedBy(2_500)),
                        Sureness.ESTIMATED);
            }
            case Clock.Lost() -> new When.Missing(Why.CLOCK_LOST);
            case Clock.NotKnown() -> new When.Unknown(Why.NOT_TOLD);
        };
    }

    private When space(Instant now) {
        return switch (space) {
            case Space.NotKnown() -> new When.Unknown(Why.NOT_TOLD);
            case Space.Grows(var free, var _, var _) when free <= 0 -> at(now, Sureness.EXACT);
            case Space.Grows(var _, var _, var in) when in.compareTo(LONG_ENOUGH) < 0 ->
                    new When.Unknown(Why.NOT_WATCHED_YET);
            case Space.Grows(var free, var grown, var in) -> filled(now, free, grown, in);
        };
    }

    private static When filled(Instant now, long free, long grown, Duration in) {
        double days = free * (in.toSeconds() / 86_400.0) / Math.max(grown, 1);
        return days > 36_500
                ? new When.Never(Why.HARDLY_GROWS)
                : at(now.plusSeconds(Math.round(days * 86_400)), Sureness.ESTIMATED);
    }
}
