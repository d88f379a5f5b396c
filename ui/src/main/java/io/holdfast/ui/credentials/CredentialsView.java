package io.holdfast.ui.credentials;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.observations.CredentialTrials;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.controller.sitelinks.CredentialGroups;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupView;
import io.holdfast.controller.sitelinks.CredentialRotations;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.RotationStanding;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.devices.DevicePage;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose secret opens each device, when it last did, and how far its replacing has come. */
@Route(value = "credentials", layout = MainLayout.class)
@PermitAll
public class CredentialsView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient DeviceAccesses accesses;
    private final transient CredentialRotations rotations;
    private final transient CredentialGroups groups;
    private final transient CredentialTrials trials;
    private final transient Sites sites;
    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div content = new Div();

    public CredentialsView(
            DeviceAccesses accesses,
            CredentialRotations rotations,
            CredentialGroups groups,
            CredentialTrials trials,
            Sites sites,
            InstantSource clock) {
        this.accesses = accesses;
        this.rotations = rotations;
        this.groups = groups;
        this.trials = trials;
        this.sites = sites;
        this.clock = clock;
        title(getTranslation("credentials.title"));
        problem.getElement().setAttribute("aria-live", "polite");
        var again = outlined(getTranslation("device.again"));
        again.addClickListener(_ -> draw());
        if (may(Permission.ONBOARD)) {
            var group = primary(getTranslation("credentials.group.new"));
            group.setId("new-group");
            group.addClickListener(_ -> ask("", Set.of()));
            actions(again, group);
        } else {
            actions(again, why(getTranslation("credentials.may-not")));
        }
        add(problem, content);
        draw();
    }

    private static boolean may(Permission permission) {
        return Acting.caller().may(permission);
    }

    private void draw() {
        content.removeAll();
        Map<SiteId, ZoneId> zones =
                sites.list().stream()
                        .collect(Collectors.toMap(SiteView::id, s -> ZoneId.of(s.timeZone())));
        var uses = accesses.everywhere();
        var known = groups.list();
        sub(getTranslation("credentials.summary", uses.size(), known.size()));
        content.add(
                section(getTranslation("credentials.devices"), devices(uses, known, zones)),
                section(
                        getTranslation("credentials.groups"),
                        known.isEmpty()
                                ? empty(getTranslation("credentials.groups.empty"))
                                : new GroupTable(
                                        known,
                                        clock.instant(),
                                        may(Permission.ONBOARD),
                                        this::ask)));
    }

    private Component devices(
            List<DeviceAccesses.Use> uses, List<GroupView> known, Map<SiteId, ZoneId> zones) {
        if (uses.isEmpty()) {
            return empty(getTranslation("credentials.devices.empty"));
        }
        var table =
                new Table(getTranslation("credentials.devices"))
                        .head(getTranslation("credentials.device"))
                        .head(getTranslation("credentials.whose"))
                        .head(getTranslation("credentials.opened"))
                        .head(getTranslation("credentials.rotation"))
                        .head(getTranslation("credentials.do"));
        var now = clock.instant();
        for (var use : uses) {
            var zone = zones.getOrDefault(use.site(), ZoneOffset.UTC);
            var standing = use.standing();
            table.row(
                    device(use),
                    Table.text(
                            standing.group().isEmpty()
                                    ? getTranslation("credentials.own")
                                    : standing.group()),
                    opened(standing, zone, now),
                    narrow(rotation(standing, zone, now)),
                    actions(use, known));
        }
        return table;
    }

    private static Component device(DeviceAccesses.Use use) {
        var slot = use.standing().slot().value();
        return Table.twoLines(
                new RouterLink(
                        slot,
                        DevicePage.class,
                        new RouteParameters(
                                new RouteParam("site", use.site().value()),
                                new RouteParam("slot", slot))),
                use.site().value().toUpperCase(Locale.ROOT));
    }

    private Component opened(AccessStanding standing, ZoneId zone, Instant now) {
        return standing.provedAt()
                .<Component>map(at ->
                        new StateMark(
                                Glyph.OK,
                                Tone.OK,
                                getTranslation(
                                        "credentials.opened.at",
                                        Times.text(at, zone, getLocale(), now))))
                .orElseGet(() ->
                        new StateMark(
                                Glyph.STALE,
                                Tone.STALE,
                                getTranslation(
                                        "credentials.state."
                                                + standing.state()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT))));
    }

    private Component rotation(AccessStanding standing, ZoneId zone, Instant now) {
        if (standing.rotation().isEmpty()) {
            return Table.text(getTranslation("credentials.rotation.never"));
        }
        var rotation = standing.rotation().get();
        var word =
                getTranslation(
                        "credentials.rotation." + rotation.state().name().toLowerCase(Locale.ROOT));
        var mark =
                switch (rotation.state()) {
                    case WAITING -> new StateMark(Glyph.TRIAL, Tone.PENDING, word);
                    case FAILED -> new StateMark(Glyph.ATTENTION, Tone.ATTENTION, word);
                    case PROVED -> new StateMark(Glyph.KEPT, Tone.OK, word);
                    case WITHDRAWN, REPLACED -> new StateMark(Glyph.BACK, Tone.STALE, word);
                };
        var at = rotation.toldAt().orElse(rotation.startedAt());
        return Table.twoLines(
                mark,
                getTranslation(
                        "credentials.rotation.line",
                        rotation.number(),
                        rotation.attempt(),
                        Times.text(at, zone, getLocale(), now),
                        rotation.startedBy(),
                        result(rotation)));
    }

    private static String result(RotationStanding rotation) {
        return rotation.reason().isEmpty()
                ? rotation.result()
                : rotation.result() + ": " + rotation.reason();
    }

    private static Div narrow(Component inside) {
        var narrow = new Div(inside);
        narrow.addClassName("hf-narrow");
        return narrow;
    }

    private Component actions(DeviceAccesses.Use use, List<GroupView> known) {
        var row = new Div();
        row.addClassName("hf-actions");
        var site = use.site();
        var slot = use.standing().slot();
        if (may(Permission.OPERATE)) {
            row.add(small("credentials.test", () -> trials.order(site, slot)));
        }
        if (may(Permission.ONBOARD)) {
            var underWay = use.standing().rotation().filter(r -> r.state().underWay()).isPresent();
            if (underWay) {
                row.add(small("credentials.again", () -> rotations.again(site, slot)));
                row.add(small("credentials.withdraw", () -> rotations.withdraw(site, slot)));
            }
            var replace = new Button(getTranslation("credentials.replace"));
            replace.addThemeVariants(ButtonVariant.LUMO_SMALL);
            replace.addClickListener(_ ->
                    SecretDialog.forDevice(
                                    this,
                                    slot + ", " + site.value().toUpperCase(Locale.ROOT),
                                    usable(known, site),
                                    opener -> {
                                        rotations.start(site, slot, opener);
                                        draw();
                                    })
                            .open());
            row.add(replace);
        }
        return row;
    }

    /** Groups whose secret this site can read. */
    private static List<String> usable(List<GroupView> known, SiteId site) {
        return known.stream()
                .filter(g ->
                        g.sites().stream().anyMatch(s -> s.site().equals(site) && s.readable()))
                .map(GroupView::name)
                .toList();
    }

    private Button small(String key, Runnable order) {
        var button =
                new Button(
                        getTranslation(key),
                        _ -> {
                            problem.removeAll();
                            try {
                                order.run();
                                draw();
                            } catch (Refused refused) {
                                problem.add(note(Tone.ATTENTION, new Span(refused.detail())));
                            }
                        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    private void ask(String name, Set<SiteId> chosen) {
        SecretDialog.forGroup(
                        this,
                        name,
                        sites.list().stream().map(SiteView::id).sorted().toList(),
                        chosen,
                        answer -> {
                            groups.put(answer.name(), answer.sites(), answer.secret());
                            draw();
                        })
                .open();
    }
}
