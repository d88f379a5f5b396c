package io.holdfast.site.survey;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.series.PollingProfile;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.spi.SurveyReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every device whole as often as the polling profile says, a bounded number at a time, each
 * on a thread of its own: a device that takes long delays nobody's decision and, up to that number,
 * nobody's survey. A device that shows another engine than before is not read but told of.
 */
public final class SurveyRound implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SurveyRound.class);

    /** Surveys under way at once; each has a socket. */
    static final int AT_ONCE = 8;

    private static final long LOOK_MILLIS = 1_000;

    /** A device that did not answer is asked again before its turn. */
    private static final Duration AGAIN = Duration.ofSeconds(60);

    /** How a device is to be asked. */
    public sealed interface Way {

        /** Nobody asks it over SNMP. */
        record None() implements Way {}

        /**
         * It is asked.
         *
         * @param access digest of the access it is asked by; another one once a person entered it
         *     anew, and then it may have another engine
         * @param hostKey the pinned key of its NETCONF door, or empty
         */
        record Asked(String access, String hostKey) implements Way {}
    }

    /** The devices of the site, and how they are spoken to. */
    public interface Devices {

        List<DeviceSlot> slots();

        /** How a device is to be asked, by the newest access. */
        Way way(DeviceSlot slot);

        /**
         * Reads a device.
         *
         * @param knownEngine the engine id it had before, or empty
         */
        SurveyReader.Result survey(DeviceSlot slot, String knownEngine);
    }

    /** Who wants to know what was found. */
    public interface Heard {

        void surveyed(DeviceSlot slot, Survey survey);

        /** Whether a device shows another SNMP engine than the one it was first seen with. */
        void engineChanged(DeviceSlot slot, boolean changed);

        /** Whether a device shares with another what only one device may have. */
        void identityShared(DeviceSlot slot, boolean shared);
    }

    private final Devices devices;
    private final SurveyStore store;
    private final Heard heard;
    private final Function<DeviceSlot, BehaviourTable> behaviours;
    private final PollingProfile profile;
    private final InstantSource clock;
    private final Map<DeviceSlot, Instant> begun = new ConcurrentHashMap<>();
    private final Map<DeviceSlot, Thread> running = new ConcurrentHashMap<>();
    private final Map<DeviceSlot, DeviceIdentity> identities = new ConcurrentHashMap<>();
    private final Map<DeviceSlot, Way> ways = new ConcurrentHashMap<>();
    private final Set<DeviceSlot> silent = ConcurrentHashMap.newKeySet();
    private final Set<DeviceSlot> shared = ConcurrentHashMap.newKeySet();
    private volatile List<DeviceSlot> known = List.of();
    private volatile Optional<Thread> round = Optional.empty();

    public SurveyRound(
            Devices devices,
            SurveyStore store,
            Heard heard,
            Function<DeviceSlot, BehaviourTable> behaviours,
            PollingProfile profile,
            InstantSource clock) {
        this.devices = devices;
        this.store = store;
        this.heard = heard;
        this.behaviours = behaviours;
        this.profile = profile;
        this.clock = clock;
        store.newest()
                .forEach(
                        (slot, s) -> s.survey().ifPresent(v -> identities.put(slot, v.identity())));
    }

    /** Goes round from now on, until closed. */
    public SurveyRound start() {
        round = Optional.of(Thread.ofVirtual().name("surveys").start(this::run));
        return this;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    turn();
                } catch (RuntimeException e) {
                    LOG.error("a round of surveys broke; the next goes on", e);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins the surveys that are due, those that waited longest first. */
    void turn() {
        var now = clock.instant();
        var slots = devices.slots();
        if (!slots.isEmpty() && !slots.equals(known)) {
            store.keepOnly(slots);
            identities.keySet().retainAll(slots);
            ways.keySet().retainAll(slots);
            known = slots;
        }
        slots.stream()
                .filter(slot -> !running.containsKey(slot) && isDue(slot, now))
                .sorted(Comparator.comparing(this::last))
                .limit(Math.max(0, AT_ONCE - running.size()))
                .forEach(slot -> begin(slot, now));
    }

    /** Whether no survey is under way. */
    boolean isQuiet() {
        return running.isEmpty();
    }

    private Instant last(DeviceSlot slot) {
        return begun.getOrDefault(slot, Instant.EPOCH);
    }

    private boolean isDue(DeviceSlot slot, Instant now) {
        return profile.line(PollingProfile.SURVEY)
                        .filter(line -> line.isDue(last(slot), now))
                        .isPresent()
                || (silent.contains(slot) && !last(slot).plus(AGAIN).isAfter(now))
                || isAskedOtherwise(slot);
    }

    /**
     * A person entered its access or confirmed its key since it was read: what was told of it is
     * not all that is known now.
     */
    private boolean isAskedOtherwise(DeviceSlot slot) {
        var before = ways.get(slot);
        return before != null && !before.equals(devices.way(slot));
    }

    private void begin(DeviceSlot slot, Instant now) {
        begun.put(slot, now);
        var thread = Thread.ofVirtual().name("survey " + slot).unstarted(() -> guarded(slot));
        running.put(slot, thread);
        thread.start();
    }

    private void guarded(DeviceSlot slot) {
        try {
            survey(slot);
        } catch (RuntimeException e) {
            LOG.error("{}: its survey broke", slot, e);
        } finally {
            running.remove(slot);
        }
    }

    private void survey(DeviceSlot slot) {
        var way = devices.way(slot);
        ways.put(slot, way);
        switch (way) {
            case Way.None() -> {
                var table = behaviours.apply(slot);
                if (!table.rows().isEmpty()) {
                    store.keep(slot, new Surveyed(Optional.empty(), table), clock.instant());
                }
            }
            case Way.Asked asked -> ask(slot, asked);
        }
    }

    private void ask(DeviceSlot slot, Way.Asked asked) {
        switch (devices.survey(slot, store.engine(slot, asked.access()))) {
            case SurveyReader.Result.Silent(var reason) -> {
                silent.add(slot);
                LOG.debug("{} is not surveyed: {}", slot, reason);
            }
            case SurveyReader.Result.OtherEngine(var known, var shown) -> {
                LOG.warn("{} shows SNMP engine {}, first seen with {}", slot, shown, known);
                heard.engineChanged(slot, true);
            }
            case SurveyReader.Result.Seen(var seen) -> {
                silent.remove(slot);
                var now = clock.instant();
                var engine = seen.identity().engineId();
                if (!engine.isEmpty()) {
                    store.pin(slot, asked.access(), engine, now);
                }
                var survey = seen.withIdentity(seen.identity().withHostKey(asked.hostKey()));
                store.keep(slot, new Surveyed(Optional.of(survey), behaviours.apply(slot)), now);
                heard.surveyed(slot, survey);
                heard.engineChanged(slot, false);
                identities.put(slot, survey.identity());
                compare();
            }
        }
    }

    /** Tells of devices that are alike in what only one may have, and of those no longer. */
    private synchronized void compare() {
        var named = new TreeMap<String, DeviceIdentity>();
        identities.forEach((slot, identity) -> named.put(slot.value(), identity));
        var alike = new TreeSet<DeviceSlot>();
        for (var finding : Duplicates.among(named)) {
            finding.devices().forEach(name -> alike.add(new DeviceSlot(name)));
        }
        shared.stream()
                .filter(slot -> !alike.contains(slot))
                .toList()
                .forEach(slot -> heard.identityShared(slot, false));
        alike.forEach(slot -> heard.identityShared(slot, true));
        shared.clear();
        shared.addAll(alike);
    }

    @Override
    public void close() {
        round.ifPresent(SurveyRound::end);
        List.copyOf(running.values()).forEach(SurveyRound::end);
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
