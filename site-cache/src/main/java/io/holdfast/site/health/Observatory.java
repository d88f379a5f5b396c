package io.holdfast.site.health;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.series.PollingProfile;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.archive.Archive;
import io.holdfast.site.archive.ArchiveStore;
import io.holdfast.site.console.Status.DoorLine;
import io.holdfast.site.devices.AccessBook;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.lookout.SightingListener;
import io.holdfast.site.survey.SurveyRound;
import io.holdfast.site.survey.SurveyStore;
import io.holdfast.site.syslog.RuleHits;
import io.holdfast.site.syslog.SyslogReceiver;
import io.holdfast.site.traps.TrapPost;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.UploadTurn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a site node keeps of what it saw, beside its ledger: samples, events, configurations,
 * and the one that tells the centre of them. What breaks here is logged and never reaches the loop
 * that changes devices.
 */
public final class Observatory implements AutoCloseable, SightingListener {

    private static final Logger LOG = LoggerFactory.getLogger(Observatory.class);
    private static final String LAST_RAN = "telemetry/last-ran";

    /** A power failure costs at most what was measured in this time. */
    private static final Duration SYNC = Duration.ofSeconds(10);

    /** How often hits of rules are told; a conduit's last use is known to this. */
    private static final Duration TALLY = Duration.ofMinutes(5);

    private static final Duration PRUNE = Duration.ofHours(1);

    private final SiteStore store;
    private final InstantSource clock;
    private final SampleStore samples;
    private final EventStore events;
    private final ArchiveStore archives;
    private final Archive archive;
    private final Watch watch;
    private final SiteIdentity identity;
    private final AccessBook access;
    private final Trials trials;
    private final SurveyStore surveys;
    private final RuleHits hits = new RuleHits();
    private volatile List<SyslogReceiver> receivers = List.of();
    private volatile List<TrapPost> traps = List.of();
    private volatile List<String> conduits = List.of();
    private volatile Supplier<List<String>> conduitsInForce = List::of;
    private volatile List<Thread> threads = List.of();

    private Observatory(
            Path folder,
            SiteStore store,
            SiteIdentity identity,
            AccessBook access,
            InstantSource clock) {
        this.store = store;
        this.identity = identity;
        this.access = access;
        this.trials = new Trials(store, access::trial);
        this.clock = clock;
        this.samples = SampleStore.open(folder.resolve("samples"));
        this.events = EventStore.open(folder.resolve("events.db"));
        this.archives = ArchiveStore.open(folder.resolve("archive.db"));
        this.archive = new Archive(archives, events::tell, clock);
        this.watch = new Watch(samples, events, PollingProfile.USUAL, clock);
        this.surveys = SurveyStore.open(folder.resolve("surveys.db"));
    }

