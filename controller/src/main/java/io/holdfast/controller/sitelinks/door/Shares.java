package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.LinkSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How many requests one site, and one organisation, may have in the centre at the same time, until
 * the answer is there or waits. A place is taken when a small body is whole: whoever sends slowly
 * has none. The rest of a large one costs memory while it comes in, so it has places of its own,
 * and {@link Pace} ends it. No place holds anything of the database ({@link DatabaseShares}).
 */
@Component
class Shares {

    private static final int PATIENCE_SECONDS = 2;

    private final ConcurrentMap<String, Integer> nodes = new ConcurrentHashMap<>();
    private final Map<Kind, Places> small = new EnumMap<>(Kind.class);
    private final Map<Kind, Places> large = new EnumMap<>(Kind.class);

    Shares(LinkSettings settings) {
        for (var kind : Kind.values()) {
            // Few samples: when a thousand sites come back, theirs wait.
            int atOnce =
                    kind == Kind.CONTACT ? settings.atOnce() : Math.max(2, settings.atOnce() / 4);
            small.put(kind, new Places(atOnce));
            large.put(kind, new Places(atOnce));
        }
    }

    /** What is asked for; a site's samples do not take the place of its journal. */
    enum Kind {
        /**
         * One that is worked on, and one whose connection broke while it was read: a site that was
         * cut off in the middle comes back before the centre has noticed.
         */
        CONTACT(2),
        /** Samples can wait until the centre has noticed. */
        TELEMETRY(1);

        private final int ofANode;

        Kind(int ofANode) {
            this.ofANode = ofANode;
        }
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

    /** A request of a node that was let in; closing it gives back all it has. */
    final class Share implements AutoCloseable {

        private final Sender sender;
        private final Kind kind;
        private Optional<Places> place = Optional.empty();

        private Share(Sender sender, Kind kind) {
            this.sender = sender;
            this.kind = kind;
        }

        /** Takes a place: one of those for small bodies if it is whole already. */
        void place(boolean whole) throws InterruptedException {
            var places = Objects.requireNonNull((whole ? small : large).get(kind));
            places.take(sender);
            place = Optional.of(places);
        }

        @Override
        public void close() {
            place.ifPresent(p -> p.giveBack(sender));
            giveBack(node(sender, kind));
        }
    }

    /** Lets a request in, unless its node has enough of them here. */
    Share enter(Sender sender, Kind kind) {
        var node = node(sender, kind);
        if (nodes.merge(node, 1, Integer::sum) > kind.ofANode) {
            giveBack(node);
            throw busy();
        }
        return new Share(sender, kind);
    }

    private static String node(Sender sender, Kind kind) {
        return kind + " " + sender.organization() + " " + sender.node();
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
