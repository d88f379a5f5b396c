package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** Whether a site is in service, where its link is shown. */
final class SiteService {

    private SiteService() {}

    /** The state of the link; a site whose node was shut out is not autonomous, it has none. */
    static Component mark(Component page, SiteStanding standing) {
        return standing.outOfService().isPresent()
                ? new StateMark(Glyph.REFUSED, Tone.STALE, page.getTranslation("service.out"))
                : States.of(page, standing.link().state().name());
    }

    static Component note(
            Component page, SiteId site, Instant since, Locale locale, ZoneId zone, Instant now) {
        return Parts.note(
                Tone.ATTENTION,
                new Span(
                        page.getTranslation(
                                        "service.out.since", Times.named(since, zone, locale, now))
                                + " "),
                new Anchor(
                        Places.decommissioning(site.value()),
                        page.getTranslation("service.out.more")));
    }
}
