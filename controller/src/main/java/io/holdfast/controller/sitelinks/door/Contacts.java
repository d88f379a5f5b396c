package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.sitelinks.LinkSettings;
import io.holdfast.controller.sitelinks.LostStates;
import io.holdfast.controller.sitelinks.SiteHeard;
import io.holdfast.controller.sitelinks.keys.Deliveries;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.LostStateStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.controller.windows.Freezes;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.centre.CentreLink;
import io.holdfast.sitelink.centre.Due;
import io.holdfast.sitelink.witness.Testimony;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    private final LinkSettings settings;
    private final SiteStore sites;
    private final Deliveries deliveries;
    private final AccessStore accesses;
    private final Intake intake;
    private final Freezes freezes;
    private final LostStates lost;
    private final Witnesses witnesses;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final ConcurrentMap<SiteIdentity, Due.Sent> statesSent = new ConcurrentHashMap<>();
    private final ConcurrentMap<SiteIdentity, Due.Sent> accessesSent = new ConcurrentHashMap<>();

    Contacts(
            LinkSettings settings,
            SiteStore sites,
            Deliveries deliveries,
            AccessStore accesses,
            Intake intake,
            Freezes freezes,
            LostStates lost,
            Witnesses witnesses,
            AuditLog audit,
            InstantSource clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.sites = sites;
        this.deliveries = deliveries;
        this.accesses = accesses;
        this.intake = intake;
        this.freezes = freezes;
        this.lost = lost;
        this.witnesses = witnesses;
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

    private record Stored(
            Heard heard,
            boolean changed,
            Optional<Journal.Intake.Fork> alarm,
            List<Testimony.NotBelieved> refused) {
        Stored saying(Witnesses.Heard log) {
            return new Stored(
                    new Heard(heard.answer().saying(log.word()), heard.news()),
                    changed,
                    alarm,
                    log.refused());
        }
    }

    /** Takes in what a site says. */
    Heard hear(Peer peer, LinkRequest request) {
        var stored = Objects.requireNonNull(transaction.execute(_ -> store(peer, request)));
        stored.alarm().ifPresent(fork -> alarm(peer.identity(), fork));
        witnesses.record(peer, stored.refused());
        if (stored.changed()) {
            tell(new SiteHeard(peer.organization(), peer.identity().site()));
        }
        return stored.heard();
    }

    /** Looks again for a poll that waits. */
    Heard look(Peer peer, Due.Has has, LinkAnswer before) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    var now = clock.instant();
                    var stored = stored(fenced(peer.identity()), peer.identity(), has);
                    var send = CentreLink.look(stored, has, now);
                    return new Heard(
                            answer(
                                            stored,
                                            send,
                                            before.durable(),
                                            Objects.requireNonNullElse(before.journalProblem(), ""),
                                            now)
                                    .saying(before.log()),
                            !send.nothing());
                }));
    }

    /** What the core is told of a site, so that it can decide (rulings S1). */
    private CentreLink.Stored stored(SiteStore.Site site, SiteIdentity identity, Due.Has has) {
        // An access list is sealed to one incarnation; the next one has to wait for its own.
        long access =
                site.accessVersion() > has.accessVersion()
                        ? accesses.newest(identity.site(), identity.incarnation())
                                .map(AccessStore.Signed::version)
                                .orElse(0L)
                        : site.accessVersion();
        return new CentreLink.Stored(
                identity,
                sites.epoch(),
                intake.head(identity),
                intake.hashes(identity),
                site.desired(),
                access,
                lost.undecided(told(identity, has), site),
                statesSent.getOrDefault(identity, Due.Sent.NOTHING),
                accessesSent.getOrDefault(identity, Due.Sent.NOTHING));
    }

    private static LostStateStore.Told told(SiteIdentity identity, Due.Has has) {
        return new LostStateStore.Told(
                identity.site(),
                identity.incarnation(),
                has.epoch(),
                has.revision(),
                has.accessVersion());
    }

    private Stored store(Peer peer, LinkRequest request) {
        var identity = peer.identity();
        var now = clock.instant();
        var site = fenced(identity);
        var stored = stored(site, identity, Due.Has.of(request));
        return switch (CentreLink.hear(stored, request, now)) {
            case CentreLink.Heard.Turned(var code, var reason) ->
                    throw new Turned(403, code, reason);
            case CentreLink.Heard.Store heard ->
                    store(site, stored, heard, request, now)
                            .saying(witnesses.hear(peer, request, now));
        };
    }

    private Stored store(
            SiteStore.Site site,
            CentreLink.Stored stored,
            CentreLink.Heard.Store heard,
            LinkRequest request,
            Instant now) {
        var identity = stored.identity();
        var before = sites.contact(site.site());
        var alarm = intake.keep(identity, heard, now);
        intake.reports(site.site(), request.slots(), now);
        var contact = contact(identity, request, before, heard.problem(), now);
        sites.heard(contact);
        lost.tell(LostStateStore.Told.of(contact), site);
        boolean changed =
                !heard.append().isEmpty()
                        || !request.slots().isEmpty()
                        || before.isEmpty()
                        || !contact.connectedSince().equals(before.get().connectedSince())
                        || saysElse(before.get(), contact);
        if (request.epoch() > stored.epoch()) {
            LOG.error(
                    "{}: is in epoch {}, this centre in {}: a restored database whose epoch was"
                            + " not raised",
                    identity,
                    request.epoch(),
                    stored.epoch());
        }
        if (changed || heard.news()) {
            LOG.info(
                    "{}: {} entries to {}, {} reports, has {}.{} of {}, access {} of {}{}",
                    identity,
                    heard.append().size(),
                    heard.head().sequence(),
                    request.slots().size(),
                    request.epoch(),
                    request.revision(),
                    site.desired(),
                    request.accessVersion(),
                    site.accessVersion(),
                    heard.problem().isEmpty() ? "" : ", " + heard.problem());
        }
        var answer = answer(stored, heard.send(), heard.head(), heard.problem(), now);
        return new Stored(new Heard(answer, heard.news()), changed, alarm, List.of());
    }

    private SiteStore.Site fenced(SiteIdentity identity) {
        return Turned.unlessInService(sites.lock(identity.site()), identity);
    }

    private static boolean saysElse(SiteStore.Contact before, SiteStore.Contact now) {
        return before.incarnation() != now.incarnation()
                || before.epoch() != now.epoch()
                || before.revision() != now.revision()
                || before.refusedEpoch() != now.refusedEpoch()
                || before.refusedRevision() != now.refusedRevision()
                || !before.refusedCode().equals(now.refusedCode())
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
                request.head().hash(),
                cut(problem),
                request.can());
    }

    /** What the site refuses still; it forgets a refusal when it accepts something newer. */
    private static LinkRequest.Refusal refusal(LinkRequest request) {
        return Objects.requireNonNullElse(request.refused(), new LinkRequest.Refusal(0, 0, "", ""));
    }

    private static String cut(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    private LinkAnswer answer(
            CentreLink.Stored stored,
            CentreLink.Send send,
            JournalHead durable,
            String problem,
            Instant now) {
        var identity = stored.identity();
        Optional<Bundle> bundle = Optional.empty();
        if (send.state()) {
            bundle = deliveries.bundle(identity, stored.desired(), stored.epoch(), now);
            statesSent.put(identity, Due.Sent.state(stored.epoch(), stored.desired(), now));
        }
        Optional<Envelope> access = Optional.empty();
        if (send.access()) {
            access =
                    accesses.newest(identity.site(), identity.incarnation())
                            .map(AccessStore.Signed::envelope);
            accessesSent.put(identity, Due.Sent.access(stored.accessVersion(), now));
        }
        return CentreLink.answer(
                stored.epoch(), durable, problem, bundle, access, freezes.open(now), now);
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
