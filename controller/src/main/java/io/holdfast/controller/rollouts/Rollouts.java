package io.holdfast.controller.rollouts;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.rollouts.store.RolloutStore;
import io.holdfast.controller.rollouts.store.StoredRollout;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.windows.Freezes;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.Rollout;
import io.holdfast.core.rollout.RolloutOrder;
import io.holdfast.core.rollout.SiteStep;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How released changes come to the sites. Everything is decided by {@code core.rollout}; this class
 * reads what is known, writes what was decided and carries it out, in one transaction.
 */
@Service("rolloutUseCases")
public class Rollouts {

    private static final int LONGEST_REASON = 4_000;

    private final Access access;
    private final AuditLog audit;
    private final RolloutStore store;
    private final SiteLinks links;
    private final PolicyBook policy;
    private final Freezes freezes;
    private final Halts halts;
    private final InstantSource clock;

    Rollouts(
            Access access,
            AuditLog audit,
            RolloutStore store,
            SiteLinks links,
            PolicyBook policy,
            Freezes freezes,
            Halts halts,
            InstantSource clock) {
        this.access = access;
        this.audit = audit;
        this.store = store;
        this.links = links;
        this.policy = policy;
        this.freezes = freezes;
        this.halts = halts;
        this.clock = clock;
    }

    /** Rollouts, newest first; before the given one if one is given. */
    @Transactional(readOnly = true)
    public List<RolloutView> list(int limit, Optional<UUID> before) {
        access.requireRead();
        var standings = standings();
        return store.newest(limit, before).stream().map(r -> view(r, standings)).toList();
    }

    @Transactional(readOnly = true)
    public RolloutView get(UUID id) {
        access.requireRead();
        return view(existing(id), standings());
    }

    /** No further site is told; sites already told go on. */
    @Transactional
    public RolloutView pause(UUID id) {
        access.require(Permission.ROLL_OUT, "rollout.pause", "rollout:" + id);
        return turn(
                id,
                "rollout.pause",
                r -> io.holdfast.core.rollout.Rollouts.pause(r, Acting.caller().name()));
    }

    /** Goes on after a pause. */
    @Transactional
    public RolloutView resume(UUID id) {
        access.require(Permission.ROLL_OUT, "rollout.resume", "rollout:" + id);
        return turn(id, "rollout.resume", io.holdfast.core.rollout.Rollouts::resume);
    }

    /** Stops for good, with a reason; sites already told go on to their end. */
    @Transactional
    public RolloutView abort(UUID id, String reason) {
        access.require(Permission.ROLL_OUT, "rollout.abort", "rollout:" + id);
        var why = Reason.of("/comment", reason, LONGEST_REASON);
        return turn(
                id,
                "rollout.abort",
                r -> io.holdfast.core.rollout.Rollouts.abort(r, Acting.caller().name(), why));
    }

    private RolloutView turn(UUID id, String action, Function<Rollout, Optional<Rollout>> change) {
        var stored = locked(id);
        var next =
                change.apply(stored.rollout())
                        .orElseThrow(() ->
                                Refused.conflict(
                                        "ROLLOUT_NOT_IN_STATE",
                                        "The rollout is "
                                                + RolloutStore.phase(stored.rollout().phase())
                                                + "."));
        store.save(id, next, false, now());
        audit.record(action, "rollout:" + id, Map.of("title", stored.title()));
        halts.tell(stored, next);
        return view(existing(id), standings());
    }

