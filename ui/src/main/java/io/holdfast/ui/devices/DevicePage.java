package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.inventory.Devices;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.observations.Archives;
import io.holdfast.controller.observations.Notifications;
import io.holdfast.controller.observations.SampleHistory;
import io.holdfast.controller.observations.Surveys;
import io.holdfast.controller.restores.Restores;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DeviceReplacements;
import io.holdfast.controller.sitelinks.SelfTests;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.observe.InterfaceSighting;
import io.holdfast.core.observe.InterfaceTypes;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import io.holdfast.ui.sites.SitePage;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * One device: what it is and who says so, its interfaces, how it fares, what its configuration was.
 */
@Route(value = "devices/:site/:slot", layout = MainLayout.class)
@PermitAll
public class DevicePage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Devices devices;
    private final transient Sites sites;
    private final transient SiteLinks links;
    private final transient SampleHistory history;
    private final transient Archives archives;
    private final transient Surveys surveys;
    private final transient Restores restores;
    private final transient Notifications notifications;
    private final transient SelfTests selfTests;
    private final transient DeviceReplacements replacements;
    private final transient InstantSource clock;
    private final Div content = new Div();

    public DevicePage(
            Devices devices,
            Sites sites,
            SiteLinks links,
            SampleHistory history,
            Archives archives,
            Surveys surveys,
            Restores restores,
            Notifications notifications,
            SelfTests selfTests,
            DeviceReplacements replacements,
            InstantSource clock) {
        this.devices = devices;
        this.sites = sites;
        this.links = links;
        this.history = history;
        this.archives = archives;
        this.surveys = surveys;
        this.restores = restores;
        this.notifications = notifications;
        this.selfTests = selfTests;
        this.replacements = replacements;
        this.clock = clock;
        add(content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var site = event.getRouteParameters().get("site").orElse("");
        var slot = event.getRouteParameters().get("slot").orElse("");
        content.removeAll();
        try {
            show(Places.site(site), Places.slot(slot));
        } catch (Refused e) {
            title(slot);
            crumb(new RouterLink(getTranslation("devices.title"), DevicesView.class));
            content.removeAll();
            content.add(refused(e, getTranslation("device.unknown", slot, site)));
        }
    }

    private void show(SiteId site, DeviceSlot slot) {
        var device = devices.get(site, slot);
        var view = sites.get(site);
        var standing = links.standing(site);
        var seen = standing.slot(slot);
        var zone = ZoneId.of(view.timeZone());
        var now = clock.instant();
        title(slot.value() + ", " + view.name());
        crumb(
                new RouterLink(getTranslation("devices.title"), DevicesView.class),
                new Span(" / "),
                new RouterLink(site.value().toUpperCase(Locale.ROOT), SitePage.class, site.value()),
                new Span(" / " + slot.value()));
        sub(
                stale(standing)
                        ? new StateMark(Glyph.STALE, Tone.STALE, getTranslation("state.unknown"))
                        : States.of(this, seen.map(s -> s.state().name()).orElse("UNKNOWN")),
                new Span(seen.map(s -> asOf(s.observedAt(), zone, now)).orElse("")),
                new Span(getTranslation("site.zone", zone.getId())));
        var again = outlined(getTranslation("device.again"));
        again.addClickListener(_ -> {
            content.removeAll();
            show(site, slot);
        });
        actions(again);
        if (stale(standing)) {
            content.add(
                    note(
                            Tone.AUTONOMOUS,
                            new Span(
                                    getTranslation(
                                            "device.autonomous",
                                            Times.text(
                                                    standing.link().since(),
                                                    zone,
                                                    getLocale(),
                                                    now)))));
        }
        var told = surveys.newest(site, slot);
        content.add(
                section(getTranslation("device.identity"), identity(device, seen, told, zone, now)),
                section(getTranslation("device.interfaces"), interfaces(seen, zone, now)));
        var replaced = replacements.of(site, slot);
        if (!replaced.isEmpty()) {
            content.add(
                    section(
                            getTranslation("device.replaced"),
                            new DeviceReplaced(replaced, zone, now)));
        }
        told.ifPresent(t -> content.add(new DeviceSurvey(this, t, zone, now).sections()));
        content.add(
                section(
                        getTranslation("device.selftest"),
                        new DeviceSelfTest(selfTests, site, slot, zone, now)),
                section(
                        getTranslation("device.traps"),
                        new DeviceTraps(notifications, site, slot, zone, now)),
                section(
                        getTranslation("device.health"),
                        new DeviceHealth(site, slot, zone, now).drawn(this, history)),
                section(
                        getTranslation("device.archive"),
                        new DeviceArchive(archives, restores, site, slot, zone, now)));
    }

    private static boolean stale(SiteStanding standing) {
        return standing.link().state() == LinkState.ISLANDED;
    }

    private String asOf(Instant at, ZoneId zone, Instant now) {
        return getTranslation(
                "device.as-of",
                Times.text(at, zone, getLocale(), now),
                Times.length(Duration.between(at, now)));
    }

    /** The same in a column that says "as of" above. */
    private String known(Instant at, ZoneId zone, Instant now) {
        return getTranslation(
                "device.known.at",
                Times.text(at, zone, getLocale(), now),
                Times.length(Duration.between(at, now)));
    }

    private Component identity(
            DeviceView view,
            Optional<SlotStanding> seen,
            Optional<Surveys.DeviceSurvey> survey,
            ZoneId zone,
            Instant now) {
        var table =
                new Table(getTranslation("device.identity"))
                        .head(getTranslation("device.fact"))
                        .head(getTranslation("device.value"))
                        .head(getTranslation("device.source"))
                        .head(getTranslation("device.known"));
        var plan = getTranslation("device.source.plan");
        var desired = getTranslation("device.desired");
        var device = view.device();
        fact(
                table,
                "devices.role",
                getTranslation("role." + device.role().name().toLowerCase(Locale.ROOT)),
                plan,
                desired);
        fact(table, "device.model", device.model(), plan, desired);
        fact(table, "device.address", device.managementAddress().toString(), plan, desired);
        seen.ifPresent(s -> told(table, s, known(s.observedAt(), zone, now)));
        survey.ifPresent(s ->
                s.surveyed()
                        .survey()
                        .ifPresent(v ->
                                fact(
                                        table,
                                        "device.chassis",
                                        v.identity().chassisMac(),
                                        getTranslation("device.source.snmp"),
                                        known(s.confirmed(), zone, now))));
        return table;
    }

    private void told(Table table, SlotStanding seen, String asOf) {
        var snmp = getTranslation("device.source.snmp");
        var netconf = getTranslation("device.source.netconf");
        seen.inventory().ifPresent(i -> inventory(table, i, snmp, asOf));
        fact(table, "device.host-key", seen.shownHostKey(), netconf, asOf);
        if (!seen.modules().isEmpty()) {
            fact(table, "device.modules", "" + seen.modules().size(), netconf, asOf);
        }
        if (seen.revision() > 0) {
            fact(table, "devices.revision", "" + seen.revision(), netconf, asOf);
        }
    }

    private void inventory(Table table, Inventory inventory, String snmp, String asOf) {
        fact(table, "device.name", inventory.sysName(), snmp, asOf);
        fact(table, "devices.hardware", inventory.hardware(), snmp, asOf);
        fact(table, "devices.serial", inventory.serial(), snmp, asOf);
        fact(table, "device.software", inventory.softwareVersion(), snmp, asOf);
        fact(table, "device.description", inventory.sysDescr(), snmp, asOf);
        fact(table, "device.location", inventory.sysLocation(), snmp, asOf);
        fact(table, "device.engine", inventory.engineId(), snmp, asOf);
        fact(
                table,
                "device.uptime",
                Times.length(Duration.ofMillis(inventory.uptime() * 10)),
                snmp,
                asOf);
    }

    /** A row, if there is something to say. */
    private void fact(Table table, String key, String value, String source, String known) {
        if (value.isBlank()) {
            return;
        }
        var shown = new Span(value);
        shown.getStyle().set("overflow-wrap", "anywhere");
        table.row(Table.text(getTranslation(key)), shown, Table.text(source), Table.text(known));
    }

    private Component interfaces(Optional<SlotStanding> seen, ZoneId zone, Instant now) {
        var ports =
                seen.flatMap(SlotStanding::inventory)
                        .map(Inventory::interfaces)
                        .filter(list -> !list.isEmpty());
        if (ports.isEmpty()) {
            return empty(getTranslation("device.interfaces.empty"));
        }
        var table =
                new Table(getTranslation("device.interfaces"))
                        .head(getTranslation("device.interface"))
                        .head(getTranslation("devices.state"))
                        .head(getTranslation("device.type"))
                        .numberHead(getTranslation("device.speed"))
                        .head(getTranslation("device.mac"));
        for (var port : ports.get()) {
            var mac = new Span(port.mac().isEmpty() ? "-" : port.mac());
            mac.addClassName("hf-mono");
            table.row(
                    port.alias().isEmpty()
                            ? Table.text(port.name())
                            : Table.twoLines(new Span(port.name()), port.alias()),
                    state(port),
                    Table.text(InterfaceTypes.name(port.type())),
                    Table.text(speed(port.speed())),
                    mac);
        }
        var asOf = seen.map(s -> asOf(s.observedAt(), zone, now)).orElse("");
        return new Div(
                table, why(getTranslation("device.interfaces.of", ports.get().size(), asOf)));
    }

    private StateMark state(InterfaceSighting port) {
        if (!port.adminUp()) {
            return new StateMark(Glyph.DENY, Tone.STALE, getTranslation("device.port.off"));
        }
        return port.operUp()
                ? new StateMark(Glyph.OK, Tone.OK, getTranslation("device.port.up"))
                : new StateMark(Glyph.WAITING, Tone.STALE, getTranslation("device.port.down"));
    }

    /** Bits per second as people say it. */
    private String speed(long bits) {
        if (bits <= 0) {
            return "-";
        }
        return bits % 1_000_000_000 == 0
                ? getTranslation("device.speed.gigabit", bits / 1_000_000_000)
                : getTranslation("device.speed.megabit", bits / 1_000_000d);
    }
}
