package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every site, worst first: its link, what is desired, delivered and running, what waits in its
 * journal.
 */
@Route(value = "sites", layout = MainLayout.class)
@RouteAlias(value = "", layout = MainLayout.class)
@PermitAll
public class SitesView extends LivePage {

    private static final long serialVersionUID = 1L;

    private final transient Sites sites;
    private final transient SiteLinks links;
    private final transient InstantSource clock;
    private final Div list = new Div();
    private final transient Paging paging = new Paging(200);

    public SitesView(Sites sites, SiteLinks links, InstantSource clock) {
        super(2_000);
        this.sites = sites;
        this.links = links;
        this.clock = clock;
        title(getTranslation("sites.title"));
        add(list);
        var legend = new Div();
        legend.addClassNames("hf-columns", "hf-section");
        for (var key : new String[] {"row", "autonomous", "age"}) {
            legend.add(
                    section(
                            getTranslation("sites.legend." + key),
                            new Span(getTranslation("sites.legend." + key + ".text"))));
        }
        add(legend);
        show();
    }

    @Override
    protected void look() {
        show();
    }

    private void show() {
        var now = clock.instant();
        Map<SiteId, SiteStanding> standings =
                links.standings().stream()
                        .collect(Collectors.toMap(SiteStanding::site, Function.identity()));
        var all =
                sites.list().stream()
                        .sorted(
                                Comparator.comparingInt((SiteView s) -> rank(standings.get(s.id())))
                                        .thenComparing(SiteView::id))
                        .toList();
        if (all.isEmpty()) {
            sub("");
            Redraw.into(list, empty(getTranslation("sites.empty")));
            return;
        }
        sub(summary(all.size(), standings));
        var table =
                new Table(getTranslation("sites.title"))
                        .head(getTranslation("sites.site"))
                        .head(getTranslation("sites.link"))
                        .numberHead(getTranslation("sites.desired"))
                        .numberHead(getTranslation("sites.delivered"))
                        .numberHead(getTranslation("sites.running"))
                        .head(getTranslation("sites.devices"))
                        .numberHead(getTranslation("sites.journal"));
        for (var site : paging.of(all)) {
            row(table, site, standings.get(site.id()), now);
        }
        Redraw.into(list, table, paging.below(this, all.size(), this::show));
    }

    private String summary(int count, Map<SiteId, SiteStanding> standings) {
        long connected = count(standings, LinkState.CONNECTED);
        long alone = count(standings, LinkState.ISLANDED);
        long out = standings.values().stream().filter(s -> s.outOfService().isPresent()).count();
        return getTranslation(
                "sites.summary", count, connected, count - connected - alone - out, alone);
    }

    private static long count(Map<SiteId, SiteStanding> standings, LinkState state) {
        return standings.values().stream()
                .filter(s -> s.outOfService().isEmpty() && s.link().state() == state)
                .count();
    }

    private void row(Table table, SiteView site, @Nullable SiteStanding standing, Instant now) {
        var link =
                new RouterLink(
                        site.id().value().toUpperCase(Locale.ROOT),
                        SitePage.class,
                        site.id().value());
        var tags = site.tags().stream().map(SiteTag::value).collect(Collectors.joining(", "));
        var name =
                Table.twoLines(
                        link, tags.isEmpty() ? site.name() : site.name() + " (" + tags + ")");
        if (standing == null || !standing.enrolled()) {
            table.row(
                    name,
                    States.of(this, "UNKNOWN"),
                    Table.text("-"),
                    Table.text("-"),
                    Table.text("-"),
                    Table.text(getTranslation("sites.not-enrolled")),
                    Table.text("-"));
            return;
        }
        var zone = ZoneId.of(site.timeZone());
        boolean stale = standing.link().state() == LinkState.ISLANDED;
        table.row(
                name,
                Table.twoLines(SiteService.mark(this, standing), heard(standing, zone, now)),
                Table.text("" + standing.desired()),
                number(standing.delivered(), stale, standing, zone, now),
                number(standing.running(), stale, standing, zone, now),
                devices(standing),
                stale
                        ? Table.twoLines(
                                Table.text(getTranslation("sites.not-visible")),
                                asOf(standing, zone, now))
                        : Table.text("" + standing.journal().queued()));
    }

    private Component number(
            long value, boolean stale, SiteStanding standing, ZoneId zone, Instant now) {
        if (!stale) {
            return value == standing.desired() ? Table.text("" + value) : bold("" + value);
        }
        var text = new Span("" + value);
        text.addClassName("hf-stale");
        return Table.twoLines(text, asOf(standing, zone, now));
    }

    private static Span bold(String text) {
        var span = new Span(text);
        span.getStyle().set("font-weight", "600");
        return span;
    }

    private String heard(SiteStanding standing, ZoneId zone, Instant now) {
        if (standing.link().state() == LinkState.ISLANDED) {
            var since = standing.link().since();
            return getTranslation(
                    "sites.since",
                    Times.named(since, zone, getLocale(), now),
                    Times.length(Duration.between(since, now)));
        }
        return standing.lastHeard()
                .map(at -> getTranslation("sites.heard", Times.length(Duration.between(at, now))))
                .orElse("");
    }

    private String asOf(SiteStanding standing, ZoneId zone, Instant now) {
        return standing.lastHeard()
                .map(at -> getTranslation("as-of", Times.named(at, zone, getLocale(), now)))
                .orElse("");
    }

    private Component devices(SiteStanding standing) {
        long trouble = standing.slots().stream().filter(s -> troubled(s.state())).count();
        long trial = standing.slots().stream().filter(s -> s.state() == SlotState.ON_TRIAL).count();
        if (standing.link().state() == LinkState.ISLANDED) {
            return new StateMark(
                    Glyph.STALE,
                    Tone.STALE,
                    getTranslation("sites.devices.count", standing.slots().size()));
        }
        if (standing.lost().isPresent()) {
            return new StateMark(
                    Glyph.ATTENTION, Tone.ATTENTION, getTranslation("sites.devices.lost"));
        }
        if (trouble > 0) {
            return new StateMark(
                    Glyph.ATTENTION,
                    Tone.ATTENTION,
                    getTranslation("sites.devices.trouble", trouble));
        }
        if (trial > 0) {
            return new StateMark(
                    Glyph.TRIAL, Tone.PENDING, getTranslation("sites.devices.trial", trial));
        }
        return new StateMark(
                Glyph.OK, Tone.OK, getTranslation("sites.devices.count", standing.slots().size()));
    }

    static boolean troubled(SlotState state) {
        return switch (state) {
            case TAKEN_BACK, CONFLICT, SILENT, NOT_ONBOARDED -> true;
            case WAITING, ON_TRIAL, KEPT -> false;
        };
    }

    private static int rank(@Nullable SiteStanding standing) {
        if (standing == null) {
            return 3;
        }
        if (standing.lost().isPresent()
                || standing.slots().stream().anyMatch(s -> troubled(s.state()))) {
            return 0;
        }
        return switch (standing.link().state()) {
            case DEGRADED -> 1;
            case ISLANDED, RECONCILING -> 2;
            case CONNECTED -> 4;
        };
    }
}
