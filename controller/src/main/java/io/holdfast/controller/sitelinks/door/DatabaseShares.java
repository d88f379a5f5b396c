package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.database.DatabaseSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How much of the database the link may use at the same time, one node of it, and one organisation:
 * an organisation whose sites all hang keeps neither the others waiting nor people. A share is held
 * for work in the database and for nothing else, never while something is read or waits.
 *
 * <p>Whoever has least is next, and of those who waited longest for one. The last share of the link
 * is for an organisation that has none.
 */
@Component
class DatabaseShares {

    /** What is wanted; in this order within an organisation. */
    enum Kind {
        /** What a site tells: a journal must not wait for looks that find nothing. */
        CONTACT,
        /** A poll that waits looks whether there is something new. */
        LOOK,
        /** Samples have shares of their own and take none of the others. */
        SAMPLES
    }

    /** How long a request waits for a share before it is sent away. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Organization> organizations = new HashMap<>();
    private int inUse;
    private int samplesInUse;
    private long arrivals;
    private long grants;

    DatabaseShares(DatabaseSettings database) {
        this.limits = Limits.of(database.connections());
    }

    /**
     * The limits.
     *
     * @param link of all organisations together; the rest is for people and the centre itself
     * @param contacts of one organisation, and {@code samples} besides
     * @param allSamples of all organisations together
     */
    record Limits(int link, int contacts, int samples, int allSamples) {

        /** One organisation has half less one, so that it leaves people as much as it takes. */
        static Limits of(int connections) {
            int organization = Math.max(3, connections / 2 - 1);
            int samples = Math.max(1, organization / 4);
            int link = Math.max(organization, connections - 3);
            return new Limits(link, organization - samples, samples, Math.max(1, link / 2));
        }

        int organization() {
            return contacts + samples;
        }
    }

    private static final class Organization {
        private final TreeSet<Waiter> contacts = new TreeSet<>(Waiter.ORDER);
        private final TreeSet<Waiter> samples = new TreeSet<>(Waiter.ORDER);
        private final Set<String> working = new HashSet<>();
        private int contactsInUse;
        private int samplesInUse;

        /** When it was given a share last, counted in shares; 0 if that was forgotten. */
        private long served;

        int inUse() {
            return contactsInUse + samplesInUse;
        }

        boolean idle() {
            return inUse() == 0 && contacts.isEmpty() && samples.isEmpty();
        }

        SortedSet<Waiter> waiting(Waiter waiter) {
            return waiter.samples() ? samples : contacts;
        }

        void count(Waiter waiter, int by) {
            if (waiter.samples()) {
                samplesInUse += by;
            } else {
                contactsInUse += by;
            }
        }
    }

    private static final class Waiter {

        private static final Comparator<Waiter> ORDER =
                Comparator.<Waiter, Kind>comparing(w -> w.kind).thenComparingLong(w -> w.arrival);

        private final Sender sender;
        private final Organization organization;
        private final Kind kind;
        private final long arrival;
        private final Condition granted;
        private boolean has;

        Waiter(
                Sender sender,
                Organization organization,
                Kind kind,
                long arrival,
                Condition granted) {
            this.sender = sender;
            this.organization = organization;
            this.kind = kind;
            this.arrival = arrival;
            this.granted = granted;
        }

        boolean samples() {
            return kind == Kind.SAMPLES;
        }

        /** A node has one at work of each: what it tells locks its row, and a second would wait. */
        String node() {
            return samples() + " " + sender.node();
        }
    }

    /** Works with a share; whoever gets none in time is sent away. */
    <T> T with(Sender sender, Kind kind, Refusals.Work<T> work)
            throws IOException, InterruptedException {
        var waiter = await(sender, kind, PATIENCE).orElseThrow(Shares::busy);
        try {
            return work.of();
        } finally {
            giveBack(waiter);
        }
    }

    /** The same for a look that may as well come later; empty if there was no share in time. */
    <T> Optional<T> look(Sender sender, Duration patience, Refusals.Work<T> work)
            throws IOException, InterruptedException {
        var waiter = await(sender, Kind.LOOK, patience);
        if (waiter.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.of());
        } finally {
            giveBack(waiter.get());
        }
    }

    private Optional<Waiter> await(Sender sender, Kind kind, Duration patience)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var organization =
                    organizations.computeIfAbsent(sender.organization(), _ -> new Organization());
            var waiter = new Waiter(sender, organization, kind, arrivals++, lock.newCondition());
            organization.waiting(waiter).add(waiter);
            grant();
            try {
                long left = patience.toNanos();
                while (!waiter.has && left > 0) {
                    left = waiter.granted.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                leave(waiter);
                throw e;
            }
            if (!waiter.has) {
                leave(waiter);
                return Optional.empty();
            }
            return Optional.of(waiter);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        if (waiter.has) {
            giveBack(waiter);
            return;
        }
        waiter.organization.waiting(waiter).remove(waiter);
        forgetIdle(waiter.sender);
    }

    private void giveBack(Waiter waiter) {
        lock.lock();
        try {
            var organization = waiter.organization;
            organization.count(waiter, -1);
            organization.working.remove(waiter.node());
            inUse--;
            samplesInUse -= waiter.samples() ? 1 : 0;
            forgetIdle(waiter.sender);
            grant();
        } finally {
            lock.unlock();
        }
    }

    private void forgetIdle(Sender sender) {
        organizations.computeIfPresent(sender.organization(), (_, o) -> o.idle() ? null : o);
    }

    private void grant() {
        for (var next = next(); next.isPresent(); next = next()) {
            var waiter = next.get();
            var organization = waiter.organization;
            organization.waiting(waiter).remove(waiter);
            organization.count(waiter, 1);
            organization.working.add(waiter.node());
            organization.served = ++grants;
            inUse++;
            samplesInUse += waiter.samples() ? 1 : 0;
            waiter.has = true;
            waiter.granted.signal();
        }
    }

    private Optional<Waiter> next() {
        int free = limits.link() - inUse;
        return organizations.values().stream()
                .filter(o -> o.inUse() == 0 ? free > 0 : free > 1)
                .sorted(
                        Comparator.comparingInt(Organization::inUse)
                                .thenComparingLong(o -> o.served))
                .flatMap(o -> first(o).stream())
                .findFirst();
    }

    private Optional<Waiter> first(Organization organization) {
        var contacts =
                organization.contactsInUse < limits.contacts()
                        ? organization.contacts.stream()
                        : Stream.<Waiter>empty();
        var samples =
                organization.samplesInUse < limits.samples() && samplesInUse < limits.allSamples()
                        ? organization.samples.stream()
                        : Stream.<Waiter>empty();
        return Stream.concat(contacts, samples)
                .filter(w -> !organization.working.contains(w.node()))
                .findFirst();
    }

    /** How many organisations work or wait now. */
    int organizations() {
        lock.lock();
        try {
            return organizations.size();
        } finally {
            lock.unlock();
        }
    }
}
