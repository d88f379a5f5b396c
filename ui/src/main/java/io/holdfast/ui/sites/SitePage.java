package io.holdfast.ui.sites;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.holds.HoldAnswers;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.Autonomies;
import io.holdfast.controller.sitelinks.BreakGlassSets;
import io.holdfast.controller.sitelinks.HoldCases;
import io.holdfast.controller.sitelinks.LostStates;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.Sentences;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;

/** One site: its link, its three revisions, its devices, its journal. */
@Route(value = "sites", layout = MainLayout.class)
@PermitAll
public class SitePage extends LivePage implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private final transient Sites sites;
    private final transient SiteLinks links;
    private final transient BreakGlassSets glass;
    private final transient HoldCases cases;
    private final transient HoldAnswers answers;
    private final transient LostStates lost;
    private final transient Autonomies autonomies;
    private final transient InstantSource clock;
    private final Div content = new Div();
    private final Div codes = new Div();
    private String site = "";

    public SitePage(
            Sites sites,
            SiteLinks links,
            BreakGlassSets glass,
            HoldCases cases,
            HoldAnswers answers,
            LostStates lost,
            Autonomies autonomies,
            InstantSource clock) {
        super(2_000);
        this.sites = sites;
        this.links = links;
        this.glass = glass;
        this.cases = cases;
        this.answers = answers;
        this.lost = lost;
        this.autonomies = autonomies;
        this.clock = clock;
        add(content, codes);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        site = parameter;
        crumb(
                new RouterLink(getTranslation("sites.title"), SitesView.class),
                new Span(" / " + parameter));
        actions(
                new Anchor(Places.windows(parameter), getTranslation("windows.windows")),
                new Anchor(Places.discoveries(parameter), getTranslation("site.discover")),
                new Anchor(Places.decommissioning(parameter), getTranslation("service.link")));
        show();
        showCodes();
    }

    /** Beside what is drawn anew: nobody shall lose a question he was asked. */
    private void showCodes() {
        codes.removeAll();
        try {
            var view = sites.get(Places.site(site));
            codes.add(
                    section(
                            getTranslation("tags.title"),
                            new SiteTags(sites, view, this::showCodes)),
                    section(
                            getTranslation("autonomy.title"),
                            new SiteAutonomy(autonomies.of(view.id()), ZoneId.of(view.timeZone()))),
                    section(
                            getTranslation("glass.title"),
                            new SiteBreakGlass(
                                    glass,
                                    view.id(),
                                    ZoneId.of(view.timeZone()),
                                    clock.instant())));
            for (var hold : glass.holds(view.id())) {
                if (hold.review().isEmpty()) {
                    codes.add(new HoldPanel(cases, answers, view.id(), hold, this::showCodes));
                }
            }
        } catch (Refused _) {
            // There is no such site; the page says so above.
            codes.removeAll();
        }
    }

    @Override
    protected void look() {
        show();
    }

    private void show() {
        var fresh = new Div();
        var now = clock.instant();
        SiteStanding standing;
        ZoneId zone;
        try {
            var view = sites.get(Places.site(site));
            standing = links.standing(view.id());
            zone = ZoneId.of(view.timeZone());
            title(site.toUpperCase(Locale.ROOT) + " " + view.name());
        } catch (Refused e) {
            title(site);
            Redraw.into(content, refused(e, getTranslation("site.unknown", site)));
            return;
        }
        sub(SiteService.mark(this, standing), new Span(getTranslation("site.zone", zone.getId())));
        standing.outOfService()
                .ifPresent(at ->
                        fresh.add(
                                SiteService.note(
                                        this, standing.site(), at, getLocale(), zone, now)));
        if (standing.link().state() == LinkState.ISLANDED
                && standing.enrolled()
                && standing.outOfService().isEmpty()) {
            fresh.add(
                    note(
                            Tone.AUTONOMOUS,
                            new Span(
                                    getTranslation(
                                            "site.autonomous",
                                            Times.text(
                                                    standing.link().since(),
                                                    zone,
                                                    getLocale(),
                                                    now),
                                            Times.length(
                                                    Duration.between(
                                                            standing.link().since(), now))))));
        }
        standing.hold()
                .filter(hold -> hold.end().isEmpty())
                .ifPresent(hold -> fresh.add(SiteHolds.note(this, hold, getLocale(), zone, now)));
        standing.lost()
                .ifPresent(l ->
                        fresh.add(
                                new LostStateCard(
                                        lost, standing.site(), l, zone, now, this::show)));
        var columns =
                new Div(
                        section(getTranslation("site.state"), state(standing, zone, now)),
                        section(getTranslation("site.journal"), journal(standing)));
        columns.addClassName("hf-columns");
        fresh.add(columns, section(getTranslation("site.devices"), devices(standing, zone, now)));
        fresh.add(
                section(
                        getTranslation("glass.holds"),
                        SiteHolds.table(
                                this, glass.holds(standing.site()), getLocale(), zone, now)));
        Redraw.into(content, fresh);
    }

    private String epoch(SiteStanding standing, ZoneId zone, Instant now) {
        return standing.backFrom()
                .map(taken ->
                        getTranslation(
                                "site.epoch.back",
                                standing.epoch(),
                                Times.named(taken, zone, getLocale(), now)))
                .orElse("" + standing.epoch());
    }

    private Facts state(SiteStanding standing, ZoneId zone, Instant now) {
        var facts =
                new Facts()
                        .fact(getTranslation("site.epoch"), epoch(standing, zone, now))
                        .fact(getTranslation("sites.desired"), "" + standing.desired())
                        .fact(getTranslation("sites.delivered"), "" + standing.delivered())
                        .fact(getTranslation("sites.running"), "" + standing.running())
                        .fact(getTranslation("site.software"), standing.software())
                        .fact(getTranslation("site.key-words"), standing.keyWords());
        standing.refusal()
                .ifPresent(r ->
                        facts.fact(
                                getTranslation("state.refused"),
                                r.revision()
                                        + ": "
                                        + Sentences.of(this, r.code(), r.reason())
                                        + " ("
                                        + r.code()
                                        + ")"));
        return facts;
    }

    private Facts journal(SiteStanding standing) {
        var journal = standing.journal();
        var hash = new Span(journal.durableHash());
        hash.addClassName("hf-mono");
        var facts =
                new Facts()
                        .fact(getTranslation("site.journal.durable"), "" + journal.durable())
                        .fact(getTranslation("site.journal.queued"), "" + journal.queued())
                        .fact(getTranslation("site.journal.hash"), hash);
        if (!journal.problem().isEmpty()) {
            facts.fact(getTranslation("site.journal.problem"), journal.problem());
        }
        return facts;
    }

    private Table devices(SiteStanding standing, ZoneId zone, Instant now) {
        var table =
                new Table(getTranslation("site.devices"))
                        .head(getTranslation("devices.device"))
                        .head(getTranslation("devices.state"))
                        .numberHead(getTranslation("devices.revision"))
                        .head(getTranslation("devices.reason"))
                        .numberHead(getTranslation("devices.seen"));
        for (var slot : standing.slots()) {
            table.row(
                    Table.text(slot.slot().value()),
                    States.of(this, slot.state().name()),
                    Table.text("" + slot.revision()),
                    Table.text(slot.reason()),
                    Times.at(slot.observedAt(), zone, getLocale(), now));
        }
        return table;
    }
}
