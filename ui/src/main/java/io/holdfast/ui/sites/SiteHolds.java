package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What people did at a site by break-glass, as its journal tells. */
final class SiteHolds {

    private SiteHolds() {}

    /** "The site holds since ... by ... because ...". */
    static Component note(
            Component page, HoldStanding hold, Locale locale, ZoneId zone, Instant now) {
        var since = Times.text(hold.openedAt(), zone, locale, now);
        var most = Times.text(hold.openedAt().plus(hold.lease()), zone, locale, now);
        return Parts.note(
                Tone.ATTENTION,
                new Span(
                        page.getTranslation(
                                "glass.held", since, hold.person(), hold.reason(), most)));
    }

    static Component table(
            Component page, List<HoldStanding> holds, Locale locale, ZoneId zone, Instant now) {
        if (holds.isEmpty()) {
            return Parts.empty(page.getTranslation("glass.holds.none"));
        }
        var table =
                new Table(page.getTranslation("glass.holds"))
                        .head(page.getTranslation("glass.hold.opened"))
                        .head(page.getTranslation("glass.hold.person"))
                        .head(page.getTranslation("glass.hold.reason"))
                        .head(page.getTranslation("devices.state"));
        for (var hold : holds) {
            table.row(
                    Times.at(hold.openedAt(), zone, locale, now),
                    Table.text(hold.person()),
                    Table.text(hold.reason()),
                    state(page, hold, locale, zone, now));
        }
        return table;
    }

    private static Component state(
            Component page, HoldStanding hold, Locale locale, ZoneId zone, Instant now) {
        return hold.end()
                .<Component>map(end ->
                        Table.twoLines(
                                new StateMark(
                                        Glyph.OK,
                                        Tone.STALE,
                                        page.getTranslation(
                                                hold.review().isPresent()
                                                        ? "glass.hold.reviewed"
                                                        : "glass.hold.ended",
                                                Times.text(end.at(), zone, locale, now))),
                                hold.review()
                                        .map(r -> r.by() + ": " + r.postMortem())
                                        .orElse(end.cause())))
                .orElseGet(() ->
                        new StateMark(
                                Glyph.ATTENTION,
                                Tone.ATTENTION,
                                page.getTranslation("glass.hold.open")));
    }
}
