package io.holdfast.site.node;

import io.holdfast.site.link.CentreLink;
import io.holdfast.site.link.Enrolled;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked after once a minute: the certificate, and whatever else ends one day. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private Upkeep() {}

    /**
     * Begins; interrupting the thread ends it.
     *
     * @param keep makes a renewed certificate durable
     * @param look says what comes to its end, though nobody looks at the board
     */
    static Thread begin(CentreLink link, Consumer<Enrolled> keep, Runnable look) {
        return Thread.ofVirtual().name("upkeep").start(() -> run(link, keep, look));
    }

    private static void run(CentreLink link, Consumer<Enrolled> keep, Runnable look) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (link.renewalDue()) {
                    link.renew()
                            .ifPresent(renewed -> {
                                keep.accept(renewed);
                                LOG.info("certificate renewed, ends {}", link.certificateEnds());
                            });
                }
                looked(look);
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A certificate has to be renewed whatever became of the look. */
    private static void looked(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("nobody can tell what comes to its end", e);
        }
    }
}
