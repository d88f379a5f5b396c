package io.holdfast.ui.windows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.windows.FreezeView;
import io.holdfast.controller.windows.Windows;
import io.holdfast.core.window.MayStart;
import io.holdfast.core.window.Window;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Occurrences;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** When changes may start at one site: its windows, the next ten times, what holds now. */
@Route(value = "windows", layout = MainLayout.class)
@PermitAll
public class WindowsView extends LivePage implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private final transient Windows windows;
    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div body = new Div();
    private String site = "";

    public WindowsView(Windows windows, InstantSource clock) {
        super(10_000);
        this.windows = windows;
        this.clock = clock;
        problem.getElement().setAttribute("aria-live", "polite");
        add(problem, body);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        site = parameter;
        title(getTranslation("windows.title", parameter.toUpperCase(Locale.ROOT)));
        crumb(new Anchor("sites/" + parameter, parameter.toUpperCase(Locale.ROOT)));
        var freeze = primary(getTranslation("freeze.begin"));
        freeze.setId("freeze");
        freeze.addClickListener(_ -> freeze());
        actions(Rights.guarded(this, Permission.ADMINISTER, freeze));
        look();
    }

    private void freeze() {
        carryOut(() -> {
            var zone = windows.of(Places.site(site)).windows().zone();
            new FreezeDialog(windows, zone, clock.instant(), this::look).open();
        });
    }

    /** What may start changes by itself, with the time and with what others do. */
    @Override
    protected void look() {
        io.holdfast.controller.windows.WindowsView view;
        try {
            view = windows.of(Places.site(site));
        } catch (Refused e) {
            actions();
            Redraw.into(body, refused(e, getTranslation("site.unknown", site)));
            return;
        }
        var zone = view.windows().zone();
        var edit = new Anchor(Places.windowsEditor(site), getTranslation("windows.edit"));
        sub(getTranslation("windows.zone", zone.getId(), view.windows().zoneRules()));
        Redraw.into(
                body,
                now(view.now(), zone),
                section(getTranslation("windows.windows"), inForce(view.windows().windows()), edit),
                section(getTranslation("windows.next"), Occurrences.table(this, view.next(), zone)),
                section(getTranslation("freeze.freezes"), freezes(zone)));
    }

    private Component now(MayStart now, ZoneId zone) {
        return switch (now) {
            case MayStart.Yes _ -> note(Tone.ALLOW, new Span(getTranslation("windows.may-start")));
            case MayStart.No(var hold, var next, _) ->
                    note(
                            Tone.PENDING,
                            new Span(
                                    getTranslation(
                                            "windows.may-not",
                                            Holds.sentence(this, hold, zone, clock.instant()),
                                            next.map(n -> named(n, zone)).orElse("-"))));
        };
    }

    private String named(Instant moment, ZoneId zone) {
        return Times.named(moment, zone, getLocale(), clock.instant());
    }

    private Component inForce(List<Window> all) {
        if (all.isEmpty()) {
            return empty(getTranslation("windows.none"));
        }
        var table =
                new Table(getTranslation("windows.windows"))
                        .head(getTranslation("windows.name"))
                        .head(getTranslation("windows.kind"))
                        .head(getTranslation("windows.rule"))
                        .head(getTranslation("windows.since"))
                        .numberHead(getTranslation("windows.duration"));
        for (var window : all) {
            var rule = new Span(window.rule().toString());
            rule.addClassName("hf-mono");
            table.row(
                    Table.text(window.name()),
                    Table.text(Occurrences.kind(this, window.kind())),
                    rule,
                    Table.text(Times.day(window.start(), getLocale())),
                    Table.text(Times.length(window.duration())));
        }
        return table;
    }

    private Component freezes(ZoneId zone) {
        var all = windows.freezes();
        if (all.isEmpty()) {
            return empty(getTranslation("freeze.none"));
        }
        var table =
                new Table(getTranslation("freeze.freezes"))
                        .head(getTranslation("freeze.reason"))
                        .head(getTranslation("windows.from"))
                        .head(getTranslation("windows.until"))
                        .head(getTranslation("freeze.by"))
                        .head(getTranslation("rollouts.state"));
        for (var freeze : all) {
            table.row(
                    Table.text(freeze.freeze().reason()),
                    Table.text(named(freeze.freeze().from(), zone)),
                    Table.text(named(freeze.freeze().until(), zone)),
                    Table.text(freeze.by()),
                    state(freeze));
        }
        return table;
    }

    private Component state(FreezeView freeze) {
        if (freeze.liftedAt().isPresent()) {
            return Table.text(getTranslation("freeze.lifted", freeze.liftedBy()));
        }
        if (!freeze.holds(clock.instant())) {
            return Table.text(getTranslation("freeze.over"));
        }
        var reason = freeze.freeze().reason();
        var lift = outlined(getTranslation("freeze.lift"));
        lift.setAriaLabel(getTranslation("freeze.lift.named", reason));
        lift.getElement().setAttribute("data-freeze", freeze.id().toString());
        lift.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("freeze.lift"),
                        getTranslation("freeze.lift.consequence", reason),
                        () ->
                                carryOut(() -> {
                                    windows.lift(freeze.id());
                                    look();
                                })));
        var state = new Div(Table.text(getTranslation("freeze.holds")));
        state.add(Rights.guarded(this, Permission.ADMINISTER, lift));
        state.addClassName("hf-row");
        return state;
    }

    private void carryOut(Runnable order) {
        problem.removeAll();
        try {
            order.run();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }
}
