package io.holdfast.site.health;

import io.holdfast.core.alarm.Alarm;
import io.holdfast.core.alarm.AlarmKey;
import io.holdfast.core.alarm.Observation;
import io.holdfast.core.alarm.Threshold;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.series.Gap;
import io.holdfast.core.series.PollingProfile;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Keeps what looks at devices measured: samples by the polling profile, alarms by thresholds, gaps
 * where there was nothing to measure. It looks at nothing by itself. What it remembers of alarms is
 * of this run of the node; after a restart each is observed anew, and the gap is told.
 */
public final class Watch {

    /** A device that does not answer for this long is an alarm. */
    private static final Threshold SILENT =
            new Threshold(
                    "device-silent",
                    Threshold.Severity.MAJOR,
                    "",
                    0,
                    1,
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1));

    private static final Threshold CPU = percent("cpu-high", 90, 70);
    private static final Threshold MEMORY = percent("memory-high", 95, 85);

    /** Parts of industrial equipment are made for 85 degrees and live shorter above 75. */
    private static final Threshold TEMPERATURE =
            new Threshold(
                    "temperature-high",
                    Threshold.Severity.MAJOR,
                    "\u00b0C",
                    75,
                    68,
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5));

    private static final Map<String, Threshold> THRESHOLDS =
            Map.of(
                    "device.answers",
                    SILENT,
                    "cpu.percent",
                    CPU,
                    "memory.percent",
                    MEMORY,
                    "sensor.celsius",
                    TEMPERATURE);

    /** What is so or is not, and needs no time to be believed. */
    private static final List<Threshold> FINDINGS =
            List.of(fact("engine-changed"), fact("identity-shared"));

    /** No more alarms are remembered. */
    private static final int MOST_ALARMS = 10_000;

    private final SampleStore samples;
    private final EventStore events;
    private final PollingProfile profile;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AlarmKey, Alarm> alarms = new TreeMap<>();
    private final Map<SeriesKey, Instant> kept = new HashMap<>();
    private final Map<DeviceSlot, Instant> silentSince = new TreeMap<>();

    public Watch(
            SampleStore samples, EventStore events, PollingProfile profile, InstantSource clock) {
        this.samples = samples;
        this.events = events;
        this.profile = profile;
        this.clock = clock;
    }

    private static Threshold percent(String code, long raise, long clear) {
        return new Threshold(
                code,
                Threshold.Severity.MINOR,
                "%",
                raise,
                clear,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
    }

    private static Threshold fact(String code) {
        return new Threshold(
                code, Threshold.Severity.MAJOR, "", 1, 0, Duration.ZERO, Duration.ZERO);
    }

    /** The node has started: since when nothing was measured is told for each device known. */
    public void started(Optional<Instant> lastRan, List<DeviceSlot> devices) {
        var now = clock.instant();
        lastRan.filter(l -> l.isBefore(now))
                .ifPresent(last ->
                        devices.forEach(slot -> gap(slot, last, now, Gap.Reason.NODE_DOWN, "")));
    }

    /** A device answered. */
    public void answered(DeviceSlot slot) {
        lock.lock();
        try {
            var now = second();
            var since = silentSince.remove(slot);
            if (since != null && since.isBefore(now)) {
                gap(slot, since, now, Gap.Reason.DEVICE_SILENT, "");
            }
            keep(Vitals.answers(slot, true), now);
        } finally {
            lock.unlock();
        }
    }

    /** A device told its inventory. */
    public void inventory(DeviceSlot slot, Inventory inventory) {
        measured(Vitals.of(slot, inventory));
    }

    /** A device told everything. */
    public void surveyed(DeviceSlot slot, Survey survey) {
        measured(Vitals.of(slot, survey));
    }

    /** The device shows another SNMP engine than before, or the same again. */
    public void engineChanged(DeviceSlot slot, boolean changed) {
        found(slot, "engine-changed", changed);
    }

    /** The device has in common with another what only one device may have, or no longer. */
    public void identityShared(DeviceSlot slot, boolean shared) {
        found(slot, "identity-shared", shared);
    }

    private void found(DeviceSlot slot, String code, boolean so) {
        lock.lock();
        try {
            var key = new AlarmKey(slot, code, "");
            if (so || alarms.containsKey(key)) {
                var now = clock.instant();
                threshold(code)
                        .ifPresent(
                                t -> learn(key, t, new Observation.Measured(so ? 1 : 0, now), now));
            }
        } finally {
            lock.unlock();
        }
    }

    private void measured(List<Vitals.Value> values) {
        lock.lock();
        try {
            var now = second();
            values.forEach(v -> keep(v, now));
        } finally {
            lock.unlock();
        }
    }

    /** A device did not answer; its other alarms become unknown, not raised and not cleared. */
    public void silent(DeviceSlot slot, String reason) {
        lock.lock();
        try {
            var now = second();
            silentSince.putIfAbsent(slot, now);
            keep(Vitals.answers(slot, false), now);
            for (var entry : List.copyOf(alarms.entrySet())) {
                if (entry.getKey().slot().equals(slot)
                        && !entry.getKey().code().equals(SILENT.code())) {
                    threshold(entry.getKey().code())
                            .ifPresent(t ->
                                    learn(
                                            entry.getKey(),
                                            t,
                                            new Observation.NotKnown(reason, now),
                                            now));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Threshold> threshold(String code) {
        return Stream.concat(THRESHOLDS.values().stream(), FINDINGS.stream())
                .filter(t -> t.code().equals(code))
                .findFirst();
    }

    /**
     * Whole seconds: nobody looks closer, and a steady poll then costs hardly a byte for its time.
     */
    private Instant second() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private void gap(DeviceSlot slot, Instant from, Instant to, Gap.Reason reason, String detail) {
        events.tell(new SiteWord.GapTold(new Gap(slot, from, to, reason, detail)), to);
    }

    private void keep(Vitals.Value value, Instant now) {
        var key = value.key();
        profile.line(key.metric())
                .filter(l -> l.isDue(kept.getOrDefault(key, Instant.EPOCH), now))
                .ifPresent(line -> {
                    if (samples.add(key, line.retention(), now, value.value())) {
                        kept.put(key, now);
                    }
                });
        var threshold = THRESHOLDS.get(key.metric());
        if (threshold != null) {
            learn(
                    new AlarmKey(key.slot(), threshold.code(), key.instance()),
                    threshold,
                    new Observation.Measured(value.value(), now),
                    now);
        }
    }

    private void learn(AlarmKey key, Threshold threshold, Observation observation, Instant now) {
        var before = alarms.getOrDefault(key, Alarm.fresh(key, now));
        if (!alarms.containsKey(key) && alarms.size() >= MOST_ALARMS) {
            return;
        }
        var step = before.learn(observation, threshold, now);
        alarms.put(key, step.alarm());
        if (!step.told().isEmpty()) {
            events.tell(told(step.alarm(), threshold), now);
        }
    }

    private static SiteWord told(Alarm alarm, Threshold threshold) {
        return new SiteWord.AlarmTold(
                alarm.key().slot(),
                alarm.key().code(),
                alarm.key().instance(),
                threshold.severity(),
                alarm.phase(),
                alarm.flapping());
    }

    /** The alarms as they are now. */
    public List<Alarm> alarms() {
        lock.lock();
        try {
            return List.copyOf(alarms.values());
        } finally {
            lock.unlock();
        }
    }
}
