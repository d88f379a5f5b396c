package io.holdfast.site.archive;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a device's whole configuration is read for the archive: when its owned subtrees
 * changed, and by the clock. Nothing is stored before its secrets are masked.
 */
public final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    /** What changes outside our subtrees is found within this time. */
    public static final Duration CLOCK = Duration.ofHours(6);

    private static final String FORM = "netconf-xml";

    private final ArchiveStore store;
    private final BiConsumer<SiteWord, Instant> tell;
    private final InstantSource clock;
    private final Map<DeviceSlot, Seen> seen = new ConcurrentHashMap<>();

    /** When a device was last read whole, and what its owned subtrees said then. */
    private record Seen(Instant at, int owned) {}

    public Archive(ArchiveStore store, BiConsumer<SiteWord, Instant> tell, InstantSource clock) {
        this.store = store;
        this.tell = tell;
        this.clock = clock;
    }

    /** Whether to read a device whole now. */
    public boolean wants(DeviceSlot slot, String owned) {
        var last = seen.get(slot);
        return last == null || last.owned() != owned.hashCode() || isLate(last);
    }

    private boolean isLate(Seen last) {
        return !last.at().plus(CLOCK).isAfter(clock.instant());
    }

    /** A device's whole configuration. */
    public void read(DeviceSlot slot, String owned, String whole) {
        var now = clock.instant();
        var last = seen.put(slot, new Seen(now, owned.hashCode()));
        switch (Masking.xml(whole)) {
            case Masking.Result.Refused(var reason) ->
                    LOG.warn("{}: its configuration is not archived: {}", slot, reason);
            case Masking.Result.Masked(var text, var masked) -> {
                switch (store.keep(slot, text, now)) {
                    case ArchiveStore.Kept.Same _ -> {}
                    case ArchiveStore.Kept.TooLarge(var bytes) ->
                            LOG.warn("{}: {} bytes are more than is archived", slot, bytes);
                    case ArchiveStore.Kept.New(var digest) -> {
                        boolean byChange = last == null || last.owned() != owned.hashCode();
                        tell.accept(
                                new SiteWord.ConfigurationSeen(
                                        slot, digest, FORM, byChange ? "CHANGED" : "CLOCK", masked),
                                now);
                    }
                }
            }
        }
    }
}
