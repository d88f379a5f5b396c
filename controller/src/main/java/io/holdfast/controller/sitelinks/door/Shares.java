package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.database.DatabaseSettings;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How much of the centre one site, and one organisation, may have worked on at the same time: a
 * site that floods, and an organisation whose sites all come back at once, keep nobody else
 * waiting. Asked before anything is read or looked up; the handshake has shown whose certificate it
 * is, and the link's authority wrote organisation and site into it.
 */
@Component
class Shares {

    /**
     * One that is worked on, and one whose connection broke while it was read: a site that was cut
     * off in the middle comes back before the centre has noticed.
     */
    private static final int OF_A_NODE = 2;

    private static final int PATIENCE_SECONDS = 2;

    /** Half of the database's connections: the rest is for everybody else, people included. */
    private final int ofAnOrganization;

    private final ConcurrentMap<String, Integer> nodes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Semaphore> organizations = new ConcurrentHashMap<>();

    Shares(DatabaseSettings database) {
        this.ofAnOrganization = Math.max(1, database.connections() / 2 - 1);
    }

    /** What is asked for; a site's samples do not take the place of its journal. */
    enum Kind {
        CONTACT,
        TELEMETRY
    }

    /** A share that is in use; closing it gives it back. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    private static final Share NONE = () -> {};

    /**
     * Takes a share.
     *
     * @param certificate as the handshake showed it; who has none gets no further than that
     */
    Share take(Optional<X509Certificate> certificate, Kind kind) throws InterruptedException {
        if (certificate.isEmpty()) {
            return NONE;
        }
        var subject = certificate.get().getSubjectX500Principal().getName();
        var node = kind + " " + subject;
        if (nodes.merge(node, 1, Integer::sum) > OF_A_NODE) {
            giveBack(node);
            throw busy();
        }
        var organization = organizations.computeIfAbsent(organization(subject), _ -> share());
        boolean waits = false;
        try {
            waits = organization.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            if (!waits) {
                giveBack(node);
            }
        }
        if (!waits) {
            throw busy();
        }
        return () -> {
            organization.release();
            giveBack(node);
        };
    }

    private Semaphore share() {
        return new Semaphore(ofAnOrganization, true);
    }

    /** CN=site#1,O=id as the authority writes it. */
    private static String organization(String subject) {
        return subject.substring(subject.lastIndexOf("O=") + 2);
    }

    private void giveBack(String node) {
        nodes.computeIfPresent(node, (_, count) -> count == 1 ? null : count - 1);
    }

    private static Turned busy() {
        return Turned.busy(2 + ThreadLocalRandom.current().nextInt(8));
    }
}
