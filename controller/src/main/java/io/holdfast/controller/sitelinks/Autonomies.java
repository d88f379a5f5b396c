package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.BundleStore;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.Kind;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Standing;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.zone.Closing;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long each site can be alone, as far as the centre knows it. What only the site can tell, as
 * the room on its disk, is unknown here and stands on the site's own board.
 */
@Component
public class Autonomies {

    private final Access access;
    private final InstantSource clock;
    private final SiteStore sites;
    private final BundleStore bundles;
    private final EnrolmentStore enrolments;
    private final BreakGlassSets codes;
    private final LinkKeys keys;

    Autonomies(
            Access access,
            InstantSource clock,
            SiteStore sites,
            BundleStore bundles,
            EnrolmentStore enrolments,
            BreakGlassSets codes,
            LinkKeys keys) {
        this.access = access;
        this.clock = clock;
        this.sites = sites;
        this.bundles = bundles;
        this.enrolments = enrolments;
        this.codes = codes;
        this.keys = keys;
    }

    /**
     * A site of which something ends soon.
     *
     * @param limit the tightest under which it is
     */
    public record Shortage(SiteId site, Ending first, Instant end, Duration limit) {}

    /** Every site of which something ends sooner than in 90, 30 or 7 days. */
    @Transactional(readOnly = true)
    public List<Shortage> below() {
        access.requireRead();
        return sites.all().stream()
                .flatMap(id -> sites.find(id).stream())
                // Of a node that was shut out nobody needs to hear what ends.
                .filter(s -> s.shutOut().isEmpty())
                .flatMap(s -> below(s).stream())
                .toList();
    }

    private Optional<Shortage> below(SiteStore.Site site) {
        var budget = budget(site);
        return budget.warning()
                .flatMap(limit ->
                        budget.first()
                                .filter(first -> first.when() instanceof When.At)
                                .map(first ->
                                        new Shortage(
                                                site.site(),
                                                first,
                                                ((When.At) first.when()).moment(),
                                                limit)));
    }

    /** Everything that ends while this site is alone, the first first. */
    @Transactional(readOnly = true)
    public AutonomyBudget of(SiteId site) {
        access.requireRead();
        return budget(sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value())));
    }

    private AutonomyBudget budget(SiteStore.Site known) {
        var site = known.site();
        var now = clock.instant();
        if (known.incarnation() < 1) {
            return new AutonomyBudget(now, List.of());
        }
        var contact = sites.contact(site).filter(c -> c.incarnation() == known.incarnation());
        var runs =
                contact.filter(c -> c.epoch() <= sites.epoch())
                        .flatMap(c -> bundles.find(site, c.revision()))
                        .flatMap(state -> content(state.content()));
        return new Standing(
                        dated(known, contact),
                        runs.flatMap(Autonomies::windows),
                        runs.map(content -> hardEnds(content, now)).orElse(List.of()),
                        Optional.of(codesLeft(site)),
                        runs.filter(c -> !c.plan().tunnels().isEmpty()).isPresent(),
                        new Standing.Clock.NotKnown(),
                        new Standing.Space.NotKnown())
                .budget(now);
    }

    /** None where this release does not read it any more: then less is known, and said so. */
    private static Optional<SiteContent> content(Bytes stored) {
        try {
            return Optional.of(WireJson.read(SiteContent.class, stored));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    private List<Standing.Dated> dated(SiteStore.Site known, Optional<SiteStore.Contact> contact) {
        var dated = new ArrayList<Standing.Dated>();
        enrolments
                .newest(known.site(), known.incarnation())
                .ifPresent(c ->
                        dated.add(new Standing.Dated(Kind.LINK_CERTIFICATE, "", c.notAfter())));
        dated.add(
                new Standing.Dated(
                        Kind.LINK_AUTHORITY,
                        "",
                        keys.authority().certificate().getNotAfter().toInstant()));
        if (contact.filter(c -> c.revision() != known.desired()).isPresent()) {
            bundles.newestDelivery(
                            known.site(), known.desired(), sites.epoch(), known.incarnation())
                    .ifPresent(d ->
                            dated.add(
                                    new Standing.Dated(
                                            Kind.OFFERED_STATE,
                                            sites.epoch() + "." + known.desired(),
                                            d.acceptUntil())));
        }
        return dated;
    }

    private static Optional<SiteWindows> windows(SiteContent content) {
        try {
            return content.plan().windows().isEmpty()
                    ? Optional.empty()
                    : Optional.of(content.plan().siteWindows());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<Standing.HardEnd> hardEnds(SiteContent content, Instant now) {
        return Closing.of(content.model(), content.plan()).stream()
                .filter(c -> c.at().isAfter(now))
                .map(c ->
                        new Standing.HardEnd(
                                c.at(), c.closes().stream().map(Object::toString).toList()))
                .toList();
    }

    private int codesLeft(SiteId site) {
        var standing = codes.standing(site);
        return standing.ofThisNode()
                ? (int) standing.codes().stream().filter(c -> !c.used()).count()
                : 0;
    }
}
