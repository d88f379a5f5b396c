package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.LinkSettings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How many requests one site, and one organisation, may have in the centre at the same time, from
 * before anything is read until the answer is there or waits: a body costs memory while it comes
 * in. Who has a place holds nothing of the database by it ({@link DatabaseShares}), so whoever
 * sends slowly slows nobody but himself.
 */
@Component
class Shares {

    /**
     * One that is worked on, and one whose connection broke while it was read: a site that was cut
     * off in the middle comes back before the centre has noticed.
     */
    private static final int OF_A_NODE = 2;

    private static final int PATIENCE_SECONDS = 2;

    private final ConcurrentMap<String, Integer> nodes = new ConcurrentHashMap<>();
    private final Places contacts;
    private final Places samples;

    Shares(LinkSettings settings) {
        this.contacts = new Places(settings.atOnce());
        // Few: when a thousand sites come back, their samples wait.
        this.samples = new Places(Math.max(2, settings.atOnce() / 4));
    }

    /** What is asked for; a site's samples do not take the place of its journal. */
    enum Kind {
        CONTACT,
        TELEMETRY
    }

    /** A place that is taken; closing it gives it back. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** The places of one kind. No organisation has more than half of them. */
    private static final class Places {

        private final int half;
        private final Semaphore all;
        private final ConcurrentMap<String, Semaphore> organizations = new ConcurrentHashMap<>();

        Places(int atOnce) {
            this.half = Math.max(1, atOnce / 2);
            this.all = new Semaphore(atOnce, true);
        }

        private Semaphore of(Sender sender) {
            return organizations.computeIfAbsent(
                    sender.organization(), _ -> new Semaphore(half, true));
        }

        void take(Sender sender) throws InterruptedException {
            var own = of(sender);
            takePlace(own);
            try {
                takePlace(all);
            } catch (InterruptedException | Turned e) {
                own.release();
                throw e;
            }
        }

        void giveBack(Sender sender) {
            all.release();
            of(sender).release();
        }
    }

    /** Takes a place. */
    Share take(Sender sender, Kind kind) throws InterruptedException {
        var node = kind + " " + sender.organization() + " " + sender.node();
        if (nodes.merge(node, 1, Integer::sum) > OF_A_NODE) {
            giveBack(node);
            throw busy();
        }
        var places = kind == Kind.CONTACT ? contacts : samples;
        try {
            places.take(sender);
        } catch (InterruptedException | Turned e) {
            giveBack(node);
            throw e;
        }
        return () -> {
            places.giveBack(sender);
            giveBack(node);
        };
    }

    private void giveBack(String node) {
        nodes.computeIfPresent(node, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Whoever finds no place within two seconds is sent away for a while, not all for the same. */
    static void takePlace(Semaphore places) throws InterruptedException {
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw busy();
        }
    }

    static Turned busy() {
        return Turned.busy(2 + ThreadLocalRandom.current().nextInt(8));
    }
}
