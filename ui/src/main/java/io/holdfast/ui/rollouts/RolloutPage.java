package io.holdfast.ui.rollouts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Emphasis;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.rollouts.RolloutView;
import io.holdfast.controller.rollouts.RolloutView.DeviceLine;
import io.holdfast.controller.rollouts.RolloutView.SiteLine;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.changes.ChangePage;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One rollout, live: waves as lanes, every site and device with its state, its reason and its
 * countdown.
 */
@Route(value = "rollouts", layout = MainLayout.class)
@PermitAll
public class RolloutPage extends LivePage implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private static final List<String> TILES =
            List.of("KEPT", "ON_TRIAL", "DEFERRED", "HELD", "TAKEN_BACK", "WAITING");

    private final transient Rollouts rollouts;
    private final transient InstantSource clock;
    private final Div content = new Div();
    private final Div problem = new Div();
    private final AbortDialog aborting = new AbortDialog(this::stopForGood);
    private transient Optional<UUID> id = Optional.empty();
    private String actionsFor = "";

    public RolloutPage(Rollouts rollouts, InstantSource clock) {
        super(1_000);
        this.rollouts = rollouts;
        this.clock = clock;
        add(problem, content);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        try {
            id = Optional.of(UUID.fromString(parameter));
        } catch (IllegalArgumentException e) {
            id = Optional.empty();
        }
        crumb(new RouterLink(getTranslation("rollouts.title"), RolloutsView.class));
        show();
    }

    @Override
    protected void look() {
        show();
    }

    private void show() {
        var fresh = new Div();
        RolloutView rollout;
        try {
            rollout = rollouts.get(id.orElseThrow());
        } catch (Refused | java.util.NoSuchElementException e) {
            title(getTranslation("rollouts.rollout"));
            Redraw.into(content, empty(getTranslation("rollout.unknown")));
            return;
        }
        title(rollout.title());
        sub(
                States.of(this, rollout.state()),
                new RouterLink(
                        getTranslation("rollout.change"),
                        ChangePage.class,
                        rollout.change().toString()),
                Times.namedAt(rollout.createdAt(), Times.here(), getLocale(), clock.instant()),
                new Span(getTranslation("site.zone", Times.here().getId())));
        buttons(rollout);
        if (!rollout.reason().isEmpty()) {
            fresh.add(
                    note(
                            rollout.state().equals("HALTED") ? Tone.ATTENTION : Tone.STALE,
                            new Span(rollout.reason())));
        }
        fresh.add(
                tiles(rollout),
                WaveTable.of(this, rollout),
                lanes(rollout),
                why(getTranslation("rollout.legend")));
        Redraw.into(content, fresh);
    }

    private void buttons(RolloutView rollout) {
        boolean may = Acting.caller().may(Permission.ROLL_OUT);
        var key = rollout.state() + may;
        if (key.equals(actionsFor)) {
            return;
        }
        actionsFor = key;
        var back = outlined(getTranslation("rollout.roll-back"));
        back.addClickListener(_ -> confirmRollBack());
        back.setEnabled(may && !rollout.state().equals("ROLLED_BACK"));
        Button main;
        if (rollout.state().equals("PAUSED")) {
            main = primary(getTranslation("rollout.resume"));
            main.addClickListener(_ -> act(() -> rollouts.resume(rollout.id())));
        } else {
            main = primary(getTranslation("rollout.pause"));
            main.addClickListener(_ -> act(() -> rollouts.pause(rollout.id())));
        }
        boolean goes = List.of("PLANNED", "RUNNING", "PAUSED").contains(rollout.state());
        main.setEnabled(may && goes);
        var abort = outlined(getTranslation("rollout.abort"));
        abort.setId("abort");
        abort.addClickListener(_ -> aborting.open());
        abort.setEnabled(may && goes);
        if (may) {
            actions(back, abort, main);
        } else {
            actions(why(getTranslation("rollout.may-not")), back, abort, main);
        }
    }

    private void confirmRollBack() {
        Confirm.ask(
                this,
                getTranslation("rollout.roll-back"),
                getTranslation("rollout.roll-back.consequence"),
                () -> act(() -> rollouts.rollBack(id.orElseThrow())));
    }

    private void stopForGood(String why) {
        act(() -> rollouts.abort(id.orElseThrow(), why));
    }

    private void act(Runnable action) {
        problem.removeAll();
        try {
            action.run();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
        show();
    }

    private Component tiles(RolloutView rollout) {
        var tiles = new Div();
        tiles.addClassName("hf-tiles");
        for (var state : TILES) {
            var sites = rollout.sites().stream().filter(s -> s.state().equals(state)).toList();
            var figure = new Div("" + sites.size());
            figure.addClassName("hf-figure");
            var names = new Span(String.join(", ", sites.stream().map(RolloutPage::name).toList()));
            tiles.add(new Div(States.of(this, state), figure, names));
        }
        var left = new Div(nextWayBack(rollout));
        left.addClassName("hf-figure");
        tiles.add(new Div(new Span(getTranslation("rollout.next-way-back")), left));
        return tiles;
    }

    private String nextWayBack(RolloutView rollout) {
        var now = clock.instant();
        return rollout.sites().stream()
                .flatMap(s -> s.devices().stream())
                .filter(d -> d.state().equals("ON_TRIAL"))
                .flatMap(d -> d.deadline().stream())
                .min(Instant::compareTo)
                .map(d -> Times.countdown(Duration.between(now, d)))
                .orElse("-");
    }

    private Component lanes(RolloutView rollout) {
        var table =
                new Table(rollout.title())
                        .head(getTranslation("rollout.wave"))
                        .head(getTranslation("rollout.where"))
                        .head(getTranslation("rollouts.state"))
                        .head(getTranslation("rollout.progress"))
                        .head(getTranslation("rollouts.reason"))
                        .numberHead(getTranslation("rollout.at"));
        for (var site : rollout.sites()) {
            var name = new Span(name(site));
            name.getStyle().set("font-weight", "600");
            table.row(
                    Table.text(
                            getTranslation(
                                    site.wave() == 0 ? "rollout.canary" : "rollout.wave-number",
                                    site.wave() + 1)),
                    name,
                    States.of(this, site.state()),
                    marks(site.state()),
                    Table.text(reason(site)),
                    Table.text(site.since().map(t -> Times.seconds(t, Times.here())).orElse("")));
            site.devices().forEach(d -> device(table, d));
        }
        return table;
    }

    private void device(Table table, DeviceLine device) {
        var name = new Span(device.slot().value());
        name.getStyle().set("padding-inline-start", "1rem");
        table.row(
                new Span(),
                name,
                device.changed()
                        ? States.of(this, device.state())
                        : new Span(getTranslation("rollout.unchanged")),
                device.changed() ? marks(device.state()) : new Span(),
                Table.text(wayBack(device).orElse(device.reason())),
                Table.text(
                        device.observedAt().map(t -> Times.seconds(t, Times.here())).orElse("")));
    }

    private Optional<String> wayBack(DeviceLine device) {
        return device.state().equals("ON_TRIAL")
                ? device.deadline()
                        .map(d ->
                                getTranslation(
                                        "rollout.way-back",
                                        Times.countdown(Duration.between(clock.instant(), d))))
                : Optional.empty();
    }

    private String reason(SiteLine site) {
        var now = clock.instant();
        if (site.nextStart().isPresent() && site.autonomousSince().isEmpty()) {
            return getTranslation(
                    "rollout.next-start",
                    site.reason(),
                    Times.named(site.nextStart().get(), Times.here(), getLocale(), now));
        }
        return site.autonomousSince()
                .map(t ->
                        getTranslation(
                                "rollout.autonomous",
                                Times.named(t, Times.here(), getLocale(), clock.instant())))
                .orElse(site.reason());
    }

    /** Lock, edit, commit on trial, verify, confirm, save: how many of them are behind it. */
    private static Component marks(String state) {
        int done =
                switch (state) {
                    case "KEPT" -> 6;
                    case "ON_TRIAL", "TAKEN_BACK" -> 4;
                    default -> 0;
                };
        var marks = new Span();
        marks.addClassNames(
                "hf-marks",
                switch (state) {
                    case "KEPT" -> "hf-ok";
                    case "TAKEN_BACK" -> "hf-attention";
                    default -> "hf-pending";
                });
        marks.getElement().setAttribute("aria-hidden", "true");
        for (int i = 0; i < 6; i++) {
            var mark = new Emphasis();
            mark.setClassName("done", i < done);
            marks.add(mark);
        }
        return marks;
    }

    private static String name(SiteLine site) {
        return site.site().value().toUpperCase(Locale.ROOT);
    }
}
