package io.holdfast.site.traps;

import io.holdfast.core.Printable;
import io.holdfast.core.observe.TrapSighting;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.NotificationTold;
import io.holdfast.spi.TrapJournal;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What becomes of notifications at a site. One that its device sealed becomes an event, on disk
 * before this returns. One that nobody sealed is a hint: it may cause a look at the device, never
 * an event and never a decision. What a device sends beyond its allowance is counted and told as a
 * gap; an inform among it is not acknowledged, so that its sender keeps it.
 */
final class Notifications implements TrapJournal {

    /**
     * A device that comes up with all its ports says some hundred things; a loop says thousands.
     */
    static final int AT_ONCE = 200;

    private static final double PER_SECOND = 2;

    /** Of all devices together: a power failure of a site is told whole. */
    private static final int SITE_AT_ONCE = 10_000;

    private static final double SITE_PER_SECOND = 100;

    /** One look a minute at one device, whoever says what, and not all of them at once. */
    private static final double LOOKS_PER_SECOND = 1 / 60.0;

    private static final int SITE_LOOKS_AT_ONCE = 20;
    private static final double SITE_LOOKS_PER_SECOND = 0.5;

    private final Function<String, Optional<DeviceSlot>> devices;
    private final BiConsumer<List<SiteWord>, Instant> events;
    private final Consumer<DeviceSlot> worthALook;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<DeviceSlot, Device> known = new TreeMap<>();
    private final Allowance site;
    private final Allowance looks;

    /** What one device has left, and what it was not allowed. */
    private static final class Device {
        private final Allowance events;
        private final Allowance looks;
        private long hints;
        private long tooMany;

        Device(long nanos) {
            events = new Allowance(AT_ONCE, PER_SECOND, nanos);
            looks = new Allowance(1, LOOKS_PER_SECOND, nanos);
        }
    }

    private Instant since;

    /**
     * @param devices which device is at an address
     * @param events puts words on disk, all of them or none
     * @param worthALook is told that a device should be looked at soon
     */
    Notifications(
            Function<String, Optional<DeviceSlot>> devices,
            BiConsumer<List<SiteWord>, Instant> events,
            Consumer<DeviceSlot> worthALook,
            InstantSource clock,
            LongSupplier nanos) {
        this.devices = devices;
        this.events = events;
        this.worthALook = worthALook;
        this.clock = clock;
        this.nanos = nanos;
        this.since = clock.instant();
        this.site = new Allowance(SITE_AT_ONCE, SITE_PER_SECOND, nanos.getAsLong());
        this.looks = new Allowance(SITE_LOOKS_AT_ONCE, SITE_LOOKS_PER_SECOND, nanos.getAsLong());
    }

    @Override
    public synchronized BitSet append(List<TrapSighting> traps) throws IOException {
        var kept = new BitSet();
        var words = new ArrayList<SiteWord>();
        for (int i = 0; i < traps.size(); i++) {
            var trap = traps.get(i);
            var slot = devices.apply(trap.from());
            if (slot.isPresent() && isTaken(slot.get(), trap, words)) {
                kept.set(i);
            }
        }
        try {
            events.accept(words, clock.instant());
        } catch (IllegalStateException e) {
            throw new IOException("the events are not on disk", e);
        }
        if (!words.isEmpty()) {
            Failpoint.reach("after-notification");
        }
        return kept;
    }

    private boolean isTaken(DeviceSlot slot, TrapSighting trap, List<SiteWord> words) {
        long now = nanos.getAsLong();
        var device = known.computeIfAbsent(slot, _ -> new Device(now));
        if (device.looks.takes(now) && looks.takes(now)) {
            worthALook.accept(slot);
        }
        if (!trap.authenticated()) {
            device.hints++;
            // Nothing of it is written down: an inform of it is not acknowledged.
            return !trap.inform();
        }
        if (!device.events.takes(now) || !site.takes(now)) {
            device.tooMany++;
            return false;
        }
        words.add(word(slot, trap));
        return true;
    }

    private static SiteWord word(DeviceSlot slot, TrapSighting trap) {
        return new NotificationTold(
                slot,
                trap.trap().isBlank() || trap.trap().length() > 200 ? "unnamed" : trap.trap(),
                trap.inform(),
                trap.uptime(),
                trap.variables().stream()
                        .limit(NotificationTold.MOST)
                        .map(v ->
                                Printable.cut(v.oid() + " = " + v.text(), NotificationTold.LONGEST))
                        .toList());
    }

    /** Tells what was counted since the last time, by device; the counting begins anew. */
    synchronized void tellCounts() {
        var words = new ArrayList<SiteWord>();
        known.forEach((slot, device) -> {
            if (device.hints > 0 || device.tooMany > 0) {
                words.add(
                        new SiteWord.NotificationsCounted(
                                slot, device.hints, device.tooMany, since));
            }
        });
        events.accept(words, clock.instant());
        known.values()
                .forEach(device -> {
                    device.hints = 0;
                    device.tooMany = 0;
                });
        since = clock.instant();
    }
}
