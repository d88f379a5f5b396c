package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.Mention;
import io.holdfast.controller.inventory.SiteMentions;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DecommissionStanding;
import io.holdfast.controller.sitelinks.Decommissionings;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Takes a site's node out of service, and shows what follows: what has to be replaced, which
 * entries are lost, what still names the site, and what stays readable.
 */
@Route(value = "decommissionings/:site", layout = MainLayout.class)
@PermitAll
public class DecommissioningPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Sites sites;
    private final transient SiteLinks links;
    private final transient Decommissionings cases;
    private final transient SiteMentions mentions;
    private final transient InstantSource clock;
    private final Div content = new Div();

    public DecommissioningPage(
            Sites sites,
            SiteLinks links,
            Decommissionings cases,
            SiteMentions mentions,
            InstantSource clock) {
        this.sites = sites;
        this.links = links;
        this.cases = cases;
        this.mentions = mentions;
        this.clock = clock;
        add(content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var code = event.getRouteParameters().get("site").orElse("");
        crumb(
                new RouterLink(code.toUpperCase(Locale.ROOT), SitePage.class, code),
                new Span(" / " + getTranslation("service.crumb")));
        try {
            var view = sites.get(Places.site(code));
            title(getTranslation("service.title", view.name()));
            sub(getTranslation("service.what"));
            show(view);
        } catch (Refused e) {
            title(code);
            content.add(refused(e, getTranslation("site.unknown", code)));
        }
    }

    private void show(SiteView view) {
        content.removeAll();
        var site = view.id();
        var zone = ZoneId.of(view.timeZone());
        var standing = links.standing(site);
        var all = cases.of(site);
        boolean asked = all.stream().anyMatch(c -> c.state() == DecommissionStanding.State.ASKED);
        for (var one : all) {
            content.add(
                    section(
                            getTranslation("service.case", one.id()),
                            new DecommissionPanel(
                                    cases, one, zone, clock.instant(), () -> show(view))));
        }
        if (standing.enrolled() && standing.outOfService().isEmpty()) {
            content.add(
                    section(
                            getTranslation(asked ? "service.stolen" : "service.ask"),
                            new DecommissionForm(cases, site, asked, () -> show(view))));
        }
        if (!standing.enrolled()) {
            content.add(empty(getTranslation("service.not-enrolled")));
        }
        content.add(
                section(getTranslation("service.named"), named(mentions.of(site))),
                section(getTranslation("service.readable"), readable(site, standing, all)));
    }

    private Component named(List<Mention> all) {
        var part = new Div(new Paragraph(getTranslation("service.named.about")));
        var facts = new Facts();
        for (var kind : Mention.Kind.values()) {
            for (boolean byName : new boolean[] {true, false}) {
                var names =
                        all.stream()
                                .filter(m -> m.kind() == kind && m.byName() == byName)
                                .map(Mention::name)
                                .collect(Collectors.joining(", "));
                if (!names.isEmpty()) {
                    var key = "service.named." + kind.name().toLowerCase(Locale.ROOT);
                    facts.fact(getTranslation(byName ? key : key + ".every"), names);
                }
            }
        }
        part.add(facts);
        return part;
    }

    /** All of it stays where it is, and says by which way it is read. */
    private Component readable(SiteId site, SiteStanding standing, List<DecommissionStanding> all) {
        var table =
                new Table(getTranslation("service.readable"))
                        .head(getTranslation("service.readable.what"))
                        .head(getTranslation("service.readable.how"));
        var path = "GET /api/v1/sites/" + site;
        for (var one : all) {
            if (one.shutOut().isPresent()) {
                table.row(
                        Table.text(
                                getTranslation(
                                        "service.readable.journal",
                                        one.incarnation(),
                                        one.left().found())),
                        Table.text(path + "/journal?incarnation=" + one.incarnation()));
            }
        }
        if (all.stream().noneMatch(c -> c.shutOut().isPresent())) {
            table.row(
                    Table.text(
                            getTranslation(
                                    "service.readable.journal",
                                    standing.incarnation(),
                                    standing.journal().durable())),
                    Table.text(path + "/journal"));
        }
        table.row(
                Table.text(getTranslation("service.readable.archive")),
                Table.text(path + "/devices/{slot}/configurations"));
        table.row(
                Table.text(getTranslation("service.readable.audit")),
                Table.text("GET /api/v1/audit-log/export"));
        table.row(
                Table.text(getTranslation("service.readable.proof")),
                Table.text(path + "/certificate"));
        return table;
    }
}
