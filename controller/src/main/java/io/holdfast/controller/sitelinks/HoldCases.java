package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.HoldStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.site.LocalHold;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every use of break-glass is a case (R61, X4): it is closed by a written review of somebody who
 * was not in it, after the hold has ended and what was done in it was answered.
 */
@Component
public class HoldCases {

    private static final int LEAST_WORDS = 20;
    private static final int LONGEST = 10_000;

    /** No list of cases is longer. */
    private static final int MOST = 500;

    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SiteStore sites;
    private final HoldStore holds;

    HoldCases(
            Access access, AuditLog audit, InstantSource clock, SiteStore sites, HoldStore holds) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.sites = sites;
        this.holds = holds;
    }

    /** A hold and where it was. */
    public record Case(SiteId site, HoldStanding hold) {}

    /** The cases of the organisation that nobody has closed, the oldest first. */
    @Transactional(readOnly = true)
    public List<Case> open() {
        access.requireRead();
        return holds.unreviewed(MOST);
    }

    /** One case. Called by those that answer what was done in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public HoldStanding get(SiteId site, HoldId id) {
        return existing(site, id);
    }

    private HoldStanding existing(SiteId site, HoldId id) {
        if (sites.lock(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        return holds.find(site, id).orElseThrow(() -> Refused.notFound("hold", site + "/" + id));
    }

    /** Closes a case with what was found out about it. */
    @Transactional
    public HoldStanding review(SiteId site, HoldId id, String postMortem) {
        var object = "hold:" + site + "/" + id;
        access.require(Permission.APPROVE, "hold.review", object);
        var hold = existing(site, id);
        boolean nodeGone = sites.find(site).filter(s -> isGone(s, id)).isPresent();
        var words = Reason.of("/postMortem", "POST_MORTEM_MISSING", postMortem, LONGEST);
        if (words.length() < LEAST_WORDS) {
            throw Refused.invalid(
                    "/postMortem",
                    "POST_MORTEM_MISSING",
                    "Say what happened, what was done and what follows, in "
                            + LEAST_WORDS
                            + " to "
                            + LONGEST
                            + " characters.");
        }
        if (hold.review().isPresent()) {
            throw Refused.conflict("HOLD_REVIEWED", "This hold was reviewed already.");
        }
        // A node that is gone tells nothing any more, and the next one knows no hold of it.
        if (hold.end().isEmpty() && !nodeGone) {
            throw Refused.conflict("HOLD_OPEN", "The hold has not ended, as far as the site told.");
        }
        if (hold.effects().stream().anyMatch(e -> e.answer().isEmpty()) && !nodeGone) {
            throw Refused.conflict(
                    "EFFECTS_UNANSWERED",
                    "What was done in the hold stands still; adopt or revert it first.");
        }
        if (wasInIt(hold, Acting.caller().name())) {
            throw Refused.conflict(
                    "REVIEWER_USED_IT", "Somebody who was not in the hold reviews it.");
        }
        var review =
                new HoldStanding.Review(
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        Acting.caller().name(),
                        words);
        holds.reviewed(site, id, Acting.caller().subject(), review);
        audit.record("hold.review", object, Map.of("postMortem", words));
        return existing(site, id);
    }

    /** Whether the node of a hold was replaced or put out of service. */
    private static boolean isGone(SiteStore.Site site, HoldId hold) {
        return site.incarnation() > hold.incarnation() || hold.incarnation() <= site.fence();
    }

    private static boolean wasInIt(HoldStanding hold, String name) {
        return hold.deeds().stream().anyMatch(d -> LocalHold.isSamePerson(d.person(), name));
    }
}
