package io.holdfast.ui.drifts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.drifts.DriftReport;
import io.holdfast.controller.drifts.Drifts;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.drift.DriftGrade;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.LivePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which devices run something else than was approved: what it does, line by line, and what next.
 */
@Route(value = "drift", layout = MainLayout.class)
@PermitAll
public class DriftsView extends LivePage {

    private static final long serialVersionUID = 1L;

    static final SortedMap<String, Permission> ANSWERS =
            new TreeMap<>(
                    Map.of(
                            "put-back", Permission.ROLL_OUT,
                            "adopt", Permission.PROPOSE,
                            "accept", Permission.APPROVE));

    private final transient Drifts drifts;
    private final transient Sites sites;
    private final transient InstantSource clock;
    private final transient Paging devices = new Paging(20);
    private final transient Paging unread = new Paging(20);
    private final transient Aside aside = new Aside();
    private final Div list = new Div();
    private transient Optional<Shown> shown = Optional.empty();

    /** Whether the newest look is not there yet. */
    private boolean looking;

    /** What was found, and in which zone each site reads its times. */
    private record Shown(DriftReport report, Map<SiteId, ZoneId> zones) {

        ZoneId zone(SiteId site) {
            return zones.getOrDefault(site, ZoneOffset.UTC);
        }
    }

    public DriftsView(Drifts drifts, Sites sites, InstantSource clock) {
        super(30_000);
        this.drifts = drifts;
        this.sites = sites;
        this.clock = clock;
        title(getTranslation("drift.title"));
        list.getElement().setAttribute("aria-live", "polite");
        list.add(why(getTranslation("drift.reading")));
        add(list, legend());
        lookAnew();
    }

    /** Judging what a difference does takes as long as a proof; the page does not wait for it. */
    @Override
    protected void look() {
        // It is asked often while it looks: another look each time would never let one be shown.
        if (!looking) {
            lookAnew();
        }
    }

    private void lookAnew() {
        looking = true;
        aside.begin(_ -> found(), this::told);
    }

    private Shown found() {
        return new Shown(
                drifts.all(),
                sites.list().stream()
                        .collect(Collectors.toMap(SiteView::id, s -> ZoneId.of(s.timeZone()))));
    }

    private void told(Aside.Outcome<Shown> outcome) {
        looking = false;
        switch (outcome) {
            case Aside.Outcome.Done(var found) -> {
                shown = Optional.of(found);
                draw();
            }
            case Aside.Outcome.Denied(var refused) ->
                    Redraw.into(list, Parts.refused(this, refused));
            case Aside.Outcome.Failed() ->
                    Redraw.into(
                            list,
                            note(Tone.ATTENTION, new Span(getTranslation("proposal.failed"))));
        }
    }

    /** What may be done, and why this person may not. */
    private Div legend() {
        var legend = new Div();
        legend.addClassNames("hf-columns", "hf-section");
        ANSWERS.forEach((key, needed) -> {
            var section =
                    section(
                            getTranslation("drift." + key),
                            new Paragraph(getTranslation("drift." + key + ".legend")));
            if (!Rights.may(needed)) {
                section.add(Rights.why(this, needed));
            }
            legend.add(section);
        });
        return legend;
    }

    private void draw() {
        shown.ifPresent(this::draw);
    }

    private void draw(Shown now) {
        var report = now.report();
        if (report.drifts().isEmpty() && report.unclear().isEmpty()) {
            sub(getTranslation("drift.none"));
            Redraw.into(list, empty(getTranslation("drift.empty")));
            return;
        }
        long opening =
                report.drifts().stream()
                        .filter(d ->
                                d.drift().grade() == DriftGrade.OPENS
                                        || d.drift().grade() == DriftGrade.OPENS_AND_CLOSES)
                        .count();
        sub(getTranslation("drift.summary", report.drifts().size(), opening));
        var parts = new ArrayList<Component>();
        devices.of(report.drifts()).stream()
                .map(d -> new DriftCard(drifts, clock, d, now.zone(d.site()), this::lookAnew))
                .forEach(parts::add);
        parts.add(devices.below(this, report.drifts().size(), this::draw));
        if (!report.unclear().isEmpty()) {
            var unclear = section(getTranslation("drift.unclear"));
            unread.of(report.unclear())
                    .forEach(u ->
                            unclear.add(
                                    note(
                                            Tone.ATTENTION,
                                            DriftCard.link(u.site(), u.slot().value()),
                                            new Span(" " + u.reason()))));
            unclear.add(unread.below(this, report.unclear().size(), this::draw));
            parts.add(unclear);
        }
        Redraw.into(list, parts.toArray(Component[]::new));
    }
}