    /** Opens what is kept in the site node's directory. */
    public static Observatory open(
            Path directory,
            SiteStore store,
            SiteIdentity identity,
            AccessBook access,
            InstantSource clock) {
        try {
            var folder = Files.createDirectories(directory.resolve("observations"));
            return new Observatory(folder, store, identity, access, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("observations cannot be kept in " + directory, e);
        }
    }

    /** Begins a round over all devices, reading each whole. Whoever begins it ends it. */
    public SurveyRound surveying(
            SurveyRound.Devices devices, Function<DeviceSlot, BehaviourTable> behaviours) {
        return new SurveyRound(
                        devices, surveys, new Findings(), behaviours, PollingProfile.USUAL, clock)
                .start();
    }

    /** What a survey tells the watch. */
    private final class Findings implements SurveyRound.Heard {
        @Override
        public void surveyed(DeviceSlot slot, Survey survey) {
            safely(() -> watch.surveyed(slot, survey));
        }

        @Override
        public void engineChanged(DeviceSlot slot, boolean changed) {
            safely(() -> watch.engineChanged(slot, changed));
        }

        @Override
        public void identityShared(DeviceSlot slot, boolean shared) {
            safely(() -> watch.identityShared(slot, shared));
        }
    }

    /** Begins to keep and to tell. The devices are those known when the node last ran. */
    public void begin(Uploader.Way way, Uploader.LinkStanding link, List<DeviceSlot> devices) {
        watch.started(lastRan(), devices);
        var uploader =
                new Uploader(
                        identity,
                        samples,
                        events,
                        Uploader.in(store),
                        texts(),
                        surveys,
                        way,
                        link,
                        UploadTurn.Rate.USUAL,
                        clock);
        threads =
                List.of(
                        Thread.ofVirtual().name("telemetry").start(() -> keepGoing(uploader)),
                        Thread.ofVirtual().name("samples").start(this::keepSynced));
    }

    /**
     * Hears syslog at these addresses. One that cannot be had is logged; the node goes on without.
     *
     * @param inForce ids of the conduits in force, asked for now and then
     */
    public void hearSyslog(List<InetSocketAddress> at, Supplier<List<String>> inForce) {
        conduitsInForce = inForce;
        var started = new ArrayList<SyslogReceiver>();
        for (var address : at) {
            safely(() ->
                    started.add(
                            SyslogReceiver.start(
                                    address,
                                    access::at,
                                    (slot, line) ->
                                            hits.count(slot, line, conduits, clock.instant()))));
        }
        receivers = List.copyOf(started);
    }

    /**
     * Hears notifications of devices at these addresses.
     *
     * @param worthALook is told which device should be looked at soon
     */
    public void hearTraps(List<InetSocketAddress> at, Consumer<DeviceSlot> worthALook) {
        safely(() ->
                traps = List.of(TrapPost.open(at, store, access, events::tell, worthALook, clock)));
    }

    /** Where it hears devices, and what was not heard there. */
    public List<DoorLine> doors() {
        return Stream.concat(
                        receivers.stream().map(SyslogReceiver::door),
                        traps.stream().flatMap(post -> post.doors().stream()))
                .toList();
    }

    /** Tells the centre something that others found out. */
    public void tell(SiteWord word) {
        events.tell(word, clock.instant());
    }

    private void tellHits() {
        conduits = conduitsInForce.get();
        hits.take().forEach(word -> events.tell(word, clock.instant()));
    }

    private Optional<Instant> lastRan() {
        return store.kept(LAST_RAN).map(bytes -> Instant.parse(bytes.text()));
    }

    private Uploader.Texts texts() {
        return new Uploader.Texts() {
            @Override
            public List<ArchivedText> unsent(int maxBytes) {
                return archives.unsent(maxBytes);
            }

            @Override
            public void sent(List<ArchivedText> texts) {
                archives.sent(texts);
            }
        };
    }

    private void keepGoing(Uploader uploader) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                uploader.run();
            } catch (RuntimeException e) {
                LOG.error("telling the centre broke; it goes on in a minute", e);
                pause(Duration.ofMinutes(1));
            }
        }
    }

    private void keepSynced() {
        var pruned = Instant.EPOCH;
        var counted = Instant.EPOCH;
        while (!Thread.currentThread().isInterrupted()) {
            pause(SYNC);
            try {
                var now = clock.instant();
                samples.sync(now);
                if (counted.plus(TALLY).isBefore(now)) {
                    counted = now;
                    tellHits();
                }
                if (pruned.plus(PRUNE).isBefore(now)) {
                    pruned = now;
                    samples.prune(now).forEach(p -> LOG.info("samples of {} let go", p));
                }
                store.write(
                        List.of(),
                        Map.of(LAST_RAN, io.holdfast.core.Bytes.utf8(now.toString())),
                        List.of());
            } catch (RuntimeException e) {
                LOG.error("samples could not be put on disk; tried again", e);
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears what becomes of looks, and passes everything on. */
    public Consumer<SiteEvent> hearing(Consumer<SiteEvent> next) {
        return event -> {
            if (event instanceof SiteEvent.Looked(var slot, _, var sighting)) {
                safely(() -> looked(slot, sighting));
            }
            next.accept(event);
        };
    }

    private void looked(DeviceSlot slot, SiteEvent.Sighting sighting) {
        trials.looked(slot, sighting)
                .ifPresent(tried -> {
                    events.tell(tried, clock.instant());
                    trials.answered(tried);
                });
        switch (sighting) {
            case SiteEvent.Sighting.KeyShown _ -> {}
            case SiteEvent.Sighting.Configured _ -> watch.answered(slot);
            case SiteEvent.Sighting.Inventoried() -> watch.answered(slot);
            case SiteEvent.Sighting.Silent(var reason) -> watch.silent(slot, reason);
            case SiteEvent.Sighting.KeyChanged _ -> watch.silent(slot, "it shows another host key");
        }
    }

    @Override
    public void inventory(DeviceSlot slot, Inventory inventory) {
        safely(() -> watch.inventory(slot, inventory));
    }

    @Override
    public boolean wantsWhole(DeviceSlot slot, String owned) {
        return archive.wants(slot, owned);
    }

    @Override
    public void whole(DeviceSlot slot, String owned, String whole) {
        safely(() -> archive.read(slot, owned, whole));
    }

    @Override
    public void rotation(SiteWord.RotationTried tried) {
        events.tell(tried, clock.instant());
    }

    @Override
    public void changedBy(SiteWord.ChangedBy changed) {
        safely(() -> events.tell(changed, clock.instant()));
    }

    private static void safely(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.error("something seen could not be kept", e);
        }
    }

    @Override
    public void close() {
        receivers.forEach(SyslogReceiver::close);
        traps.forEach(TrapPost::close);
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        safely(() -> samples.sync(clock.instant()));
        safely(samples::close);
        events.close();
        archives.close();
        surveys.close();
    }
}
