package io.holdfast.ui.alarms;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.observations.AlarmView;
import io.holdfast.controller.observations.Alarms;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.alarms.AlarmLine.Standing;
import io.holdfast.ui.devices.DevicePage;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.sites.SitePage;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every alarm, worst first: what is wrong, since when, who sees to it, until when it is away. */
@Route(value = "alarms", layout = MainLayout.class)
@PermitAll
public class AlarmsView extends LivePage {

    private static final long serialVersionUID = 1L;

    private final transient Alarms alarms;
    private final transient Sites sites;
    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div list = new Div();
    private final transient Paging paging = new Paging(200);
    private final List<Span> ages = new ArrayList<>();

    /** Of each alarm the first thing that may be done about it. */
    private final Map<String, Button> first = new HashMap<>();

    private transient List<AlarmLine> shown = List.of();

    public AlarmsView(Alarms alarms, Sites sites, InstantSource clock) {
        super(2_000);
        this.alarms = alarms;
        this.sites = sites;
        this.clock = clock;
        title(getTranslation("alarms.title"));
        problem.getElement().setAttribute("aria-live", "polite");
        if (!may()) {
            actions(why(getTranslation("alarms.may-not")));
        }
        add(problem, list, legend());
        draw(read());
    }

    private Div legend() {
        var legend = new Div();
        legend.addClassNames("hf-columns", "hf-section");
        for (var key : new String[] {"acknowledge", "shelve", "unknown"}) {
            legend.add(
                    section(
                            getTranslation("alarms.legend." + key),
                            new Span(getTranslation("alarms.legend." + key + ".text"))));
        }
        return legend;
    }

    private static boolean may() {
        return Acting.caller().may(Permission.OPERATE);
    }

    private List<AlarmLine> read() {
        Map<SiteId, ZoneId> zones =
                sites.list().stream()
                        .collect(Collectors.toMap(SiteView::id, s -> ZoneId.of(s.timeZone())));
        return alarms.list(Optional.empty()).stream()
                .map(a -> new AlarmLine(a, zones.getOrDefault(a.site(), ZoneOffset.UTC)))
                .filter(l -> l.standing() != Standing.QUIET)
                .sorted(AlarmLine.WORST_FIRST)
                .toList();
    }

    /** Rows are drawn anew only when they say something new: who is on a button stays there. */
    @Override
    protected void look() {
        var now = read();
        boolean same = now.size() == shown.size();
        for (int i = 0; same && i < now.size(); i++) {
            same = now.get(i).shownAs(shown.get(i));
        }
        if (!same) {
            draw(now);
            return;
        }
        for (int i = 0; i < ages.size(); i++) {
            ages.get(i).setText(age(now.get(i), clock.instant()));
        }
    }

    private void draw(List<AlarmLine> lines) {
        shown = lines;
        ages.clear();
        first.clear();
        list.removeAll();
        if (lines.isEmpty()) {
            sub(getTranslation("alarms.none"));
            list.add(empty(getTranslation("alarms.empty")));
            return;
        }
        sub(
                getTranslation(
                        "alarms.summary",
                        lines.size(),
                        count(Standing.ACTIVE),
                        count(Standing.ACKNOWLEDGED),
                        count(Standing.UNKNOWN),
                        count(Standing.SHELVED)));
        var table =
                new Table(getTranslation("alarms.title"))
                        .head(getTranslation("alarms.state"))
                        .head(getTranslation("alarms.alarm"))
                        .head(getTranslation("alarms.site"))
                        .head(getTranslation("alarms.device"))
                        .head(getTranslation("alarms.since"))
                        .numberHead(getTranslation("alarms.age"))
                        .head(getTranslation("alarms.answer"));
        var now = clock.instant();
        paging.of(lines).forEach(line -> row(table, line, now));
        list.add(table, paging.below(this, lines.size(), () -> draw(read())));
    }

    private long count(Standing standing) {
        return shown.stream().filter(l -> l.standing() == standing).count();
    }

    private void row(Table table, AlarmLine line, Instant now) {
        var site = line.view().site();
        var slot = line.view().alarm().key().slot();
        var age = new Span(age(line, now));
        ages.add(age);
        table.row(
                narrow(line.state(this, getLocale(), now)),
                Table.twoLines(new Span(line.about(this)), line.weight(this)),
                new RouterLink(upper(site), SitePage.class, site.value()),
                new RouterLink(
                        slot.value(),
                        DevicePage.class,
                        new RouteParameters(
                                new RouteParam("site", site.value()),
                                new RouteParam("slot", slot.value()))),
                Times.namedAt(line.since(), line.zone(), getLocale(), now),
                age,
                answers(line));
    }

    /** A long reason takes lines, not the width of the other columns. */
    private static Div narrow(Component state) {
        var narrow = new Div(state);
        narrow.addClassName("hf-narrow");
        return narrow;
    }

    private static String age(AlarmLine line, Instant now) {
        return Times.length(Duration.between(line.since(), now));
    }

    private static String upper(SiteId site) {
        return site.value().toUpperCase(Locale.ROOT);
    }

    private Component answers(AlarmLine line) {
        var view = line.view();
        var key = view.alarm().key();
        var acknowledge =
                answer(
                        "acknowledge",
                        line,
                        () ->
                                act(
                                        view,
                                        () ->
                                                alarms.acknowledge(
                                                        view.site(), key, "", view.version())));
        var shelve = answer("shelve", line, () -> shelve(line));
        var unshelve =
                answer(
                        "unshelve",
                        line,
                        () -> act(view, () -> alarms.unshelve(view.site(), key, view.version())));
        boolean shelved = line.standing() == Standing.SHELVED;
        boolean active = line.standing() == Standing.ACTIVE;
        first.put(id(view), shelved ? unshelve : active ? acknowledge : shelve);
        var answers =
                switch (line.standing()) {
                    case ACTIVE -> new Div(acknowledge, shelve);
                    case ACKNOWLEDGED, UNKNOWN -> new Div(shelve);
                    case SHELVED -> new Div(unshelve);
                    case QUIET -> new Div();
                };
        answers.addClassName("hf-answers");
        return answers;
    }

    private Button answer(String verb, AlarmLine line, Runnable action) {
        var button = outlined(getTranslation("alarms." + verb));
        button.setAriaLabel(getTranslation("alarms." + verb) + ": " + where(line));
        button.addClassName("alarm-" + verb);
        button.setEnabled(may());
        button.addClickListener(_ -> action.run());
        return button;
    }

    private String where(AlarmLine line) {
        return getTranslation(
                "alarms.where",
                line.about(this),
                upper(line.view().site()),
                line.view().alarm().key().slot().value());
    }

    private void shelve(AlarmLine line) {
        var view = line.view();
        problem.removeAll();
        new ShelveDialog(
                        where(line),
                        line.zone(),
                        clock,
                        (reason, until) -> {
                            alarms.shelve(
                                    view.site(), view.alarm().key(), reason, until, view.version());
                            drawAround(view);
                        })
                .open();
    }

    private void act(AlarmView view, Runnable action) {
        problem.removeAll();
        try {
            action.run();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
        drawAround(view);
    }

    /** Draws all anew; whoever answered an alarm with the keyboard stays at it. */
    private void drawAround(AlarmView view) {
        draw(read());
        Optional.ofNullable(first.get(id(view))).ifPresent(Button::focus);
    }

    private static String id(AlarmView view) {
        return view.site() + " " + view.alarm().key();
    }
}
