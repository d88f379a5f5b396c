package io.holdfast.apps.bench.link;

import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A site that is held: it asks, waits for the answer and asks again, until it is ended. */
abstract class Held implements Runnable {

    final Node node;
    private final Counts counts;
    private volatile boolean ended;
    private volatile boolean back;
    private final AtomicBoolean wasCut = new AtomicBoolean();
    private volatile @Nullable SiteLine line;

    Held(Node node, Counts counts) {
        this.node = node;
        this.counts = counts;
    }

    /** What happened to all of them together. */
    static final class Counts {
        final AtomicLong answers = new AtomicLong();
        final AtomicLong sentAway = new AtomicLong();
        final AtomicLong broken = new AtomicLong();
        final Set<String> reasons = ConcurrentHashMap.newKeySet();
    }

    abstract SiteLine connect() throws IOException;

    /** One that is answered at once: the other end has heard this site. */
    abstract SiteLine.Answer now(SiteLine at) throws IOException;

    /** One that may be held. */
    abstract SiteLine.Answer poll(SiteLine at) throws IOException;

    abstract void learn(SiteLine.Answer answer);

    /** How many times something new was learnt. */
    abstract long news();

    @Override
    public void run() {
        while (!ended) {
            try (var opened = connect()) {
                line = opened;
                heard(opened);
                back = true;
                while (!ended) {
                    var answer = poll(opened);
                    if (took(answer)) {
                        learn(answer);
                        counts.answers.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                back = false;
                if (!ended && !wasCut.getAndSet(false)) {
                    counts.broken.incrementAndGet();
                    counts.reasons.add(String.valueOf(e.getMessage()));
                    Quantiles.rest(ThreadLocalRandom.current().nextLong(200, 1200));
                }
            }
        }
    }

    private void heard(SiteLine at) throws IOException {
        while (!ended && !took(now(at))) {
            // It stays away as long as it was told.
        }
    }

    private boolean took(SiteLine.Answer answer) throws IOException {
        if (answer.status() == 503) {
            counts.sentAway.incrementAndGet();
            Quantiles.rest(1000L * answer.retryAfter());
            return false;
        }
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
        return true;
    }

    /** Whether it has been heard since it was cut off last. */
    boolean back() {
        return back;
    }

    /** Its connection breaks; it comes back by itself at once. */
    void cut() {
        back = false;
        wasCut.set(true);
        var open = line;
        if (open != null) {
            open.close();
        }
    }

    void end() {
        ended = true;
        cut();
    }

    /** One of the centre's. */
    static final class OfTheCentre extends Held {

        private volatile long epoch;
        private volatile long revision;

        OfTheCentre(Node node, Counts counts) {
            super(node, counts);
        }

        @Override
        SiteLine connect() throws IOException {
            return node.connect();
        }

        private SiteLine.Answer contact(SiteLine at, int wait) throws IOException {
            return at.post(
                    "/link/v1/contact",
                    node.request(epoch, revision, JournalHead.EMPTY, List.of(), wait));
        }

        @Override
        SiteLine.Answer now(SiteLine at) throws IOException {
            return contact(at, 0);
        }

        @Override
        SiteLine.Answer poll(SiteLine at) throws IOException {
            return contact(at, 55);
        }

        @Override
        void learn(SiteLine.Answer answer) {
            var bundle = Node.read(answer).bundle();
            if (bundle != null) {
                var delivery = WireJson.read(Delivery.class, bundle.delivery().payload());
                epoch = delivery.epoch();
                revision = delivery.revision();
            }
        }

        @Override
        long news() {
            return revision;
        }
    }

    /** One of the peer's. */
    static final class OfThePeer extends Held {

        private static final byte[] BODY = new byte[400];

        private final Peer peer;
        private final AtomicLong told = new AtomicLong();

        OfThePeer(Node node, Counts counts, Peer peer) {
            super(node, counts);
            this.peer = peer;
        }

        @Override
        SiteLine connect() throws IOException {
            return peer.connect(node);
        }

        @Override
        SiteLine.Answer now(SiteLine at) throws IOException {
            return at.post("/now", BODY);
        }

        @Override
        SiteLine.Answer poll(SiteLine at) throws IOException {
            return at.post("/poll", BODY);
        }

        @Override
        void learn(SiteLine.Answer answer) {
            told.incrementAndGet();
        }

        @Override
        long news() {
            return told.get();
        }
    }
}
