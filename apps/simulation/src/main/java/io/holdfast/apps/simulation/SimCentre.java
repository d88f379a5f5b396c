package io.holdfast.apps.simulation;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.centre.CentreLink;
import io.holdfast.sitelink.centre.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The centre: a database, a link, and crashes. Restored once from a backup in some runs. */
final class SimCentre {

    private static final Duration DECIDES_WITHIN = Duration.ofMinutes(20);

    private final World world;
    private final Changes changes;
    private SortedMap<SiteId, Row> rows = new TreeMap<>();
    private SortedMap<SiteId, Row> backup = new TreeMap<>();
    private final SortedMap<String, String> numbers = new TreeMap<>();
    private long epoch = 1;
    private boolean up = true;
    private int life;

    /** What the database holds of one site. */
    static final class Row {
        final SiteIdentity identity;
        final List<JournalLine> journal = new ArrayList<>();
        final SortedMap<DeviceSlot, SlotReport> reports = new TreeMap<>();
        final SortedMap<Long, State> states = new TreeMap<>();
        final Set<Told> given = new HashSet<>();
        final Set<Told> asked = new HashSet<>();
        final Set<Told> decided = new HashSet<>();
        long acknowledged;
        long delivered;
        Optional<Instant> heard = Optional.empty();
        Due.Sent stateSent = Due.Sent.NOTHING;
        Due.Sent accessSent = Due.Sent.NOTHING;

        Row(SiteIdentity identity) {
            this.identity = identity;
        }

        Row copy() {
            var copy = new Row(identity);
            copy.journal.addAll(journal);
            copy.reports.putAll(reports);
            copy.states.putAll(states);
            copy.given.addAll(given);
            return copy;
        }

        long desired() {
            return states.isEmpty() ? 0 : states.lastKey();
        }

        JournalHead head() {
            return journal.isEmpty() ? JournalHead.EMPTY : journal.getLast().head();
        }
    }

    /** Which state a site says it has. */
    record Told(long epoch, long revision) {
        static Told of(LinkRequest request) {
            return new Told(request.epoch(), request.revision());
        }
    }

    /** A released state of one site. */
    record State(Changes.Released part, List<Delivery.TakeOver> takeOver) {}

    SimCentre(World world, Changes changes) {
        this.world = world;
        this.changes = changes;
    }

    void enrol(SiteIdentity identity) {
        rows.put(identity.site(), new Row(identity));
    }

    boolean isUp() {
        return up;
    }

    Row row(SiteId site) {
        return Objects.requireNonNull(rows.get(site));
    }

    long epoch() {
        return epoch;
    }

    void deliver(SiteId site, Changes.Released part, List<Delivery.TakeOver> takeOver) {
        var row = row(site);
        long revision = row.desired() + 1;
        row.states.put(revision, new State(part, takeOver));
        var number = site + " " + epoch + "." + revision;
        var known = numbers.putIfAbsent(number, part.digest());
        if (known != null && !known.equals(part.digest())) {
            world.violated("I4", number + " was given to two contents");
        }
        world.trace("released " + number + " " + part.digest());
    }

    /** A request arrives; the answer leaves later, unless the centre fails before. */
    void hear(LinkRequest request, Consumer<LinkAnswer> send) {
        if (!up) {
            return;
        }
        world.passes("asked, nothing stored");
        if (!up) {
            return;
        }
        var row = row(request.identity().site());
        var stored = stored(row, Told.of(request));
        switch (CentreLink.hear(stored, request, world.now())) {
            case CentreLink.Heard.Turned(var code, var reason) ->
                    world.violated("L1", request.identity() + " was turned away: " + code + reason);
            case CentreLink.Heard.Store store -> {
                if (world.is(Sabotage.ACK_BEFORE_DURABLE)) {
                    answer(row, request, store, send);
                    inThisLife(Duration.ofSeconds(30), () -> keep(row, store, request));
                    return;
                }
                keep(row, store, request);
                world.passes("stored, not yet answered");
                if (!up) {
                    return;
                }
                if (store.holdSeconds() == 0) {
                    answer(row, request, store, send);
                    return;
                }
                inThisLife(
                        Duration.ofSeconds(store.holdSeconds()),
                        () -> answer(row, request, store, send));
            }
        }
    }

