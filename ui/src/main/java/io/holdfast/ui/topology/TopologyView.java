package io.holdfast.ui.topology;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.observations.Topologies;
import io.holdfast.controller.observations.Topologies.SiteTopology;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.topology.Stranger;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.States;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** One site's cabling: drawn, as a table, against its plan, and the ledger of strangers. */
@Route(value = "topology/:site?", layout = MainLayout.class)
@PermitAll
public class TopologyView extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Topologies topologies;
    private final transient Policies policies;
    private final transient Sites sites;
    private final transient SiteLinks links;
    private final transient InstantSource clock;
    private final Select<SiteView> choice = new Select<>();
    private final Div content = new Div();

    public TopologyView(
            Topologies topologies,
            Policies policies,
            Sites sites,
            SiteLinks links,
            InstantSource clock) {
        this.topologies = topologies;
        this.policies = policies;
        this.sites = sites;
        this.links = links;
        this.clock = clock;
        choice.setId("topology-site");
        choice.setLabel(getTranslation("alarms.site"));
        choice.setItemLabelGenerator(s -> s.id().value().toUpperCase(Locale.ROOT));
        choice.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                UI.getCurrent().navigate("topology/" + chosen.getValue().id());
            }
        });
        var row = new Div(choice, legend());
        row.addClassName("hf-question");
        add(row, content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        content.removeAll();
        var all = sites.list();
        choice.setItems(all);
        var asked = event.getRouteParameters().get("site");
        var site =
                all.stream()
                        .filter(s -> asked.map(a -> a.equals(s.id().value())).orElse(true))
                        .findFirst();
        if (site.isEmpty()) {
            title(getTranslation("topology.title.none"));
            sub("");
            content.add(
                    empty(
                            asked.map(a -> getTranslation("topology.unknown", a))
                                    .orElse(getTranslation("topology.no-site"))));
            return;
        }
        choice.setValue(site.get());
        show(site.get());
    }

    private void show(SiteView site) {
        content.removeAll();
        var topology = topologies.of(site.id());
        var zone = ZoneId.of(site.timeZone());
        var now = clock.instant();
        title(getTranslation("topology.title", site.id().value().toUpperCase(Locale.ROOT)));
        var tables = new TopologyTables(this, topology, zone, now);
        sub(
                new Span(
                        getTranslation(
                                "topology.sub",
                                site.name(),
                                topology.links().size(),
                                tables.differences(),
                                topology.strangers().size())),
                new Span(getTranslation("site.zone", zone.getId())));
        policies.inForce()
                .plan(site.id())
                .ifPresent(plan -> {
                    var drawing =
                            new TopologyDrawing(plan, topology, new DrawingLabels(site.id())).svg();
                    // Inside an element the browser itself reads the drawing, with its measures.
                    var frame = new Div(new Html("<div>" + drawing + "</div>"));
                    frame.addClassName("hf-drawing");
                    content.add(frame);
                });
        content.add(
                section(getTranslation("topology.links"), links(topology, tables)),
                section(getTranslation("topology.cabling"), cabling(topology, tables)),
                section(getTranslation("topology.strangers"), strangers(site, topology, tables)));
    }

    private Component links(SiteTopology topology, TopologyTables tables) {
        return topology.links().isEmpty()
                ? empty(getTranslation("topology.links.empty"))
                : tables.links();
    }

    private Component cabling(SiteTopology topology, TopologyTables tables) {
        return topology.cabling().isEmpty()
                ? empty(getTranslation("topology.cabling.empty"))
                : tables.cabling();
    }

    private Component strangers(SiteView site, SiteTopology topology, TopologyTables tables) {
        if (topology.strangers().isEmpty()) {
            return empty(getTranslation("topology.strangers.empty"));
        }
        boolean may = Acting.caller().may(Permission.OPERATE);
        var table = tables.strangers(may, stranger -> charge(site, stranger));
        return may ? table : new Div(table, why(getTranslation("topology.may-not")));
    }

    private void charge(SiteView site, Stranger stranger) {
        new ChargeDialog(
                        stranger,
                        ZoneId.of(site.timeZone()),
                        clock,
                        (owner, due, reason) -> {
                            topologies.charge(site.id(), stranger.chassis(), owner, due, reason);
                            show(site);
                        })
                .open();
    }

    private Component legend() {
        var legend = new Div();
        legend.addClassName("hf-legend");
        for (var style : List.of("certain", "likely", "possible", "fading", "unknown", "missing")) {
            var line =
                    new Html(
                            "<svg class='hf-topology-key' viewBox='0 0 26 8' aria-hidden='true'"
                                    + " focusable='false'><path class='hf-link "
                                    + style
                                    + "' d='M0 4H26'/></svg>");
            legend.add(new Span(line, new Span(getTranslation("topology.line." + style))));
        }
        return legend;
    }

    /** The words of the drawing, and the state of each device as its site last told. */
    private final class DrawingLabels implements TopologyDrawing.Labels {
        private final SiteId site;

        private final SiteStanding standing;

        DrawingLabels(SiteId site) {
            this.site = site;
            standing = links.standing(site);
        }

        @Override
        public String mark(DeviceSlot slot) {
            var state = state(slot);
            var look = States.look(state);
            return "<g class='hf-"
                    + look.tone().name().toLowerCase(Locale.ROOT)
                    + "'><title>"
                    + Svg.escaped(getTranslation("state." + state.toLowerCase(Locale.ROOT)))
                    + "</title>"
                    + look.glyph().svg().replace("<svg ", "<svg width='11' height='11' ")
                    + "</g>";
        }

        /** Of a device that was never seen, or whose site is cut off, nobody knows. */
        private String state(DeviceSlot slot) {
            return standing.link().state() == LinkState.ISLANDED
                    ? "UNKNOWN"
                    : standing.slot(slot).map(s -> s.state().name()).orElse("UNKNOWN");
        }

        @Override
        public String vlan(int vlan) {
            return vlan == 0 ? "" : getTranslation("topology.vlan", Integer.toString(vlan));
        }

        @Override
        public String ports(String device, List<String> ports) {
            return getTranslation("topology.ports", device, String.join(", ", ports));
        }

        @Override
        public String stranger(String name, String port) {
            return getTranslation("topology.stranger.at", name, port);
        }

        @Override
        public String title() {
            return getTranslation("topology.drawing", site.value().toUpperCase(Locale.ROOT));
        }
    }
}
