package io.holdfast.controller.policies;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The policy in force, to read. It is changed by change requests only. */
@Service
public class Policies {

    private final Access access;
    private final PolicyBook book;

    Policies(Access access, PolicyBook book) {
        this.access = access;
        this.book = book;
    }

    /** The newest revision: zones, conduits, guardrails and each site's plan. */
    @Transactional(readOnly = true)
    public PolicyInForce inForce() {
        access.requireRead();
        return book.current();
    }

    /** What each zone is at one site. */
    @Transactional(readOnly = true)
    public List<SiteZone> zonesOf(SiteId site) {
        return planOf(site).zones();
    }

    /** What stands at one site. */
    @Transactional(readOnly = true)
    public SitePlan planOf(SiteId site) {
        return inForce().plan(site).orElseThrow(() -> Refused.notFound("site", site.value()));
    }

    /** The conduits of the reference architecture: proposals for a first change. */
    @Transactional(readOnly = true)
    public List<Conduit> blueprintConduits() {
        access.requireRead();
        return Blueprint.reference().conduits();
    }
}
