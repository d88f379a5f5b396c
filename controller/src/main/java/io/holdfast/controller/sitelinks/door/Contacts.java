package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.sitelinks.LinkSettings;
import io.holdfast.controller.sitelinks.SiteHeard;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.BundleStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One contact of a site: what it told is put on disk, and what it lacks is put together. The
 * durable head in the answer is on disk before the answer leaves.
 */
@Component
class Contacts {

    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);

    /** Limits acceptance only; an accepted state never ends (rulings D8). */
    static final Duration ACCEPT = Duration.ofDays(90);

    /** A delivery with less left than this is signed again before it is sent. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final LinkSettings settings;
    private final LinkKeys keys;
    private final SiteStore sites;
    private final BundleStore bundles;
    private final AccessStore accesses;
    private final Intake intake;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final ConcurrentMap<String, Due.Sent> statesSent = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Due.Sent> accessesSent = new ConcurrentHashMap<>();

    Contacts(
            LinkSettings settings,
            LinkKeys keys,
            SiteStore sites,
            BundleStore bundles,
            AccessStore accesses,
            Intake intake,
            AuditLog audit,
            InstantSource clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.keys = keys;
        this.sites = sites;
        this.bundles = bundles;
        this.accesses = accesses;
        this.intake = intake;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * An answer as it would be given now.
     *
     * @param news whether a poll that waits should get it at once
     */
    record Heard(LinkAnswer answer, boolean news) {}

    private record Stored(Heard heard, boolean changed, Optional<Journal.Intake.Fork> alarm) {}

    /** Takes in what a site says. */
    Heard hear(Peer peer, LinkRequest request) {
        var stored =
                Objects.requireNonNull(transaction.execute(_ -> store(peer.identity(), request)));
        stored.alarm().ifPresent(fork -> alarm(peer.identity(), fork));
        if (stored.changed()) {
            tell(new SiteHeard(peer.organization(), peer.identity().site()));
        }
        return stored.heard();
    }

    /** Looks again for a poll that waits. */
    Heard look(Peer peer, Due.Has has, LinkAnswer before) {
        return Objects.requireNonNull(
                transaction.execute(_ ->
                        answer(
                                fenced(peer.identity()),
                                peer.identity(),
                                has,
                                before.durable(),
                                Objects.requireNonNullElse(before.journalProblem(), ""),
                                clock.instant())));
    }

    private Stored store(SiteIdentity identity, LinkRequest request) {
        var now = clock.instant();
        var site = fenced(identity);
        var before = sites.contact(site.site());
        var taken = intake.journal(identity, request.entries(), now);
        intake.reports(site.site(), request.slots(), now);
        var contact = contact(identity, request, before, taken.problem(), now);
        sites.heard(contact);
        boolean changed =
                taken.entries() > 0
                        || !request.slots().isEmpty()
                        || before.isEmpty()
                        || !contact.connectedSince().equals(before.get().connectedSince())
                        || saysElse(before.get(), contact);
        var heard = answer(site, identity, Due.Has.of(request), taken.head(), taken.problem(), now);
        if (changed || heard.news()) {
            LOG.info(
                    "{}: {} entries to {}, {} reports, has {}.{} of {}, access {} of {}{}",
                    identity,
                    taken.entries(),
                    taken.head().sequence(),
                    request.slots().size(),
                    request.epoch(),
                    request.revision(),
                    site.desired(),
                    request.accessVersion(),
                    site.accessVersion(),
                    taken.problem().isEmpty() ? "" : ", " + taken.problem());
        }
        boolean more = taken.head().sequence() < request.head().sequence() && !taken.forked();
        return new Stored(new Heard(heard.answer(), heard.news() || more), changed, taken.alarm());
    }

    private SiteStore.Site fenced(SiteIdentity identity) {
        return sites.lock(identity.site())
                .filter(s -> s.incarnation() == identity.incarnation())
                .orElseThrow(
                        () -> new Turned(403, "FENCED", "Another site node serves this site now."));
    }

    private static boolean saysElse(SiteStore.Contact before, SiteStore.Contact now) {
        return before.incarnation() != now.incarnation()
                || before.epoch() != now.epoch()
                || before.revision() != now.revision()
                || before.refusedEpoch() != now.refusedEpoch()
                || before.refusedRevision() != now.refusedRevision()
                || before.accessVersion() != now.accessVersion()
                || !before.journalProblem().equals(now.journalProblem());
    }

    private SiteStore.Contact contact(
            SiteIdentity identity,
            LinkRequest request,
            Optional<SiteStore.Contact> before,
            String problem,
            Instant now) {
        var since =
                before.filter(b -> b.lastHeard().plus(settings.degraded()).isAfter(now))
                        .map(SiteStore.Contact::connectedSince)
                        .orElse(now.truncatedTo(ChronoUnit.MICROS));
        var refused = refusal(request);
        return new SiteStore.Contact(
                identity.site(),
                identity.incarnation(),
                request.software(),
                now,
                since,
                request.epoch(),
                request.revision(),
                refused.epoch(),
                refused.revision(),
                cut(refused.code()),
                cut(refused.reason()),
                request.accessVersion(),
                request.head().sequence(),
                cut(problem));
    }

    /** What the site refuses still; a refusal is over once the site has that state or a newer. */
    private static LinkRequest.Refusal refusal(LinkRequest request) {
        var refused = request.refused();
        return refused == null || accepted(request, refused)
                ? new LinkRequest.Refusal(0, 0, "", "")
                : refused;
    }

    private static boolean accepted(LinkRequest request, LinkRequest.Refusal refused) {
        return request.epoch() > refused.epoch()
                || (request.epoch() == refused.epoch() && request.revision() >= refused.revision());
    }

    private static String cut(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    private Heard answer(
            SiteStore.Site site,
            SiteIdentity identity,
            Due.Has has,
            JournalHead durable,
            String problem,
            Instant now) {
        long epoch = sites.epoch();
        var key = identity.organization() + "/" + site.site();
        var stateSent = statesSent.getOrDefault(key, Due.Sent.NOTHING);
        Optional<Bundle> bundle = Optional.empty();
        if (Due.state(has, epoch, site.desired(), stateSent, now)) {
            bundle = bundle(site, identity, epoch, now);
            statesSent.put(key, new Due.Sent(epoch + "." + site.desired(), now));
        }
        Optional<Envelope> access = Optional.empty();
        var newest =
                site.accessVersion() > has.accessVersion()
                        ? accesses.newest(site.site(), identity.incarnation())
                        : Optional.<AccessStore.Signed>empty();
        var accessSent = accessesSent.getOrDefault(key, Due.Sent.NOTHING);
        if (newest.isPresent() && Due.access(has, newest.get().version(), accessSent, now)) {
            access = newest.map(AccessStore.Signed::envelope);
            accessesSent.put(key, new Due.Sent(String.valueOf(newest.get().version()), now));
        }
        if (has.epoch() > epoch) {
            LOG.error(
                    "{}: is in epoch {}, this centre in {}: a restored database whose epoch was"
                            + " not raised",
                    identity,
                    has.epoch(),
                    epoch);
        }
        boolean news = bundle.isPresent() || access.isPresent();
        return new Heard(
                new LinkAnswer(
                        now,
                        epoch,
                        durable,
                        problem.isEmpty() ? null : problem,
                        orNull(bundle),
                        orNull(access),
                        0),
                news);
    }

    private static <T> @Nullable T orNull(Optional<T> maybe) {
        return maybe.isPresent() ? maybe.get() : null;
    }

    private Optional<Bundle> bundle(
            SiteStore.Site site, SiteIdentity identity, long epoch, Instant now) {
        return bundles.find(site.site(), site.desired())
                .map(state ->
                        new Bundle(
                                delivery(state, identity, epoch, now),
                                state.release(),
                                state.leaf(),
                                state.proof(),
                                state.content()));
    }

    /** The signed delivery of a state to this incarnation in this epoch; signed again when old. */
    private Envelope delivery(
            BundleStore.State state, SiteIdentity identity, long epoch, Instant now) {
        var signed =
                bundles.newestDelivery(
                                state.site(), state.revision(), epoch, identity.incarnation())
                        .filter(s -> s.acceptUntil().isAfter(now.plus(FRESH)));
        if (signed.isPresent()) {
            return signed.get().envelope();
        }
        var issued = now.truncatedTo(ChronoUnit.MICROS);
        var delivery =
                new Delivery(
                        1,
                        identity.organization(),
                        state.site(),
                        identity.incarnation(),
                        epoch,
                        state.revision(),
                        state.contentDigest(),
                        issued,
                        issued.plus(ACCEPT),
                        state.takeOver());
        var envelope = keys.delivery().sign(Delivery.TYPE, WireJson.write(delivery));
        bundles.append(delivery, envelope);
        return envelope;
    }

    private void alarm(SiteIdentity identity, Journal.Intake.Fork fork) {
        audit.refused(
                "site.journal",
                "site:" + identity.site(),
                "JOURNAL_FORK",
                "One number, two entries: the site's journal was written twice or changed.",
                Map.of(
                        "incarnation",
                        identity.incarnation(),
                        "sequence",
                        fork.sequence(),
                        "stored",
                        fork.stored(),
                        "offered",
                        fork.offered()));
    }

    /** In a thread of its own: whoever hears it must not keep the site waiting. */
    private void tell(SiteHeard heard) {
        Thread.ofVirtual()
                .name("site-heard")
                .start(() -> {
                    try {
                        events.publishEvent(heard);
                    } catch (RuntimeException e) {
                        LOG.error("{}: what follows from its word failed", heard.site(), e);
                    }
                });
    }
}
