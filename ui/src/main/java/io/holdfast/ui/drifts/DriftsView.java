package io.holdfast.ui.drifts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.drifts.DriftAnswer;
import io.holdfast.controller.drifts.DriftLine;
import io.holdfast.controller.drifts.DriftReport;
import io.holdfast.controller.drifts.Drifts;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.drift.DriftGrade;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.changes.ChangePage;
import io.holdfast.ui.devices.DevicePage;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.TextDiff;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which devices run something else than was approved: what it does, line by line, and what next.
 */
@Route(value = "drift", layout = MainLayout.class)
@PermitAll
public class DriftsView extends LivePage {

    private static final long serialVersionUID = 1L;

    private static final SortedMap<String, Permission> ANSWERS =
            new TreeMap<>(
                    Map.of(
                            "put-back", Permission.ROLL_OUT,
                            "adopt", Permission.PROPOSE,
                            "accept", Permission.APPROVE));

    private final transient Drifts drifts;
    private final transient Sites sites;
    private final transient InstantSource clock;
    private final transient Paging devices = new Paging(20);
    private final transient Paging unread = new Paging(20);
    private final Div list = new Div();
    private transient DriftReport shown;

    public DriftsView(Drifts drifts, Sites sites, InstantSource clock) {
        super(5_000);
        this.drifts = drifts;
        this.sites = sites;
        this.clock = clock;
        title(getTranslation("drift.title"));
        add(list, legend());
        shown = drifts.all();
        draw();
    }

    /** Drawn anew only when it says something new: who is on a button stays there. */
    @Override
    protected void look() {
        var now = drifts.all();
        if (!said(now).equals(said(shown))) {
            shown = now;
            draw();
        }
    }

    private static List<Object> said(DriftReport report) {
        return Stream.<Object>concat(
                        report.drifts().stream()
                                .map(d -> List.of(d.site(), d.drift(), d.running(), d.answer())),
                        report.unclear().stream().map(u -> List.of(u.site(), u.slot(), u.reason())))
                .toList();
    }

    /** What may be done, and why this person may not. */
    private Div legend() {
        var legend = new Div();
        legend.addClassNames("hf-columns", "hf-section");
        ANSWERS.forEach((key, needed) -> {
            var section =
                    section(
                            getTranslation("drift." + key),
                            new Paragraph(getTranslation("drift." + key + ".legend")));
            if (!Rights.may(needed)) {
                section.add(Rights.why(this, needed));
            }
            legend.add(section);
        });
        return legend;
    }

    private void draw() {
        list.removeAll();
        if (shown.drifts().isEmpty() && shown.unclear().isEmpty()) {
            sub(getTranslation("drift.none"));
            list.add(empty(getTranslation("drift.empty")));
            return;
        }
        long opening =
                shown.drifts().stream()
                        .filter(d ->
                                d.drift().grade() == DriftGrade.OPENS
                                        || d.drift().grade() == DriftGrade.OPENS_AND_CLOSES)
                        .count();
        sub(getTranslation("drift.summary", shown.drifts().size(), opening));
        Map<SiteId, ZoneId> zones =
                sites.list().stream()
                        .collect(Collectors.toMap(SiteView::id, s -> ZoneId.of(s.timeZone())));
        devices.of(shown.drifts()).stream()
                .map(d -> device(d, zones.getOrDefault(d.site(), ZoneOffset.UTC)))
                .forEach(list::add);
        list.add(devices.below(this, shown.drifts().size(), this::draw));
        if (!shown.unclear().isEmpty()) {
            var unclear = section(getTranslation("drift.unclear"));
            unread.of(shown.unclear())
                    .forEach(u ->
                            unclear.add(
                                    note(
                                            Tone.ATTENTION,
                                            link(u.site(), u.slot().value()),
                                            new Span(" " + u.reason()))));
            unclear.add(unread.below(this, shown.unclear().size(), this::draw));
            list.add(unclear);
        }
    }

    private Section device(DriftLine line, ZoneId zone) {
        var drift = line.drift();
        var section =
                section(line.site().value().toUpperCase(Locale.ROOT) + " " + drift.slot().value());
        section.addClassName("drift-device");
        section.add(new Div(mark(drift.grade()), new Span(" "), readAt(line, zone)));
        drift.example().ifPresent(e -> section.add(new Paragraph(e.now().sentence())));
        section.add(
                new TextDiff(drift.lines().stream().flatMap(DriftsView::lines).toList())
                        .named(getTranslation("drift.lines", drift.slot().value())));
        line.answer().ifPresent(a -> section.add(note(Tone.PENDING, answer(a, zone))));
        section.add(actions(line, zone));
        return section;
    }

    private Component readAt(DriftLine line, ZoneId zone) {
        var seen =
                Times.text(line.observedAt(), zone, getLocale(), clock.instant())
                        + " "
                        + zone.getId();
        var said = why(getTranslation("drift.read-at", seen));
        return new Span(link(line.site(), line.drift().slot().value()), new Span(" "), said);
    }

    private static RouterLink link(SiteId site, String slot) {
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

    private Span answer(DriftAnswer answer, ZoneId zone) {
        var now = clock.instant();
        var at = Times.text(answer.at(), zone, getLocale(), now);
        return new Span(
                switch (answer.kind()) {
                    case RE_ASSERT ->
                            getTranslation(
                                    "drift.answer.put-back", at, answer.by(), answer.reason());
                    case ACCEPT_UNTIL ->
                            getTranslation(
                                    "drift.answer.accept",
                                    Times.text(
                                            answer.until().orElseThrow(), zone, getLocale(), now),
                                    answer.by(),
                                    answer.reason());
                });
    }

    private Div actions(DriftLine line, ZoneId zone) {
        var site = line.site();
        var slot = line.drift().slot();
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var putBack =
                action(
                        "put-back",
                        () ->
                                DriftDialog.putBack(
                                                line,
                                                e -> {
                                                    drifts.reAssert(
                                                            site, slot, line.running(), e.reason());
                                                    look();
                                                })
                                        .open());
        var adopt =
                action(
                        "adopt",
                        () ->
                                DriftDialog.adopt(line, today.plusYears(1), e -> adopt(line, e))
                                        .open());
        var accept =
                action(
                        "accept",
                        () ->
                                DriftDialog.accept(
                                                line,
                                                today.plusDays(14),
                                                e -> {
                                                    drifts.accept(
                                                            site,
                                                            slot,
                                                            line.running(),
                                                            e.day().atStartOfDay(zone).toInstant(),
                                                            e.reason());
                                                    look();
                                                })
                                        .open());
        var actions = new Div(putBack, adopt, accept);
        actions.addClassName("hf-answers");
        return actions;
    }

    private Button action(String key, Runnable open) {
        var button = outlined(getTranslation("drift." + key));
        button.addClassName("drift-" + key);
        button.setEnabled(Rights.may(Objects.requireNonNull(ANSWERS.get(key))));
        button.addClickListener(_ -> open.run());
        return button;
    }

    private void adopt(DriftLine line, DriftDialog.Entered entered) {
        var change =
                drifts.adopt(
                        line.site(),
                        line.drift().slot(),
                        line.running(),
                        new Drifts.Adoption(
                                entered.title(), entered.reason(), entered.owner(), entered.day()));
        getUI().ifPresent(ui -> ui.navigate(ChangePage.class, change.id().toString()));
    }
}
