package io.holdfast.ui.discoveries;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.observations.Discoveries;
import io.holdfast.controller.observations.DiscoveryView;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.sites.SitePage;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Searches for devices at one site: order one, watch it, stop it, see what it found. */
@Route(value = "discoveries/:site", layout = MainLayout.class)
@PermitAll
public class DiscoveryPage extends LivePage implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Sites sites;
    private final transient Discoveries discoveries;
    private final transient DeviceAccesses accesses;
    private final transient InstantSource clock;
    private final Div form = new Div();
    private final Div problem = new Div();
    private final Div running = new Div();
    private final Div earlier = new Div();
    private transient Optional<SiteId> site = Optional.empty();
    private final transient Paging paging = new Paging(25);
    private final transient Paging finds = new Paging(100);
    private transient Optional<UUID> shown = Optional.empty();
    private transient List<DiscoveryView> listed = List.of();
    private ZoneId zone = ZoneId.of("UTC");

    public DiscoveryPage(
            Sites sites, Discoveries discoveries, DeviceAccesses accesses, InstantSource clock) {
        super(2_000);
        this.sites = sites;
        this.discoveries = discoveries;
        this.accesses = accesses;
        this.clock = clock;
        problem.getElement().setAttribute("role", "alert");
        add(problem, running, form, earlier);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var code = event.getRouteParameters().get("site").orElse("");
        try {
            var view = sites.get(Places.site(code));
            site = Optional.of(view.id());
            zone = ZoneId.of(view.timeZone());
            title(getTranslation("discovery.title", view.name()));
            crumb(
                    new RouterLink(code.toUpperCase(Locale.ROOT), SitePage.class, code),
                    new Span(" / " + getTranslation("discovery.crumb")));
            sub(
                    new Span(getTranslation("discovery.what-it-does")),
                    new Span(getTranslation("site.zone", zone.getId())));
            form.removeAll();
            form.add(
                    section(
                            getTranslation("discovery.new"),
                            new DiscoveryForm(
                                    accesses.accesses(view.id()).stream()
                                            .map(AccessStanding::slot)
                                            .toList(),
                                    order -> {
                                        shown =
                                                Optional.of(
                                                        discoveries.order(view.id(), order).id());
                                        show();
                                    })));
            show();
        } catch (Refused e) {
            title(code);
            form.add(refused(e, getTranslation("site.unknown", code)));
        }
    }

    /**
     * Only while something may still come, and once more when it came: a table somebody reads is
     * not drawn anew for nothing.
     */
    @Override
    protected void look() {
        if (site.isPresent()
                && (listed.stream().anyMatch(d -> !d.over())
                        || !discoveries.list(site.get()).equals(listed))) {
            show();
        }
    }

    private void show() {
        site.ifPresent(s -> {
            var now = clock.instant();
            var all = discoveries.list(s);
            listed = all;
            var selected = shown.or(() -> all.stream().findFirst().map(DiscoveryView::id));
            selected.ifPresent(id -> Redraw.into(running, one(s, id, now)));
            Redraw.into(earlier, section(getTranslation("discovery.all"), list(all, now)));
        });
    }

    private Div one(SiteId at, UUID id, Instant now) {
        var whole = discoveries.get(at, id);
        var view = whole.discovery();
        var head = new Div(States.of(this, view.state()), new Span(within(view)));
        head.addClassName("hf-sub");
        var part =
                section(
                        getTranslation("discovery.found"),
                        head,
                        new DiscoveryResult(whole, now, finds, this::show));
        if (!view.over() && !view.state().equals("STOPPING")) {
            var stop = outlined(getTranslation("discovery.stop"));
            stop.setId("discovery-stop");
            of(stop, id);
            stop.addClickListener(_ -> stop(at, id));
            part.add(Rights.guarded(this, Permission.ONBOARD, stop));
        }
        return new Div(part);
    }

    /** Says of which search a button is, so that no other one takes its place. */
    private static void of(Component button, UUID discovery) {
        button.getElement().setAttribute("data-discovery", discovery.toString());
    }

    private void stop(SiteId at, UUID id) {
        problem.removeAll();
        try {
            discoveries.stop(at, id);
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
        show();
    }

    private Div list(List<DiscoveryView> all, Instant now) {
        if (all.isEmpty()) {
            return empty(getTranslation("discovery.empty"));
        }
        var table =
                new Table(getTranslation("discovery.all"))
                        .head(getTranslation("discovery.ordered"))
                        .head(getTranslation("devices.state"))
                        .head(getTranslation("discovery.within"))
                        .numberHead(getTranslation("discovery.asked"))
                        .numberHead(getTranslation("discovery.devices"));
        for (var view : paging.of(all)) {
            var open =
                    new NativeButton(
                            Times.text(view.orderedAt(), zone, getLocale(), now),
                            _ -> {
                                shown = Optional.of(view.id());
                                show();
                            });
            open.addClassName("hf-link-button");
            of(open, view.id());
            table.row(
                    Table.twoLines(open, view.orderedBy()),
                    Table.twoLines(States.of(this, view.state()), view.why()),
                    Table.text(within(view)),
                    Table.text("" + view.asked()),
                    Table.text("" + view.found()));
        }
        return new Div(
                new Paragraph(getTranslation("discovery.all.what")),
                table,
                paging.below(this, all.size(), this::show));
    }

    private static String within(DiscoveryView view) {
        return view.order().within().stream()
                .map(Prefix::toString)
                .collect(Collectors.joining(", "));
    }
}
