package io.holdfast.controller.sitelinks.door;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.RefusedHead;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditProofs;
import io.holdfast.controller.audit.AuditWitnesses;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.LogWord;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.WitnessWord;
import io.holdfast.sitelink.witness.Testimony;
import io.holdfast.sitelink.witness.WitnessStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The centre's end of witnessing: shows a site the newest head of the audit log, and puts on disk
 * what the site says it keeps. No entry of the log is written for it: a log that grew by being
 * witnessed would never be witnessed whole.
 */
@Component
class Witnesses {

    /** A head is signed each minute at most; half of the interval is left for contacts. */
    static final Duration AGAIN = Duration.ofMinutes(2);

    /** Beyond these a database knows no time, and no clock of a site means it. */
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final AuditProofs proofs;
    private final AuditWitnesses witnesses;
    private final AuditLog audit;
    private final Notices notices;
    private final Refusals refusals;

    Witnesses(
            AuditProofs proofs,
            AuditWitnesses witnesses,
            AuditLog audit,
            Notices notices,
            Refusals refusals) {
        this.proofs = proofs;
        this.witnesses = witnesses;
        this.audit = audit;
        this.notices = notices;
        this.refusals = refusals;
    }

    /**
     * What a site is told of the log.
     *
     * @param refused what it said and is not believed; to be recorded after the transaction
     */
    record Heard(LogWord word, List<Testimony.NotBelieved> refused) {
        Heard {
            refused = List.copyOf(refused);
        }

        Heard(LogWord word) {
            this(word, List.of());
        }
    }

    /**
     * Takes in what the site keeps, and says what it should keep. So often a site is listened to
     * and no oftener: what it says meanwhile it says again.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Heard hear(Peer peer, LinkRequest request, Instant now) {
        if (!request.can().contains(LinkRequest.WITNESS)) {
            return new Heard(new LogWord.Silent());
        }
        return switch (request.witness()) {
            case WitnessWord.Silent() -> new Heard(hears(newest(peer)));
            case WitnessWord.KeepsNothing() -> new Heard(shown(0, 0));
            case WitnessWord.Keeps(var size, var statement) -> {
                var before = newest(peer);
                if (rests(before, now) || !proofs.areReady()) {
                    yield new Heard(hears(before));
                }
                var refused = new ArrayList<Testimony.NotBelieved>();
                statement.forEach(said -> keep(peer, said, now).ifPresent(refused::add));
                var last = statement.isEmpty() ? before : newest(peer);
                yield new Heard(
                        rests(last, now) ? hears(last) : shown(number(last), size), refused);
            }
        };
    }

    /** Records what was not believed; beside any transaction, for it is one of its own. */
    void record(Peer peer, List<Testimony.NotBelieved> refused) {
        for (var one : refused) {
            refusals.of(
                    peer.organization(),
                    peer.identity().toString(),
                    "audit.witness",
                    one.code(),
                    one.reason(),
                    "");
        }
    }

    private static boolean rests(Optional<Last> last, Instant now) {
        return last.filter(l -> l.at().plus(AGAIN).isAfter(now)).isPresent();
    }

    private static long number(Optional<Last> last) {
        return last.map(Last::number).orElse(0L);
    }

    private static LogWord hears(Optional<Last> last) {
        return new LogWord.Hears(number(last));
    }

    private record Last(long number, Instant at) {}

    private Optional<Last> newest(Peer peer) {
        return witnesses
                .newest(peer.identity().site(), peer.identity().incarnation())
                .map(kept -> new Last(kept.number(), kept.heardAt()));
    }

    private LogWord shown(long has, long kept) {
        return proofs.newer(kept)
                .<LogWord>map(head -> new LogWord.Shows(has, head))
                .orElseGet(() -> new LogWord.Hears(has));
    }

