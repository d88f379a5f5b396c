package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.inventory.Devices;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.sites.SitePage;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Firewalls, switches and access points: what they are, what they said of themselves, when. */
@Route(value = "devices", layout = MainLayout.class)
@PermitAll
public class DevicesView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient Devices devices;
    private final transient SiteLinks links;
    private final transient InstantSource clock;
    private final transient Paging paging = new Paging(200);
    private final Div list = new Div();

    public DevicesView(Devices devices, SiteLinks links, InstantSource clock) {
        this.devices = devices;
        this.links = links;
        this.clock = clock;
        title(getTranslation("devices.title"));
        add(list);
        show();
    }

    private void show() {
        list.removeAll();
        var all = devices.all();
        sub(getTranslation("devices.summary", all.size()));
        if (all.isEmpty()) {
            list.add(empty(getTranslation("devices.empty")));
            return;
        }
        Map<SiteId, SiteStanding> standings =
                links.standings().stream()
                        .collect(Collectors.toMap(SiteStanding::site, Function.identity()));
        var table =
                new Table(getTranslation("devices.title"))
                        .head(getTranslation("devices.device"))
                        .head(getTranslation("sites.site"))
                        .head(getTranslation("devices.role"))
                        .head(getTranslation("devices.state"))
                        .numberHead(getTranslation("devices.revision"))
                        .head(getTranslation("devices.hardware"))
                        .head(getTranslation("devices.serial"))
                        .numberHead(getTranslation("devices.interfaces"))
                        .numberHead(getTranslation("devices.seen"));
        var now = clock.instant();
        for (var device : paging.of(all)) {
            var slot =
                    Optional.ofNullable(standings.get(device.site()))
                            .flatMap(s -> s.slot(device.device().slot()));
            row(
                    table,
                    device,
                    slot,
                    slot.map(s -> Times.length(Duration.between(s.observedAt(), now))).orElse("-"));
        }
        list.add(table, paging.below(this, all.size(), this::show));
    }

    private void row(Table table, DeviceView view, Optional<SlotStanding> slot, String age) {
        var device = view.device();
        var inventory = slot.flatMap(SlotStanding::inventory);
        table.row(
                Table.twoLines(
                        new RouterLink(
                                device.slot().value(),
                                DevicePage.class,
                                new RouteParameters(
                                        new RouteParam("site", view.site().value()),
                                        new RouteParam("slot", device.slot().value()))),
                        device.managementAddress().toString()),
                new RouterLink(
                        view.site().value().toUpperCase(Locale.ROOT),
                        SitePage.class,
                        view.site().value()),
                Table.text(getTranslation("role." + device.role().name().toLowerCase(Locale.ROOT))),
                state(slot, device.configured()),
                Table.text(
                        slot.filter(s -> s.revision() > 0).map(s -> "" + s.revision()).orElse("-")),
                Table.twoLines(
                        new Span(
                                inventory
                                        .map(Inventory::hardware)
                                        .filter(h -> !h.isEmpty())
                                        .orElse(device.model())),
                        inventory.map(Inventory::softwareVersion).orElse("")),
                Table.text(inventory.map(Inventory::serial).orElse("-")),
                Table.text(inventory.map(i -> "" + i.interfaces().size()).orElse("-")),
                Table.text(age));
    }

    private Component state(Optional<SlotStanding> slot, boolean configured) {
        var mark = States.of(this, slot.map(s -> s.state().name()).orElse("UNKNOWN"));
        return configured ? mark : Table.twoLines(mark, getTranslation("devices.inventory-only"));
    }
}
