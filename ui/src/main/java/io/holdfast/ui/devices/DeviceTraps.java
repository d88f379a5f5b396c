package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.observations.Notifications;
import io.holdfast.controller.observations.Notifications.Told;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** What a device said by itself, newest first, and how much of it was not kept. */
final class DeviceTraps extends Div {

    private static final long serialVersionUID = 1L;

    /** The traps of SNMPv2-MIB and IF-MIB that each device knows; others are shown by number. */
    private static final String STANDARD = "1.3.6.1.6.3.1.1.5.";

    private final transient Notifications notifications;
    private final transient SiteId site;
    private final transient DeviceSlot slot;
    private final transient ZoneId zone;
    private final transient Instant now;
    private final transient Paging paging = new Paging(20);

    DeviceTraps(
            Notifications notifications, SiteId site, DeviceSlot slot, ZoneId zone, Instant now) {
        this.notifications = notifications;
        this.site = site;
        this.slot = slot;
        this.zone = zone;
        this.now = now;
        show();
    }

    private void show() {
        var read =
                notifications.page(site, Optional.of(slot), Optional.empty(), paging.shown() + 1);
        var fresh = new Div();
        if (read.isEmpty()) {
            fresh.add(Parts.empty(getTranslation("device.traps.empty")));
        } else {
            var table =
                    new Table(getTranslation("device.traps"))
                            .head(getTranslation("device.trap.at"))
                            .head(getTranslation("device.trap.what"))
                            .head(getTranslation("device.trap.with"))
                            .head(getTranslation("device.trap.how"))
                            .numberHead(getTranslation("device.uptime"));
            paging.of(read).forEach(told -> row(table, told));
            fresh.add(table, paging.belowNewest(this, read.size(), this::show));
        }
        notifications.beside(site).stream()
                .filter(b -> b.slot().equals(slot))
                .forEach(b ->
                        fresh.add(
                                Parts.why(
                                        getTranslation(
                                                "device.traps.beside",
                                                b.hints(),
                                                b.tooMany(),
                                                Times.text(b.since(), zone, getLocale(), now)))));
        Redraw.into(this, fresh);
    }

    private void row(Table table, Told told) {
        table.row(
                Times.at(told.at(), zone, getLocale(), now),
                what(told),
                variables(told),
                Table.text(
                        getTranslation(
                                told.acknowledged() ? "device.trap.inform" : "device.trap.trap")),
                Table.text(Times.length(Duration.ofMillis(told.uptime() * 10))));
    }

    private Component what(Told told) {
        var oid = told.notification();
        return oid.matches("1\\.3\\.6\\.1\\.6\\.3\\.1\\.1\\.5\\.[1-5]")
                ? Table.twoLines(
                        new Span(getTranslation("device.trap." + oid.substring(STANDARD.length()))),
                        oid)
                : Table.text(oid);
    }

    private static Component variables(Told told) {
        var lines = new Div();
        told.variables()
                .forEach(v -> {
                    var line = new Div(new Span(v));
                    line.addClassName("hf-mono");
                    lines.add(line);
                });
        return lines;
    }
}
