package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.observations.store.DiscoveryStore;
import io.holdfast.controller.observations.store.DiscoveryStore.Ordered;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.SnmpPassword;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.SearchCarrier;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Search;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Searches for devices nobody has entered: ordered here, carried out by the site. */
@Component
public class Discoveries {

    /** A site that was cut off longer is not surprised by an old order. */
    private static final Duration ACCEPTED_FOR = Duration.ofHours(24);

    /** A site carries them out one after the other. */
    private static final int MOST_OPEN = 5;

    private static final int LONGEST_SECRET = 1024;

    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final KnownSites sites;
    private final DiscoveryStore store;
    private final SearchCarrier carrier;
    private final DeviceAccesses devices;

    Discoveries(
            Access access,
            AuditLog audit,
            InstantSource clock,
            KnownSites sites,
            DiscoveryStore store,
            SearchCarrier carrier,
            DeviceAccesses devices) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.sites = sites;
        this.store = store;
        this.carrier = carrier;
        this.devices = devices;
    }

    /** Orders a search; the site begins it when it next hears from the centre. */
    @Transactional
    public DiscoveryView order(SiteId site, DiscoveryOrderForm form) {
        access.require(Permission.ONBOARD, "discovery.order", "site:" + site);
        sites.require(site);
        int incarnation = carrier.incarnation(site);
        var now = clock.instant();
        var id = Ids.next(now);
        var search = search(site, id, form, now);
        if (store.open(site, incarnation).size() >= MOST_OPEN) {
            throw Refused.conflict(
                    "TOO_MANY_DISCOVERIES",
                    "The site has " + MOST_OPEN + " searches to carry out; stop one or wait.");
        }
        store.add(site, id, incarnation, search, now);
        long version = carrier.sign(site);
        audit.record(
                "discovery.order",
                "site:" + site,
                Map.of(
                        "discovery", id,
                        "within", search.within().toString(),
                        "sweep", search.sweep(),
                        "seeds", search.seeds().toString(),
                        "follow", search.follow(),
                        "most", search.most(),
                        "perSecond", search.perSecond(),
                        "minutes", search.minutes(),
                        "credentialsOf", form.credentialsOf().map(s -> s.value()).orElse(""),
                        "version", version));
        return view(site, existing(site, id));
    }

    private Search search(SiteId site, UUID id, DiscoveryOrderForm form, Instant now) {
        var search =
                new Search(
                        id.toString(),
                        form.within(),
                        form.sweep(),
                        form.seeds(),
                        form.follow(),
                        form.most(),
                        form.perSecond(),
                        form.minutes(),
                        form.snmpPort(),
                        form.netconfPort(),
                        form.credentialsOf().isPresent() ? form.credentialsOf().get() : null,
                        form.own().map(own -> sealed(site, id, own)).orElse(""),
                        now.plus(ACCEPTED_FOR),
                        false);
        var faults = search.faults();
        if (!faults.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    faults.getFirst().code(),
                    faults.getFirst().sentence(),
                    faults.stream()
                            .map(f -> new Refused.Fault("/" + f.field(), f.code(), f.sentence()))
                            .toList());
        }
        form.credentialsOf()
                .filter(slot -> !carrier.hasAccess(site, slot))
                .ifPresent(slot -> {
                    throw Refused.invalid(
                            "/credentialsOf",
                            "NO_ACCESS",
                            "Nobody entered what opens " + slot + ", or it was for another box.");
                });
        return search;
    }

    private String sealed(SiteId site, UUID id, DiscoveryOrderForm.SnmpUser own) {
        secret("/snmpUser", own.name());
        secret("/snmpAuth", own.auth());
        secret("/snmpPriv", own.priv());
        SnmpPassword.check("/snmpAuth", own.auth());
        SnmpPassword.check("/snmpPriv", own.priv());
        return carrier.sealed(site, id.toString(), own.name(), own.auth(), own.priv());
    }

    private static void secret(String pointer, String text) {
        if (text.isEmpty() || text.length() > LONGEST_SECRET) {
            throw Refused.invalid(
                    pointer,
                    "NOT_A_CREDENTIAL",
                    "This field has 1 to " + LONGEST_SECRET + " characters.");
        }
    }

    /** Takes a search back. The site asks no further address once it hears of it. */
    @Transactional
    public DiscoveryView stop(SiteId site, UUID id) {
        access.require(Permission.ONBOARD, "discovery.stop", "site:" + site);
        sites.require(site);
        var before = view(site, existing(site, id));
        if (before.over()) {
            throw Refused.conflict(
                    "DISCOVERY_OVER", "This search is over: " + before.state() + ".");
        }
        if (store.stop(site, id, clock.instant())) {
            carrier.sign(site);
            audit.record("discovery.stop", "site:" + site, Map.of("discovery", id));
        }
        return view(site, existing(site, id));
    }

    /** The newest searches of a site, newest first. */
    @Transactional(readOnly = true)
    public List<DiscoveryView> list(SiteId site) {
        access.requireRead();
        sites.require(site);
        return store.list(site).stream().map(o -> view(site, o)).toList();
    }

    /** One search with what it found so far. */
    @Transactional(readOnly = true)
    public DiscoveryView.Whole get(SiteId site, UUID id) {
        access.requireRead();
        sites.require(site);
        var ordered = existing(site, id);
        var known = devices.accesses(site);
        var finds = store.finds(site, id);
        var identities = new TreeMap<String, DeviceIdentity>();
        finds.forEach(f -> identities.put(f.device().address().toString(), f.device().identity()));
        return new DiscoveryView.Whole(
                view(site, ordered),
                finds.stream()
                        .map(f -> {
                            var device = f.device();
                            var managed =
                                    ManagedAlready.find(device.address(), device.identity(), known);
                            return new DiscoveryView.Found(
                                    device.address(),
                                    device.name(),
                                    device.vendor(),
                                    device.hardware(),
                                    device.software(),
                                    device.description(),
                                    device.identity(),
                                    managed.map(ManagedAlready::slot),
                                    managed.map(ManagedAlready::by).orElse(""),
                                    f.at());
                        })
                        .toList(),
                Duplicates.among(identities));
    }

    private Ordered existing(SiteId site, UUID id) {
        return store.find(site, id).orElseThrow(() -> Refused.notFound("discovery", id.toString()));
    }

    private DiscoveryView view(SiteId site, Ordered ordered) {
        var told = ordered.told().map(DiscoveryStore.Told::word);
        return new DiscoveryView(
                ordered.id(),
                site,
                form(ordered.search()),
                state(ordered),
                told.map(t -> t.why()).orElse(""),
                told.map(t -> t.asked()).orElse(0),
                told.map(t -> t.answered()).orElse(0),
                told.map(t -> t.silent()).orElse(0),
                told.map(t -> t.left()).orElse(0),
                told.map(t -> t.outside()).orElse(0),
                ordered.finds(),
                ordered.orderedAt(),
                ordered.orderedBy(),
                ordered.stoppedAt(),
                ordered.stoppedBy(),
                ordered.told().map(DiscoveryStore.Told::at));
    }

    private static DiscoveryOrderForm form(Search search) {
        return new DiscoveryOrderForm(
                search.within(),
                search.sweep(),
                search.seeds(),
                search.follow(),
                search.most(),
                search.perSecond(),
                search.minutes(),
                search.snmpPort(),
                search.netconfPort(),
                Optional.ofNullable(search.credentialsOf()),
                Optional.empty());
    }

    private String state(Ordered ordered) {
        Optional<DiscoveryStore.Told> told = ordered.told();
        if (told.isPresent() && told.get().word().phase().ended()) {
            return told.get().word().phase().name();
        }
        if (told.isEmpty() && ordered.search().notAfter().isBefore(clock.instant())) {
            return "EXPIRED";
        }
        if (ordered.stoppedAt().isPresent()) {
            return "STOPPING";
        }
        return told.isPresent() ? "RUNNING" : "ORDERED";
    }
}
