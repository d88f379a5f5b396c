package io.holdfast.ui.credentials;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Devices in the inventory for which nobody entered yet how their site opens them. */
final class NotYetOpened extends Div {

    private static final long serialVersionUID = 1L;

    private record Place(SiteId site, DeviceSlot slot) {}

    NotYetOpened(
            List<DeviceView> devices,
            List<DeviceAccesses.Use> uses,
            boolean may,
            Paging paging,
            Consumer<DeviceView> give,
            Runnable again) {
        var opened =
                uses.stream()
                        .map(u -> new Place(u.site(), u.standing().slot()))
                        .collect(Collectors.toSet());
        var missing =
                devices.stream()
                        .filter(d -> !opened.contains(new Place(d.site(), d.device().slot())))
                        .toList();
        if (missing.isEmpty()) {
            add(Parts.empty(getTranslation("access.none-missing")));
            return;
        }
        var table =
                new Table(getTranslation("access.missing"))
                        .head(getTranslation("credentials.device"))
                        .head(getTranslation("device.model"))
                        .head(getTranslation("device.address"))
                        .head(getTranslation("credentials.do"));
        for (var view : paging.of(missing)) {
            table.row(
                    Table.twoLines(
                            Table.text(view.device().slot().value()),
                            view.site().value().toUpperCase(Locale.ROOT)),
                    Table.text(view.device().model()),
                    Table.text(view.device().managementAddress().toString()),
                    button(view, may, give));
        }
        add(table, paging.below(this, missing.size(), again));
    }

    private Component button(DeviceView view, boolean may, Consumer<DeviceView> give) {
        Button button = Parts.outlined(getTranslation("access.give"));
        button.setAriaLabel(
                getTranslation(
                        "access.give.to",
                        view.device().slot(),
                        view.site().value().toUpperCase(Locale.ROOT)));
        button.setEnabled(may);
        button.addClickListener(_ -> give.accept(view));
        return button;
    }
}
