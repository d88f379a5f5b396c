package io.holdfast.controller.windows;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.windows.store.FreezeStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.window.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * When changes may start. Windows are part of the policy and changed by change requests only; a
 * freeze needs nobody's approval, because it can only hold back, and is in force at once.
 */
@Service
public class Windows {

    /** As many as fit on a page, and enough to see a change of the clock coming. */
    private static final int NEXT = 10;

    /** Who wants to stop for longer says so again, and thinks about it again. */
    private static final Duration LONGEST_FREEZE = Duration.ofDays(366);

    private static final int MOST_OPEN = 20;

    private final Access access;
    private final AuditLog audit;
    private final PolicyBook policy;
    private final FreezeStore store;
    private final InstantSource clock;

    Windows(
            Access access,
            AuditLog audit,
            PolicyBook policy,
            FreezeStore store,
            InstantSource clock) {
        this.access = access;
        this.audit = audit;
        this.policy = policy;
        this.store = store;
        this.clock = clock;
    }

    /** The windows in force at a site, and the next ten times they come. */
    @Transactional(readOnly = true)
    public WindowsView of(SiteId site) {
        access.requireRead();
        var current = policy.current();
        var windows =
                current.plan(site)
                        .orElseThrow(() -> Refused.notFound("site", site.value()))
                        .siteWindows();
        var now = now();
        var freezes = store.open(now).stream().map(FreezeView::freeze).toList();
        return new WindowsView(
                current.revision(),
                windows,
                windows.next(NEXT, now),
                windows.mayStart(now, now, Duration.ZERO, freezes));
    }

    /** Freezes, newest first, at most a hundred. */
    @Transactional(readOnly = true)
    public List<FreezeView> freezes() {
        access.requireRead();
        return store.newest();
    }

    /** Nothing starts at any site from now until then. What was begun comes to its end. */
    @Transactional
    public FreezeView freeze(Instant until, String reason) {
        access.require(Permission.ADMINISTER, "freeze.begin", "freeze:");
        var now = now();
        var end = until.truncatedTo(ChronoUnit.SECONDS);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_FREEZE))) {
            throw Refused.invalid(
                    "/until", "FREEZE_END", "A freeze ends later than now and within a year.");
        }
        if (store.open(now).size() >= MOST_OPEN) {
            throw Refused.conflict(
                    "TOO_MANY_FREEZES", "There are " + MOST_OPEN + " freezes; lift one.");
        }
        var id = Ids.next(now);
        store.add(id, freeze(now, end, reason), caller());
        audit.record(
                "freeze.begin", "freeze:" + id, Map.of("until", end.toString(), "reason", reason));
        return existing(id);
    }

    private static Freeze freeze(Instant from, Instant until, String reason) {
        try {
            return new Freeze(from, until, reason);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("/reason", "FREEZE_REASON", String.valueOf(e.getMessage()));
        }
    }

    /** Ends a freeze before its time. Lifting twice is harmless. */
    @Transactional
    public FreezeView lift(UUID id) {
        access.require(Permission.ADMINISTER, "freeze.lift", "freeze:" + id);
        existing(id);
        if (store.lift(id, now(), caller())) {
            audit.record("freeze.lift", "freeze:" + id, Map.of());
        }
        return existing(id);
    }

    private FreezeView existing(UUID id) {
        return store.find(id).orElseThrow(() -> Refused.notFound("freeze", id.toString()));
    }

    private static String caller() {
        return Acting.caller().name();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
