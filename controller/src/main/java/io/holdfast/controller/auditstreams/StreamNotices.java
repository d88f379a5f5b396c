package io.holdfast.controller.auditstreams;

import io.holdfast.auditlog.Digest;
import io.holdfast.controller.access.OrganizationClock;
import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditStreams;
import io.holdfast.controller.audit.AuditStreams.Standing;
import io.holdfast.controller.audit.AuditStreams.Stream;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells people of a stream of which nothing was confirmed for too long, once; and that it goes on
 * again. It looks at what the database says and not at who sends: a thread that hangs is seen too.
 */
@Component
class StreamNotices extends OrganizationClock {

    private final AuditStreams streams;
    private final AuditLog audit;
    private final Notices notices;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    StreamNotices(
            AuditStreams streams,
            AuditLog audit,
            Notices notices,
            People people,
            PlatformTransactionManager transactions,
            InstantSource clock,
            @Value("${holdfast.audit-stream.look:PT10S}") Duration every) {
        super("audit-stream-watch", every, people);
        this.streams = streams;
        this.audit = audit;
        this.notices = notices;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    protected void tick() {
        if (!streams.areOwn()) {
            return;
        }
        streams.notAhead();
        var standing = streams.standing();
        streams.looked(standing);
        for (var one : standing) {
            transaction.executeWithoutResult(_ -> tell(one));
        }
    }

    private void tell(Standing one) {
        if (!streams.told(one.stream(), one.late())) {
            return;
        }
        var detail =
                Map.of(
                        "place",
                        one.stream().place(),
                        "handedOver",
                        "" + one.size(),
                        "behind",
                        "" + one.behind(),
                        "confirmedAt",
                        one.confirmedAt().toString(),
                        "reason",
                        one.reason());
        audit.record(
                one.late() ? "audit.stream-late" : "audit.stream-resumed",
                name(one.stream()),
                detail);
        if (one.late()) {
            notices.tell(
                    NoticeKind.AUDIT_STREAM_LATE,
                    name(one.stream()),
                    one.stream().kind() + " " + one.stream().place(),
                    once(one.stream(), one.confirmedAt().toString()),
                    detail);
        }
    }

    /**
     * What was written before is not this log, or not all of it: it stays, and the log is written
     * beside it. That is said before anything is written, and in one with where the stream is from
     * then on: whoever is stopped in between says it again, and nobody forgets it.
     */
    void begunAnew(OrganizationId whose, Stream stream, String why) {
        var detail = Map.of("place", stream.place(), "reason", why);
        // The same may be done to the files again, and is told again.
        var occasion = once(stream, why + " " + clock.instant());
        Acting.run(
                Caller.centre(whose, "audit-stream"),
                () ->
                        transaction.executeWithoutResult(_ -> {
                            streams.begunAnew(stream);
                            audit.record("audit.stream-begun-anew", name(stream), detail);
                            notices.tell(
                                    NoticeKind.AUDIT_LOG_DIFFERS,
                                    name(stream),
                                    stream.kind() + " " + stream.place(),
                                    occasion,
                                    detail);
                        }));
    }

    /** A folder's name may be longer than what is kept to tell once. */
    private static String once(Stream stream, String what) {
        var text = stream.kind() + " " + stream.place() + " " + what;
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String name(Stream stream) {
        return "audit-stream:" + stream.kind();
    }
}
