package io.holdfast.core.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When changes may start at one site. Without a maintenance window they may at any time that is not
 * denied. Hard ends and taking back are not asked here: they wait for nothing (rulings P5).
 */
public record SiteWindows(ZoneId zone, List<Window> windows) {

    /** Beyond this nobody plans, and no rule is followed further. */
    static final Duration HORIZON = Duration.ofDays(4_000);

    /** Most questions are answered by the next days. */
    private static final List<Duration> NEAR =
            List.of(Duration.ofDays(9), Duration.ofDays(90), Duration.ofDays(400), HORIZON);

    public SiteWindows {
        windows = List.copyOf(windows);
    }

    /** Without windows: always. */
    public boolean always() {
        return windows.isEmpty();
    }

    /** The version of the zone's rules that this program has. */
    public String zoneRules() {
        return zone instanceof ZoneOffset
                ? "fixed offset"
                : ZoneRulesProvider.getVersions(zone.getId()).lastEntry().getKey();
    }

    /** The occurrences that are not over yet, earliest first, at most so many. */
    public List<Occurrence> next(int most, Instant now) {
        for (var near : NEAR) {
            var found = between(now, now.plus(near));
            if (found.size() >= most || near.equals(HORIZON)) {
                return found.stream().limit(most).toList();
            }
        }
        return List.of();
    }

    /** Every occurrence that touches the time between two moments, earliest first. */
    public List<Occurrence> between(Instant from, Instant to) {
        var found = new ArrayList<Occurrence>();
        windows.forEach(w -> occurrences(w, from, to, found));
        found.sort(Comparator.comparing(Occurrence::from).thenComparing(Occurrence::window));
        return found;
    }

    private void occurrences(Window window, Instant from, Instant to, List<Occurrence> found) {
        var start = window.start().toLocalDate();
        // Two days more on both sides: zones are up to a day apart, and one skipped a whole one.
        var first = from.minus(window.duration()).atZone(zone).toLocalDate().minusDays(2);
        var last = lastDay(window.rule().end(), to.atZone(zone).toLocalDate().plusDays(2));
        boolean counts = window.rule().end() instanceof Recurrence.End.Count;
        int number = 0;
        var day = counts || first.isBefore(start) ? start : first;
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            if (!window.rule().names(start, day)) {
                continue;
            }
            number++;
            var occurrence = window.on(day, zone);
            if (isOver(window.rule().end(), number, occurrence)) {
                return;
            }
            if (occurrence.from().isBefore(to) && occurrence.to().isAfter(from)) {
                found.add(occurrence);
            }
        }
    }

    private static LocalDate lastDay(Recurrence.End end, LocalDate asked) {
        return switch (end) {
            case Recurrence.End.Never(), Recurrence.End.Count(_) -> asked;
            case Recurrence.End.LastDay(var last) -> last.isBefore(asked) ? last : asked;
            case Recurrence.End.LastMoment(var last) -> {
                var day = last.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
                yield day.isBefore(asked) ? day : asked;
            }
        };
    }

    private static boolean isOver(Recurrence.End end, int number, Occurrence occurrence) {
        return switch (end) {
            case Recurrence.End.Never(), Recurrence.End.LastDay(_) -> false;
            case Recurrence.End.Count(var count) -> number > count;
            case Recurrence.End.LastMoment(var last) -> occurrence.from().isAfter(last);
        };
    }

    /**
     * Whether something may start that is surely over after a while.
     *
     * @param earliest it is surely not earlier
     * @param latest it is surely not later; {@link Instant#MAX} if unknown, and then nothing may,
     *     as little as where the two contradict each other
     * @param worstCase how long it takes at most, its way back included
     */
    public MayStart mayStart(
            Instant earliest, Instant latest, Duration worstCase, List<Freeze> freezes) {
        if (always() && freezes.stream().noneMatch(f -> f.until().isAfter(earliest))) {
            return new MayStart.Yes(Instant.EPOCH, Instant.MAX, zoneRules());
        }
        if (latest.equals(Instant.MAX) || latest.isBefore(earliest)) {
            return new MayStart.No(new MayStart.Hold.TimeUnknown(), Optional.empty(), zoneRules());
        }
        var needs = Duration.between(earliest, latest).plus(worstCase);
        var end = earliest.plus(needs);
        List<Span> free = List.of();
        for (var near : NEAR) {
            free = free(earliest, end.plus(near), freezes);
            for (var span : free) {
                var from = span.from().isBefore(earliest) ? earliest : span.from();
                if (from.plus(needs).isAfter(span.to())) {
                    continue;
                }
                return from.equals(earliest)
                        ? new MayStart.Yes(span.from(), span.to(), zoneRules())
                        : new MayStart.No(
                                hold(earliest, end, from, freezes), Optional.of(from), zoneRules());
            }
        }
        return new MayStart.No(never(needs, free), Optional.empty(), zoneRules());
    }

    /** When it may at a moment and up to another, in order. */
    private List<Span> free(Instant moment, Instant to, List<Freeze> freezes) {
        var longest =
                windows.stream()
                        .map(Window::duration)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        var from = moment.minus(longest).minus(Duration.ofDays(1));
        var open = new ArrayList<Span>();
        var taken = new ArrayList<Span>();
        for (var o : between(from, to)) {
            (o.kind() == WindowKind.MAINTENANCE ? open : taken).add(new Span(o.from(), o.to()));
        }
        freezes.forEach(f -> taken.add(new Span(f.from(), f.until())));
        if (windows.stream().noneMatch(w -> w.kind() == WindowKind.MAINTENANCE)) {
            open.add(new Span(from, to));
        }
        return Span.without(Span.joined(open), Span.joined(taken)).stream()
                .filter(s -> s.to().isAfter(moment))
                .toList();
    }

    /** The strongest of the reasons that hold now: a freeze, a denied time, no window. */
    private MayStart.Hold hold(Instant earliest, Instant end, Instant next, List<Freeze> freezes) {
        var freeze =
                freezes.stream()
                        .filter(f -> new Span(f.from(), f.until()).overlaps(earliest, end))
                        .max(Comparator.comparing(Freeze::until));
        if (freeze.isPresent()) {
            return new MayStart.Hold.Frozen(freeze.get());
        }
        var denied =
                between(earliest, end).stream()
                        .filter(o -> o.kind() == WindowKind.DENY)
                        .max(Comparator.comparing(Occurrence::to));
        if (denied.isPresent()) {
            return new MayStart.Hold.Denied(denied.get());
        }
        return between(next, next.plusSeconds(1)).stream()
                .filter(o -> o.kind() == WindowKind.MAINTENANCE)
                .findFirst()
                .<MayStart.Hold>map(MayStart.Hold.OutsideWindow::new)
                .orElseGet(MayStart.Hold.NoWindowLeft::new);
    }

    private static MayStart.Hold never(Duration needs, List<Span> free) {
        return free.stream()
                .map(Span::length)
                .max(Comparator.naturalOrder())
                .<MayStart.Hold>map(longest -> new MayStart.Hold.TooLong(needs, longest))
                .orElseGet(MayStart.Hold.NoWindowLeft::new);
    }
}