    private Optional<Testimony.NotBelieved> keep(Peer peer, Envelope said, Instant now) {
        switch (Testimony.of(
                said, peer.identity(), peer.signingKey(), proofs.key(), proofs::root)) {
            case Testimony.NotBelieved no -> {
                return Optional.of(no);
            }
            case Testimony.Holds(var statement, var head) -> keep(statement, head, "", said, now);
            case Testimony.Differs(var statement, var head, var code) -> {
                keep(statement, head, code, said, now);
                found(
                        peer.identity(),
                        new AuditWitnesses.Finding(
                                peer.identity().site(),
                                peer.identity().incarnation(),
                                code,
                                true,
                                false,
                                witnesses.returnThatLost(head),
                                statement.newest().note(),
                                "",
                                bounded(statement.newest().at()),
                                now));
            }
        }
        return Optional.empty();
    }

    private void keep(
            WitnessStatement statement,
            Checkpoint head,
            String differs,
            Envelope said,
            Instant now) {
        var identity = statement.identity();
        witnesses.keep(
                new AuditWitnesses.Kept(
                        identity.site(),
                        identity.incarnation(),
                        statement.number(),
                        head.size(),
                        head.root(),
                        head.at(),
                        bounded(statement.newest().at()),
                        now,
                        differs),
                WireJson.write(said).toArray());
        for (var refused : statement.refused()) {
            found(
                    identity,
                    new AuditWitnesses.Finding(
                            identity.site(),
                            identity.incarnation(),
                            refused.why().name(),
                            isProven(refused),
                            refused.anew(),
                            head(refused.kept()).flatMap(witnesses::returnThatLost),
                            refused.kept(),
                            refused.shown(),
                            bounded(refused.at()),
                            now));
        }
    }

    /** Whether this log's key signed a head that this log is not: that no site can make up. */
    private boolean isProven(RefusedHead refused) {
        return isSignedAndNotThis(refused.kept()) || isSignedAndNotThis(refused.shown());
    }

    private boolean isSignedAndNotThis(String note) {
        return head(note)
                .filter(head -> proofs.root(head.size()).filter(head.root()::equals).isEmpty())
                .isPresent();
    }

    /** A head that this log's key signed. */
    private Optional<Checkpoint> head(String note) {
        return Testimony.isSigned(note, proofs.key())
                ? Optional.of(Checkpoint.read(SignedNote.read(note).text()))
                : Optional.empty();
    }

    private void found(SiteIdentity identity, AuditWitnesses.Finding finding) {
        if (!witnesses.found(finding)) {
            return;
        }
        var site = identity.site();
        var kept = size(finding.kept());
        var shown = size(finding.shown());
        audit.record(
                "audit.log-differs",
                "site:" + site,
                Map.of(
                        "incarnation",
                        identity.incarnation(),
                        "code",
                        finding.code(),
                        "proven",
                        finding.proven(),
                        "begunAnew",
                        finding.begunAnew(),
                        "returnedInEpoch",
                        finding.returnedIn().orElse(0L),
                        "kept",
                        kept,
                        "shown",
                        shown));
        if (finding.returnedIn().isPresent()) {
            // The return itself was told; what it lost is no second alarm.
            return;
        }
        notices.tell(
                NoticeKind.AUDIT_LOG_DIFFERS,
                "site:" + site,
                named(site) + " " + finding.code(),
                site
                        + "/"
                        + identity.incarnation()
                        + "/"
                        + finding.code()
                        + "/"
                        + kept
                        + "/"
                        + shown,
                Map.of("code", finding.code(), "kept", "" + kept, "shown", "" + shown));
    }

    private static String named(SiteId site) {
        return site.value().toUpperCase(Locale.ROOT);
    }

    private static long size(String note) {
        try {
            return Checkpoint.read(SignedNote.read(note).text()).size();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private static Instant bounded(Instant at) {
        if (at.isBefore(FIRST)) {
            return FIRST;
        }
        return at.isAfter(LAST) ? LAST : at;
    }
}