    /**
     * Gives each site that was told the content it had before, as a new revision, and returns the
     * policy to what it was. Refused once another change was released after it.
     */
    @Transactional
    public RolloutView rollBack(UUID id) {
        access.require(Permission.ROLL_OUT, "rollout.rollback", "rollout:" + id);
        var stored = locked(id);
        policy.hold();
        if (policy.current().revision() != stored.policyRevision()) {
            throw Refused.conflict(
                    "ROLLOUT_OVERTAKEN",
                    "Another change was released after this one; propose a change that takes it"
                            + " back.");
        }
        var step =
                io.holdfast.core.rollout.Rollouts.rollBack(
                                stored.rollout(), Acting.caller().name(), now())
                        .orElseThrow(() ->
                                Refused.conflict(
                                        "ROLLOUT_NOT_IN_STATE",
                                        "The rollout was taken back already."));
        carryOut(stored, step.rollout(), step.orders());
        for (var site : stored.rollout().sites()) {
            store.earlier(id, site.site())
                    .ifPresentOrElse(
                            e -> store.released(site.site(), e),
                            () -> store.forgetReleased(site.site()));
        }
        policy.returnTo(stored.policyRevision() - 1);
        store.save(id, step.rollout(), false, now());
        audit.record("rollout.rollback", "rollout:" + id, Map.of("title", stored.title()));
        return view(existing(id), standings());
    }

    /**
     * Begins a rollout of a released change. Called by changes, in the transaction that releases.
     *
     * @param policyRevision the revision the change made
     * @param waves as approved with the change; empty for the usual ones
     * @param tags of the sites, as they are now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID start(
            UUID change,
            String title,
            long policyRevision,
            Envelope release,
            List<SiteBundle> bundles,
            List<PlannedWave> waves,
            Map<SiteId, Set<SiteTag>> tags) {
        var at = now();
        var id = Ids.next(at);
        var sites = bundles.stream().map(SiteBundle::site).toList();
        var rollout = Rollout.plan(waves, reachableFirst(sites), tags);
        store.add(
                new StoredRollout(id, change, title, policyRevision, release, rollout, at, at, 0));
        bundles.forEach(b -> store.addContent(id, b));
        int count = rollout.lastWave() + 1;
        var told = Map.of("change", "" + change, "sites", sites.size(), "waves", count);
        audit.record("rollout.start", "rollout:" + id, told);
        return id;
    }

    /** A site that can be reached proves more than one that cannot. */
    private List<SiteId> reachableFirst(List<SiteId> sites) {
        var standings = standings();
        return sites.stream()
                .sorted(
                        Comparator.comparing(s ->
                                Optional.ofNullable(standings.get(s))
                                        .filter(x -> x.link().state() != LinkState.ISLANDED)
                                        .isEmpty()))
                .toList();
    }

    /**
     * Sees to it that nothing else is released or offered to a site until this transaction ends,
     * and that its last rollout has come to an end there: what is given once more in the middle of
     * one would take the site out of it. Called by drifts, before {@link #offerAgain}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdFor(SiteId site) {
        var last =
                store.releasedTo(site)
                        .orElseThrow(
                                () -> Refused.notFound("released state of site", site.value()));
        // In the order in which taking back takes them.
        var stored = locked(last);
        policy.hold();
        boolean newest = store.releasedTo(site).filter(last::equals).isPresent();
        boolean ended =
                newest
                        && stored.rollout().sites().stream()
                                .filter(s -> s.site().equals(site))
                                .allMatch(s ->
                                        s.step() instanceof SiteStep.Kept
                                                || s.step() instanceof SiteStep.Superseded
                                                || s.step().failed());
        if (!ended) {
            throw Refused.conflict(
                    "ROLLOUT_UNDER_WAY",
                    "What was approved last is not through at the site yet; its rollout comes first.");
        }
    }

    /**
     * Gives a site once more what it is meant to have, as a new revision, so that it replaces what
     * a person saw its devices run. Called by drifts.
     *
     * @return the site's new revision
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long offerAgain(SiteId site, List<Delivery.TakeOver> takeOver) {
        var id = store.releasedTo(site).orElseThrow();
        var bundle = store.content(id, site).orElseThrow();
        return links.offer(
                site,
                existing(id).release(),
                bundle.leaf(),
                bundle.proof(),
                bundle.content(),
                takeOver);
    }

    /** The contents the sites are meant to have. Called by changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SiteBundle> released() {
        return store.released();
    }

    /** Digest of the content each site is meant to have. Called by drifts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<SiteId, String> releasedDigests() {
        return store.releasedDigests();
    }

    /** The content a site is meant to have. Called by drifts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<SiteBundle> released(SiteId site) {
        return store.releasedTo(site).flatMap(id -> store.content(id, site));
    }

    /** Which rollouts of the acting organisation have something left to happen. */
    @Transactional(readOnly = true)
    public List<UUID> unsettled() {
        return store.unsettled();
    }

