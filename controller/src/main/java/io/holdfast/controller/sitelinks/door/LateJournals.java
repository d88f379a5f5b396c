package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DecommissionId;
import io.holdfast.controller.sitelinks.store.DecommissionStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.centre.LateEntries;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what a person found of the journal of a site node that was put out of service, as on its
 * disk. It is stored as any entry is, and told as found late by when it came.
 */
@Component
public class LateJournals {

    private static final int MOST = 50_000;

    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SiteStore sites;
    private final DecommissionStore decommissions;
    private final Intake intake;

    LateJournals(
            Access access,
            AuditLog audit,
            InstantSource clock,
            SiteStore sites,
            DecommissionStore decommissions,
            Intake intake) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.sites = sites;
        this.decommissions = decommissions;
        this.intake = intake;
    }

    /**
     * Takes the entries that are missing up to the fence, all of them at once.
     *
     * @param entries as they stand on the node's disk, oldest first
     */
    @Transactional
    public void take(SiteId site, DecommissionId id, List<String> entries) {
        var object = "site:" + site;
        access.require(Permission.ONBOARD, "site.late-entries", object);
        if (sites.lock(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        var one =
                decommissions
                        .find(site, id)
                        .orElseThrow(() -> Refused.notFound("decommissioning", site + "/" + id));
        if (one.shutOut().isEmpty()) {
            throw Refused.conflict(
                    "NODE_IN_SERVICE", "The node is in service and hands its journal over itself.");
        }
        if (entries.isEmpty() || entries.size() > MOST) {
            throw Refused.invalid(
                    "/entries", "NOT_ENTRIES", "Send 1 to " + MOST + " entries at once.");
        }
        var identity = new SiteIdentity(Acting.organization().toString(), site, one.incarnation());
        var judged =
                LateEntries.judge(
                        identity,
                        intake.head(identity),
                        intake.hashes(identity),
                        one.fence(),
                        entries.stream().map(Bytes::utf8).toList());
        switch (judged) {
            case LateEntries.Judged.Refused(var code, var reason) ->
                    throw Refused.invalid("/entries", code, reason);
            case LateEntries.Judged.Taken taken -> {
                intake.late(identity, taken, clock.instant());
                audit.record(
                        "site.late-entries",
                        object,
                        Map.of(
                                "number",
                                id.number(),
                                "incarnation",
                                one.incarnation(),
                                "entries",
                                taken.lines().size(),
                                "head",
                                taken.head().sequence()));
            }
        }
    }
}
