package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands at one site as the policy plans it; each line leads to its editor. */
@Route(value = "policy/plan", layout = MainLayout.class)
@PermitAll
public class PlanView extends Page implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private final transient Policies policies;
    private final Div body = new Div();

    public PlanView(Policies policies) {
        this.policies = policies;
        crumb(ZoneForm.up());
        add(body);
    }

    @Override
    public void setParameter(BeforeEvent event, String site) {
        body.removeAll();
        var policy = policies.inForce();
        var plan = policy.plans().stream().filter(p -> p.site().value().equals(site)).findFirst();
        title(getTranslation("plan.title", site.toUpperCase(Locale.ROOT)));
        if (plan.isEmpty()) {
            body.add(empty(getTranslation("plan.unknown")));
            return;
        }
        sub(plan.get().name() + ". " + getTranslation("plan.what"));
        var zone = outlined(getTranslation("plan.add-zone"));
        zone.addClickListener(_ -> open(SiteZoneForm.class, Map.of("site", site)));
        var device = primary(getTranslation("plan.add-device"));
        device.setId("add-device");
        device.addClickListener(_ -> open(DeviceForm.class, Map.of("site", site)));
        actions(Rights.guarded(this, Permission.PROPOSE, zone, device));
        body.add(
                section(getTranslation("zones.zones"), zones(plan.get())),
                section(getTranslation("nav.devices"), devices(plan.get())),
                section(getTranslation("plan.network"), network(plan.get())));
    }

    private static void open(Class<? extends Component> page, Map<String, String> query) {
        UI.getCurrent().navigate(page, QueryParameters.simple(query));
    }

    private Component zones(SitePlan plan) {
        var table =
                new Table(getTranslation("zones.zones"))
                        .head(getTranslation("zones.zone"))
                        .numberHead("VLAN")
                        .head(getTranslation("plan.prefixes"))
                        .head(getTranslation("plan.gateways"))
                        .head(getTranslation("plan.groups"));
        for (var zone : plan.zones()) {
            table.row(
                    link(
                            zone.zone().value(),
                            SiteZoneForm.class,
                            Map.of("site", plan.site().value(), "zone", zone.zone().value())),
                    Table.text(zone.vlan() == 0 ? "-" : "" + zone.vlan()),
                    mono(zone.prefixes()),
                    mono(zone.gateways()),
                    Table.text(
                            zone.groups().stream()
                                    .map(g -> g.name().value())
                                    .collect(Collectors.joining(", "))));
        }
        return table;
    }

    private Component devices(SitePlan plan) {
        var table =
                new Table(getTranslation("nav.devices"))
                        .head(getTranslation("plan.slot"))
                        .head(getTranslation("plan.role"))
                        .head(getTranslation("plan.model"))
                        .head(getTranslation("plan.address"))
                        .numberHead(getTranslation("plan.ports"))
                        .numberHead(getTranslation("plan.shut"))
                        .head(getTranslation("plan.configured"));
        for (var device : plan.devices()) {
            table.row(
                    link(
                            device.slot().value(),
                            DeviceForm.class,
                            Map.of("site", plan.site().value(), "slot", device.slot().value())),
                    Table.text(role(this, device)),
                    Table.text(device.model()),
                    mono(List.of(device.managementAddress())),
                    Table.text("" + device.ports().size()),
                    Table.text(
                            ""
                                    + device.ports().stream()
                                            .filter(p -> p.use() instanceof PortUse.Unused)
                                            .count()),
                    Table.text(
                            getTranslation(
                                    device.configured() ? "plan.configured" : "plan.inventoried")));
        }
        return table;
    }

    static String role(Component words, Device device) {
        return words.getTranslation("device-role." + device.role().name().toLowerCase(Locale.ROOT));
    }

    private Component network(SitePlan plan) {
        var facts =
                new Facts()
                        .fact(getTranslation("plan.site-node"), mono(plan.siteNode()))
                        .fact(getTranslation("plan.default-routes"), mono(plan.defaultRoutes()));
        for (var transit : plan.transits()) {
            facts.fact(
                    getTranslation("plan.transit", transit.name()),
                    "VLAN "
                            + transit.vlan()
                            + ": "
                            + transit.ends().stream()
                                    .map(e -> e.device() + " " + e.addresses())
                                    .collect(Collectors.joining(", ")));
        }
        return new Div(
                facts,
                link(
                        getTranslation("plan.edit-network"),
                        NetworkForm.class,
                        Map.of("site", plan.site().value())));
    }

    private static Component mono(List<?> values) {
        var span =
                new Span(values.stream().map(Object::toString).collect(Collectors.joining(", ")));
        span.addClassName("hf-mono");
        return span;
    }

    private static RouterLink link(
            String text, Class<? extends Component> page, Map<String, String> query) {
        var link = new RouterLink(text, page);
        link.setQueryParameters(QueryParameters.simple(query));
        return link;
    }
}