    /** Looks at everything again and does one step. A second look changes nothing. */
    @Transactional
    public boolean reconcile(UUID id) {
        var stored = store.lock(id);
        if (stored.isEmpty()) {
            return false;
        }
        var standings = standings();
        var progress = new java.util.TreeMap<SiteId, io.holdfast.core.rollout.SiteProgress>();
        var frozen = freezes.open(now());
        for (var site : stored.get().rollout().sites()) {
            var standing = standings.get(site.site());
            var content = store.content(id, site.site());
            if (standing != null && content.isPresent()) {
                var brought = WireJson.read(SiteContent.class, content.get().content());
                var slots =
                        brought.devices().stream().map(SiteContent.DeviceContent::slot).toList();
                progress.put(
                        site.site(),
                        standing.progress(slots)
                                .at(Starts.time(brought, content.get(), frozen, now())));
            }
        }
        var step =
                io.holdfast.core.rollout.Rollouts.reconcile(
                        stored.get().rollout(), progress, now());
        var after = carryOut(stored.get(), step.rollout(), step.orders());
        if (after.equals(stored.get().rollout())) {
            return false;
        }
        store.save(id, after, RolloutLines.settled(after), now());
        halts.tell(stored.get(), after);
        if (!after.phase().getClass().equals(stored.get().rollout().phase().getClass())) {
            audit.record(
                    "rollout."
                            + RolloutStore.phase(after.phase()).toLowerCase(java.util.Locale.ROOT),
                    "rollout:" + id,
                    Map.of("reason", RolloutLines.reason(after.phase())));
        }
        return true;
    }

    private Rollout carryOut(StoredRollout stored, Rollout rollout, List<RolloutOrder> orders) {
        var next = rollout;
        for (var order : orders) {
            switch (order) {
                case RolloutOrder.OfferState(var site) -> {
                    long revision = offer(stored.release(), stored.id(), site);
                    next = io.holdfast.core.rollout.Rollouts.offered(next, site, revision, now());
                }
                case RolloutOrder.ReturnTo(var site) ->
                        store.earlier(stored.id(), site)
                                .flatMap(store::find)
                                .ifPresent(e -> offer(e.release(), e.id(), site));
            }
        }
        return next;
    }

    private long offer(Envelope release, UUID rollout, SiteId site) {
        var bundle =
                store.content(rollout, site)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "rollout " + rollout + " has no content for " + site));
        return links.offer(site, release, bundle.leaf(), bundle.proof(), bundle.content());
    }

    private StoredRollout existing(UUID id) {
        return store.find(id).orElseThrow(() -> Refused.notFound("rollout", id.toString()));
    }

    private StoredRollout locked(UUID id) {
        return store.lock(id).orElseThrow(() -> Refused.notFound("rollout", id.toString()));
    }

    private Map<SiteId, SiteStanding> standings() {
        return links.standings().stream()
                .collect(Collectors.toMap(SiteStanding::site, s -> s, (a, _) -> a, HashMap::new));
    }

    private RolloutView view(StoredRollout stored, Map<SiteId, SiteStanding> standings) {
        var rollout = stored.rollout();
        var frozen = freezes.open(now());
        return new RolloutView(
                stored.id(),
                stored.change(),
                stored.title(),
                RolloutStore.phase(rollout.phase()),
                RolloutLines.wave(rollout.phase()),
                RolloutLines.reason(rollout.phase()),
                stored.createdAt(),
                stored.updatedAt(),
                stored.version(),
                RolloutLines.waves(rollout),
                rollout.sites().stream()
                        .map(s ->
                                RolloutLines.site(
                                        s,
                                        Optional.ofNullable(standings.get(s.site())),
                                        store.content(stored.id(), s.site()),
                                        frozen,
                                        now()))
                        .toList());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