    /** A person decides some time after a site told of a state that this centre never gave it. */
    private boolean undecided(Row row, Told told) {
        if (told.revision() == 0 || row.given.contains(told) || row.decided.contains(told)) {
            return false;
        }
        if (row.asked.add(told)) {
            world.trace(row.identity + " runs the unknown " + told);
            world.after(DECIDES_WITHIN, () -> row.decided.add(told));
        }
        return true;
    }

    private CentreLink.Stored stored(Row row, Told told) {
        return new CentreLink.Stored(
                row.identity,
                epoch,
                row.head(),
                number -> row.journal.get(Math.toIntExact(number - 1)).hash(),
                row.desired(),
                1,
                undecided(row, told),
                row.stateSent,
                row.accessSent);
    }

    private void keep(Row row, CentreLink.Heard.Store store, LinkRequest request) {
        for (var line : store.append()) {
            if (world.is(Sabotage.LOSE_ENTRIES) && world.random.nextInt(100) == 0) {
                continue;
            }
            row.journal.add(line);
        }
        row.delivered = request.revision();
        row.heard = Optional.of(world.now());
        request.slots().forEach(report -> row.reports.put(report.slot(), report));
        if (store.fork().isPresent()) {
            world.violated("I5", row.identity + " forked at " + store.fork().get().sequence());
        }
    }

    private CentreLink.Send look(Row row, LinkRequest request) {
        return CentreLink.look(stored(row, Told.of(request)), Due.Has.of(request), world.now());
    }

    private void answer(
            Row row, LinkRequest request, CentreLink.Heard.Store store, Consumer<LinkAnswer> tell) {
        if (row(row.identity.site()) != row) {
            return;
        }
        if (store.head().sequence() > row.journal.size()) {
            world.violated(
                    "I6",
                    row.identity
                            + ": entry "
                            + store.head().sequence()
                            + " is acknowledged, on disk are "
                            + row.journal.size());
        }
        row.acknowledged = Math.max(row.acknowledged, store.head().sequence());
        var state = row.states.get(row.desired());
        // As in the product, a held contact is looked at again before it is answered.
        var send = store.holdSeconds() == 0 ? store.send() : look(row, request);
        if (send.state()) {
            row.given.add(new Told(epoch, row.desired()));
            row.stateSent = Due.Sent.state(epoch, row.desired(), world.now());
        }
        if (send.access()) {
            row.accessSent = Due.Sent.access(1, world.now());
        }
        var bundle =
                send.state() && state != null
                        ? Optional.of(
                                changes.bundle(
                                        state.part(),
                                        row.identity,
                                        epoch,
                                        row.desired(),
                                        state.takeOver(),
                                        world.now()))
                        : Optional.<io.holdfast.sitelink.Bundle>empty();
        var access =
                send.access()
                        ? Optional.of(changes.access(row.identity))
                        : Optional.<io.holdfast.sitelink.Envelope>empty();
        tell.accept(
                CentreLink.answer(
                        epoch,
                        store.head(),
                        store.problem(),
                        bundle,
                        access,
                        List.of(),
                        world.now()));
    }

    private void inThisLife(Duration delay, Runnable act) {
        int mine = life;
        world.after(
                delay,
                () -> {
                    if (up && mine == life) {
                        act.run();
                    }
                });
    }

    void crash(Duration dark) {
        up = false;
        life++;
        world.trace("centre dark");
        rows.values()
                .forEach(row -> {
                    row.stateSent = Due.Sent.NOTHING;
                    row.accessSent = Due.Sent.NOTHING;
                });
        rows.values().forEach(this::keepsWhatItAcknowledged);
        world.after(dark, () -> up = true);
    }

    private void keepsWhatItAcknowledged(Row row) {
        if (row.journal.size() < row.acknowledged) {
            world.violated("I6", row.identity + " lost acknowledged entries");
        }
    }

    void backUp() {
        backup = copy(rows);
    }

    /**
     * An older database comes back: a new epoch, and the sites upload again what it does not have.
     */
    void restore() {
        life++;
        epoch += world.is(Sabotage.KEEP_EPOCH) ? 0 : 1;
        rows = copy(backup);
        world.trace("centre restored, epoch " + epoch);
    }

    private static SortedMap<SiteId, Row> copy(Map<SiteId, Row> rows) {
        var copy = new TreeMap<SiteId, Row>();
        rows.forEach((site, row) -> copy.put(site, row.copy()));
        return copy;
    }
}
