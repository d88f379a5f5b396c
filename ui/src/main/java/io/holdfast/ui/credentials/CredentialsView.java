package io.holdfast.ui.credentials;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.inventory.Devices;
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
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.devices.DevicePage;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    private final transient Devices devices;
    private final transient Paging missing = new Paging(50);
    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div content = new Div();
    private final transient Paging paging = new Paging(100);

    public CredentialsView(
            DeviceAccesses accesses,
            CredentialRotations rotations,
            CredentialGroups groups,
            CredentialTrials trials,
            Sites sites,
            Devices devices,
            InstantSource clock) {
        this.accesses = accesses;
        this.rotations = rotations;
        this.groups = groups;
        this.trials = trials;
        this.sites = sites;
        this.devices = devices;
        this.clock = clock;
        title(getTranslation("credentials.title"));
        problem.getElement().setAttribute("aria-live", "polite");
        var again = outlined(getTranslation("device.again"));
        again.addClickListener(_ -> draw());
        var group = primary(getTranslation("credentials.group.new"));
        group.setId("new-group");
        group.addClickListener(_ -> ask(Optional.empty()));
        if (may(Permission.ONBOARD)) {
            actions(again, group);
        } else {
            group.setEnabled(false);
            actions(why(getTranslation("credentials.may-not")), again, group);
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
                        getTranslation("access.missing"),
                        new NotYetOpened(
                                devices.all(),
                                uses,
                                may(Permission.ONBOARD),
                                missing,
                                view -> give(view, known),
                                this::draw)),
                section(
                        getTranslation("credentials.groups"),
                        known.isEmpty()
                                ? empty(getTranslation("credentials.groups.empty"))
                                : new GroupTable(
                                        known,
                                        clock.instant(),
                                        may(Permission.ONBOARD),
                                        g -> ask(Optional.of(g)))));
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
        for (var use : paging.of(uses)) {
            var zone = zones.getOrDefault(use.site(), ZoneOffset.UTC);
            var standing = use.standing();
            var line = new AccessLine(standing, zone, getLocale(), now);
            table.row(
                    device(use),
                    Table.text(
                            standing.group().isEmpty()
                                    ? getTranslation("credentials.own")
                                    : standing.group()),
                    line.opened(this),
                    narrow(line.rotation(this)),
                    actions(use, known));
        }
        return new Div(table, paging.below(this, uses.size(), this::draw));
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
        var test = small("credentials.test", () -> act(() -> trials.order(site, slot)));
        test.setEnabled(may(Permission.OPERATE));
        row.add(test);
        if (use.standing().state() == AccessStanding.State.HOST_KEY_TO_CONFIRM) {
            row.add(entering(small("access.confirm", () -> confirm(site, use.standing()))));
        }
        var underWay = use.standing().rotation().filter(r -> r.state().underWay()).isPresent();
        if (underWay) {
            row.add(
                    entering(
                            small(
                                    "credentials.again",
                                    () -> act(() -> rotations.again(site, slot)))),
                    entering(small("credentials.withdraw", () -> giveUp(site, slot))));
        }
        row.add(
                entering(
                        small(
                                "credentials.replace",
                                () ->
                                        SecretDialog.forDevice(
                                                        this,
                                                        name(site, slot),
                                                        GroupTable.usable(known, site),
                                                        opener -> {
                                                            rotations.start(site, slot, opener);
                                                            draw();
                                                        })
                                                .open())));
        return row;
    }

    private static String name(SiteId site, DeviceSlot slot) {
        return slot + ", " + site.value().toUpperCase(Locale.ROOT);
    }

    /** The head of the page says why it cannot be pressed. */
    private static Button entering(Button button) {
        button.setEnabled(may(Permission.ONBOARD));
        return button;
    }

    private void give(DeviceView view, List<GroupView> known) {
        var site = view.site();
        var slot = view.device().slot();
        SecretDialog.forAccess(
                        this,
                        name(site, slot),
                        view.device().managementAddress().toString(),
                        GroupTable.usable(known, site),
                        access -> {
                            accesses.putAccess(site, slot, access.reach(), access.opener());
                            draw();
                        })
                .open();
    }

    /** What a person compares with what stands on the device, before the site trusts it. */
    private void confirm(SiteId site, AccessStanding standing) {
        Confirm.ask(
                this,
                getTranslation("access.confirm"),
                getTranslation(
                        "access.confirm.consequence",
                        name(site, standing.slot()),
                        standing.shownHostKey()),
                () ->
                        act(() ->
                                accesses.confirmHostKey(
                                        site, standing.slot(), standing.shownHostKey())));
    }

    private void giveUp(SiteId site, DeviceSlot slot) {
        Confirm.ask(
                this,
                getTranslation("credentials.withdraw"),
                getTranslation("credentials.withdraw.consequence", name(site, slot)),
                () -> act(() -> rotations.withdraw(site, slot)));
    }

    private Button small(String key, Runnable order) {
        var button = outlined(getTranslation(key));
        button.addClickListener(_ -> order.run());
        return button;
    }

    private void act(Runnable order) {
        problem.removeAll();
        try {
            order.run();
            draw();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }

    private void ask(Optional<GroupView> known) {
        SecretDialog.forGroup(
                        this,
                        known,
                        sites.list().stream().map(SiteView::id).sorted().toList(),
                        answer -> {
                            groups.put(
                                    answer.name(),
                                    answer.version(),
                                    answer.sites(),
                                    answer.secret());
                            draw();
                        })
                .open();
    }
}
