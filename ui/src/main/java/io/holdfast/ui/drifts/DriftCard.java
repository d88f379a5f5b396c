package io.holdfast.ui.drifts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.drifts.DriftAnswer;
import io.holdfast.controller.drifts.DriftLine;
import io.holdfast.controller.drifts.Drifts;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.drift.DriftCause;
import io.holdfast.core.drift.DriftGrade;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.changes.ChangePage;
import io.holdfast.ui.devices.DevicePage;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.TextDiff;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One device that runs something else than was approved. */
final class DriftCard extends Section {

    private static final long serialVersionUID = 1L;

    private final transient Drifts drifts;
    private final transient InstantSource clock;
    private final transient DriftLine line;
    private final transient ZoneId zone;
    private final transient Runnable decided;

    /**
     * Shows a difference and what may be done about it.
     *
     * @param decided what follows once a person decided
     */
    DriftCard(Drifts drifts, InstantSource clock, DriftLine line, ZoneId zone, Runnable decided) {
        this.drifts = drifts;
        this.clock = clock;
        this.line = line;
        this.zone = zone;
        this.decided = decided;
        var drift = line.drift();
        addClassNames("hf-section", "drift-device");
        add(new H2(name()), new Div(mark(drift.grade()), new Span(" "), readAt()));
        line.cause().ifPresent(c -> add(new Paragraph(cause(c))));
        drift.example().ifPresent(e -> add(new Paragraph(e.now().sentence())));
        add(
                new TextDiff(drift.lines().stream().flatMap(DriftCard::lines).toList())
                        .named(getTranslation("drift.lines", drift.slot().value())));
        line.answer().ifPresent(a -> add(Parts.note(Tone.PENDING, answer(a))));
        add(actions());
    }

    private String name() {
        return line.site().value().toUpperCase(Locale.ROOT) + " " + line.drift().slot().value();
    }

    private String cause(DriftCause cause) {
        var at = Times.named(cause.at(), zone, getLocale(), clock.instant());
        return switch (cause.hand()) {
            case PERSON -> getTranslation("drift.cause.person", cause.user(), at);
            case DEVICE -> getTranslation("drift.cause.device", at);
        };
    }

    private Component readAt() {
        var seen = Times.named(line.observedAt(), zone, getLocale(), clock.instant());
        var said = Parts.why(getTranslation("drift.read-at", seen));
        return new Span(link(line.site(), line.drift().slot().value()), new Span(" "), said);
    }

    static RouterLink link(SiteId site, String slot) {
        return new RouterLink(
                slot,
                DevicePage.class,
                new RouteParameters(
                        new RouteParam("site", site.value()), new RouteParam("slot", slot)));
    }

    private StateMark mark(DriftGrade grade) {
        var word =
                getTranslation(
                        "drift.grade." + grade.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return switch (grade) {
            case OPENS, OPENS_AND_CLOSES, NOT_JUDGED ->
                    new StateMark(Glyph.ATTENTION, Tone.ATTENTION, word);
            case CLOSES -> new StateMark(Glyph.DENY, Tone.DENY, word);
            case NO_EFFECT -> new StateMark(Glyph.STALE, Tone.STALE, word);
        };
    }

    private static Stream<String> lines(ConfigDiff.Line line) {
        var added = "+" + line.element() + ": " + line.after();
        var removed = "-" + line.element() + ": " + line.before();
        return switch (line.change()) {
            case ADDED -> Stream.of(added);
            case REMOVED -> Stream.of(removed);
            case CHANGED -> Stream.of(removed, added);
        };
    }

    private Span answer(DriftAnswer answer) {
        var now = clock.instant();
        var at = Times.named(answer.at(), zone, getLocale(), now);
        return new Span(
                switch (answer.kind()) {
                    case RE_ASSERT ->
                            getTranslation(
                                    "drift.answer.put-back", at, answer.by(), answer.reason());
                    case ACCEPT_UNTIL ->
                            getTranslation(
                                    "drift.answer.accept",
                                    Times.named(
                                            answer.until().orElseThrow(), zone, getLocale(), now),
                                    answer.by(),
                                    answer.reason());
                });
    }

    private Div actions() {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var actions =
                new Div(
                        action("put-back", () -> DriftDialog.putBack(line, this::putBack)),
                        action(
                                "adopt",
                                () -> DriftDialog.adopt(line, today.plusYears(1), this::adopt)),
                        action(
                                "accept",
                                () -> DriftDialog.accept(line, today.plusDays(14), this::accept)));
        actions.addClassName("hf-answers");
        return actions;
    }

    /** What it is about stands on the button: it must not outlive what was seen running. */
    private Button action(String key, Supplier<DriftDialog> dialog) {
        var button = Parts.outlined(getTranslation("drift." + key));
        button.addClassName("drift-" + key);
        button.setAriaLabel(getTranslation("drift.named", getTranslation("drift." + key), name()));
        button.getElement().setAttribute("data-running", line.running());
        button.setEnabled(Rights.may(Objects.requireNonNull(DriftsView.ANSWERS.get(key))));
        button.addClickListener(_ -> dialog.get().open());
        return button;
    }

    private Runnable putBack(DriftDialog.Entered entered) {
        drifts.reAssert(line.site(), line.drift().slot(), line.running(), entered.reason());
        return decided;
    }

    private Runnable accept(DriftDialog.Entered entered) {
        drifts.accept(
                line.site(),
                line.drift().slot(),
                line.running(),
                entered.day().atStartOfDay(zone).toInstant(),
                entered.reason());
        return decided;
    }

    private Runnable adopt(DriftDialog.Entered entered) {
        var change =
                drifts.adopt(
                        line.site(),
                        line.drift().slot(),
                        line.running(),
                        new Drifts.Adoption(
                                entered.title(), entered.reason(), entered.owner(), entered.day()));
        return () -> UI.getCurrent().navigate(ChangePage.class, change.id().toString());
    }
}
