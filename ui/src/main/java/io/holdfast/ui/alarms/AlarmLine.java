package io.holdfast.ui.alarms;

import com.vaadin.flow.component.Component;
import io.holdfast.controller.observations.AlarmView;
import io.holdfast.core.alarm.Alarm;
import io.holdfast.core.alarm.Handling;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** One alarm as a line of the page: how it stands, what it is about, since when. */
record AlarmLine(AlarmView view, ZoneId zone) {

    /** Worst first; of equals the newest first. */
    static final Comparator<AlarmLine> WORST_FIRST =
            Comparator.comparing(AlarmLine::standing)
                    .thenComparing(l -> l.view().severity())
                    .thenComparing(AlarmLine::since, Comparator.reverseOrder())
                    .thenComparing(l -> l.view().site())
                    .thenComparing(l -> l.view().alarm().key());

    private static final String SILENT = "device-silent";

    /** How an alarm stands with people, worst first. */
    enum Standing {
        ACTIVE,
        ACKNOWLEDGED,
        UNKNOWN,
        SHELVED,
        QUIET
    }

    Standing standing() {
        var alarm = view.alarm();
        if (alarm.handling() instanceof Handling.Shelved) {
            return Standing.SHELVED;
        }
        return switch (alarm.phase()) {
            case Phase.Unknown _ -> Standing.UNKNOWN;
            case Phase.Raised _, Phase.Falling _ ->
                    alarm.handling() instanceof Handling.Acknowledged
                            ? Standing.ACKNOWLEDGED
                            : Standing.ACTIVE;
            case Phase.Normal _, Phase.Rising _ -> Standing.QUIET;
        };
    }

    /** Since when it is what it is. */
    Instant since() {
        return switch (view.alarm().phase()) {
            case Phase.Falling(_, var raised, _) -> raised;
            case Phase.Normal(var since) -> since;
            case Phase.Rising(var since) -> since;
            case Phase.Raised(var since, _) -> since;
            case Phase.Unknown(var since, _, _) -> since;
        };
    }

    /** Glyph, word and colour, and below them who did what or what it was before. */
    Component state(Component where, Locale locale, Instant now) {
        var word =
                where.getTranslation(
                        "alarms.state." + name(standing()),
                        Times.named(since(), zone, locale, now));
        var mark =
                switch (standing()) {
                    case ACTIVE ->
                            lost()
                                    ? new StateMark(Glyph.LOST, Tone.LOST, word)
                                    : new StateMark(Glyph.ATTENTION, Tone.ATTENTION, word);
                    case ACKNOWLEDGED -> new StateMark(Glyph.DEGRADED, Tone.PENDING, word);
                    case UNKNOWN -> new StateMark(Glyph.STALE, Tone.STALE, word);
                    case SHELVED -> new StateMark(Glyph.MINUS, Tone.STALE, word);
                    case QUIET -> new StateMark(Glyph.OK, Tone.OK, word);
                };
        var below = below(where, locale, now);
        return below.isEmpty() ? mark : Table.twoLines(mark, below);
    }

    /** Red is for one thing: a function is lost. */
    private boolean lost() {
        return view.severity() == Severity.CRITICAL || view.alarm().key().code().equals(SILENT);
    }

    private String below(Component where, Locale locale, Instant now) {
        return switch (view.alarm().handling()) {
            case Handling.Shelved(var by, _, var reason, var until) ->
                    where.getTranslation(
                            "alarms.shelved-until",
                            Times.named(until, zone, locale, now),
                            by,
                            reason);
            case Handling.Acknowledged(var by, var at, _) when standing() == Standing.UNKNOWN ->
                    where.getTranslation(
                            "alarms.unknown-seen",
                            open(where, locale, now),
                            by,
                            Times.named(at, zone, locale, now));
            case Handling.Acknowledged(var by, var at, var note) ->
                    note.isBlank()
                            ? where.getTranslation(
                                    "alarms.seen-by", by, Times.named(at, zone, locale, now))
                            : where.getTranslation(
                                    "alarms.seen-by-with",
                                    by,
                                    Times.named(at, zone, locale, now),
                                    note);
            case Handling.Open _ -> open(where, locale, now);
        };
    }

    private String open(Component where, Locale locale, Instant now) {
        var alarm = view.alarm();
        if (alarm.phase() instanceof Phase.Unknown(_, var reason, var before)) {
            return before.alarm()
                    ? where.getTranslation(
                            "alarms.before-active",
                            reason,
                            Times.named(before.since(), zone, locale, now))
                    : where.getTranslation("alarms.before-quiet", reason);
        }
        return alarm.flapping() ? where.getTranslation("alarms.flapping", Alarm.FLAPS) : "";
    }

    /** What it is about, as in processor load high of port 3. */
    String about(Component where) {
        var key = view.alarm().key();
        var code =
                switch (key.code()) {
                    case SILENT,
                            "cpu-high",
                            "memory-high",
                            "temperature-high",
                            "engine-changed",
                            "identity-shared" ->
                            where.getTranslation("alarms.code." + key.code());
                    default -> key.code();
                };
        return key.instance().isEmpty()
                ? code
                : where.getTranslation("alarms.of-instance", code, key.instance());
    }

    /** How much it matters, and the worst value where it has one. */
    String weight(Component where) {
        var severity = where.getTranslation("alarms.severity." + name(view.severity()));
        var code = view.alarm().key().code();
        var sentence = code.equals("temperature-high") ? "alarms.hottest" : "alarms.worst";
        return worst().filter(_ -> code.endsWith("-high"))
                .map(w -> where.getTranslation(sentence, severity, w))
                .orElse(severity);
    }

    private Optional<Long> worst() {
        return switch (view.alarm().phase()) {
            case Phase.Raised(_, var worst) -> Optional.of(worst);
            case Phase.Falling(_, _, var worst) -> Optional.of(worst);
            case Phase.Unknown(_, _, var before) when before.alarm() -> Optional.of(before.worst());
            case Phase.Unknown _, Phase.Normal _, Phase.Rising _ -> Optional.empty();
        };
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a page that shows the other shows this one but for its ages. */
    boolean shownAs(AlarmLine other) {
        return view.site().equals(other.view.site())
                && view.alarm().equals(other.view.alarm())
                && view.severity() == other.view.severity()
                && view.version() == other.view.version();
    }
}
