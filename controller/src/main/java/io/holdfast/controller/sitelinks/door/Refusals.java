package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.Repeats;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.sitelink.MalformedMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records what the link refused. Whoever repeats himself is recorded once in ten minutes: a broken
 * box that knocks every second must not fill the audit log.
 */
@Component
class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final AuditLog audit;
    private final People people;
    private final InstantSource clock;
    private final Repeats repeats = new Repeats();

    Refusals(AuditLog audit, People people, InstantSource clock) {
        this.audit = audit;
        this.people = people;
        this.clock = clock;
    }

    /** Somebody whom no organisation is known for. */
    void unknown(String action, String object, String code, String reason) {
        if (!isNew(OrganizationId.INSTALLATION, object, code, "")) {
            return;
        }
        LOG.warn("{} of {} refused: {} {}", action, object, code, reason);
        try {
            people.directoryOf(OrganizationId.INSTALLATION);
            Acting.run(
                    Caller.unknown(OrganizationId.INSTALLATION, ""),
                    () -> audit.refused(action, object, code, reason, Map.of()));
        } catch (RuntimeException e) {
            LOG.error("a refused attempt could not be recorded: {} {}", action, code, e);
        }
    }

    /**
     * Somebody who claims to be a site of this organisation.
     *
     * @param difference what makes this attempt another one than the last, as a key's id
     * @return whether it was recorded, not being a repeat
     */
    boolean of(
            OrganizationId organization,
            String claimed,
            String action,
            String code,
            String reason,
            String difference) {
        var object = "site:" + claimed;
        if (!isNew(organization, object, code, difference)) {
            return false;
        }
        LOG.warn("{} of {} refused: {} {}", action, object, code, reason);
        try {
            Acting.run(
                    Caller.unknown(organization, claimed),
                    () -> audit.refused(action, object, code, reason, Map.of("about", difference)));
        } catch (RuntimeException e) {
            LOG.error("a refused attempt could not be recorded: {} {}", action, code, e);
        }
        return true;
    }

    /** Work on a request that may be turned away. */
    interface Work<T> {
        T of() throws IOException, InterruptedException;
    }

    /** Records what a site node is turned away for, unless that is recorded already. */
    <T> T watch(Peer peer, String action, Work<T> work) throws IOException, InterruptedException {
        return watch(
                (code, reason) ->
                        of(
                                peer.organization(),
                                peer.identity().toString(),
                                action,
                                code,
                                reason,
                                ""),
                work);
    }

    /** The same for somebody who has not said yet who he is: known by his address alone. */
    <T> T watchStranger(String action, Work<T> work) throws IOException, InterruptedException {
        return watch(
                (code, reason) -> unknown(action, "door:" + Acting.door(), code, reason), work);
    }

    private static <T> T watch(BiConsumer<String, String> recorder, Work<T> work)
            throws IOException, InterruptedException {
        try {
            return work.of();
        } catch (Turned turned) {
            if (turned.recorded()) {
                throw turned;
            }
            recorder.accept(turned.code(), turned.detail());
            throw Turned.recorded(turned.status(), turned.code(), turned.detail());
        } catch (MalformedMessage malformed) {
            recorder.accept("MALFORMED", String.valueOf(malformed.getMessage()));
            throw Turned.recorded(400, "MALFORMED", String.valueOf(malformed.getMessage()));
        }
    }

    private boolean isNew(
            OrganizationId organization, String object, String code, String difference) {
        var what = organization + " " + object + " " + code + " " + difference;
        return repeats.isNew(what, clock.instant());
    }
}
