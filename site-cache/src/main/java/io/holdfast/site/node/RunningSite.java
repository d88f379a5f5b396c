package io.holdfast.site.node;

import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.site.console.Asking;
import io.holdfast.site.console.ReplaceView;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.StatusServer;
import io.holdfast.site.devices.AccessBook;
import io.holdfast.site.devices.CallHomeDoors;
import io.holdfast.site.devices.DeviceOrders;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.devices.RotationMemory;
import io.holdfast.site.devices.SurveyTaker;
import io.holdfast.site.devices.Switches;
import io.holdfast.site.health.Observatory;
import io.holdfast.site.keys.DeviceLogin;
import io.holdfast.site.keys.SiteDirectory;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.site.keys.StartRefused;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.link.Backoff;
import io.holdfast.site.link.CentreLink;
import io.holdfast.site.link.Contacts;
import io.holdfast.site.link.Enrolled;
import io.holdfast.site.link.Enroller;
import io.holdfast.site.link.TrustedTime;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.site.lookout.Sightings;
import io.holdfast.site.offers.Examiner;
import io.holdfast.site.offers.OwnChecks;
import io.holdfast.site.offers.Shelf;
import io.holdfast.site.search.Searches;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.ConsoleAnswer;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.spi.SurveyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A site node from its start to its end: takes the directory, shows the status page, enrols if it
 * has to, and then runs the loop. Closing it ends all of that in an orderly way; killing it is
 * harmless.
 */
public final class RunningSite implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningSite.class);
    private static final String ENROLLED = "enrolled";

    private final NodeSettings settings;
    private final Drivers drivers;
    private final NodeClock clock;
    private final ContentChecks checks;
    private final SiteDirectory directory;
    private final SiteKeys keys;
    private final SiteStore store;
    private final Alarms alarms = new Alarms();
    private final Endings endings;
    private final StatusServer page;
    private volatile Phase phase = new Phase.Enrolling("");
    private volatile boolean closed;
    private volatile Thread runner = Thread.currentThread();

    /** How far the start has come. */
    private sealed interface Phase {
        record Enrolling(String reason) implements Phase {}

        record Running(
                NodeLoop loop,
                Contacts contacts,
                DeviceOrders devices,
                CentreLink link,
                Shelf shelf,
                Supplier<List<Status.DoorLine>> doors,
                ConsoleDesk desk,
                AccessBook access)
                implements Phase {}
    }

    private RunningSite(
            NodeSettings settings,
            Drivers drivers,
            NodeClock clock,
            ContentChecks checks,
            SiteDirectory directory,
            SiteKeys keys,
            SiteStore store)
            throws IOException {
        this.settings = settings;
        this.drivers = drivers;
        this.clock = clock;
        this.checks = checks;
        this.directory = directory;
        this.keys = keys;
        this.store = store;
        this.endings = new Endings(directory, store, clock, alarms);
        this.page =
                StatusServer.start(
                        settings.statusPort(),
                        this::status,
                        this::devices,
                        this::asked,
                        () -> AuditHeadsRow.read(store));
    }

    /**
     * Takes the directory and shows the status page; {@link #run} does the rest.
     *
     * @throws StartRefused if a person has to look first
     */
    public static RunningSite start(NodeSettings settings, Drivers drivers, InstantSource wall) {
        return start(settings, drivers, wall, new OwnChecks(drivers));
    }

    /** The same with other checks of contents; a node of the plant always has its own. */
    static RunningSite start(
            NodeSettings settings, Drivers drivers, InstantSource wall, ContentChecks checks) {
        var directory = SiteDirectory.take(settings.directory());
        try {
            var keys = SiteKeys.of(directory);
            drivers.loginWith(DeviceLogin.of(directory));
            directory.useForNativeLibraries();
            var store = SiteStore.open(directory.database());
            try {
                var site =
                        new RunningSite(
                                settings,
                                drivers,
                                new NodeClock(wall),
                                checks,
                                directory,
                                keys,
                                store);
                LOG.info("site node with {}", drivers.names());
                LOG.info("key words: {}", keys.words());
                LOG.info("status page: http://127.0.0.1:{}/", site.statusPort());
                return site;
            } catch (IOException e) {
                store.close();
                throw new StartRefused(
                        "port-taken",
                        "cannot serve the status page on port " + settings.statusPort(),
                        e);
            }
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public int statusPort() {
        return page.port();
    }

    /** Enrols if needed, then runs until closed. */
    public void run() {
        runner = Thread.currentThread();
        try {
            var enrolled = enrolled();
            if (enrolled.isPresent()) {
                runEnrolled(enrolled.get());
            }
        } catch (InterruptedException e) {
            LOG.info("stopped before it was enrolled");
        }
    }

    private Optional<Enrolled> enrolled() throws InterruptedException {
        var known = store.kept(ENROLLED).map(bytes -> WireJson.read(Enrolled.class, bytes));
        if (known.isPresent()) {
            // A token is used up by then and may be gone; one of another site is a mix-up.
            settings.token().stream()
                    .filter(Files::isReadable)
                    .map(Enroller::token)
                    .filter(token -> !token.identity().equals(known.get().identity()))
                    .findFirst()
                    .ifPresent(token -> refuse(known.get(), token));
            return known;
        }
        if (settings.token().isEmpty()) {
            throw new StartRefused(
                    "not-enrolled", "a first start needs an enrolment token (--token FILE)");
        }
        return enrol(Enroller.token(settings.token().getFirst()));
    }

    private static void refuse(Enrolled known, Enrolment.Token token) {
        throw new StartRefused(
                "token-of-another-site",
                "this directory is of " + known.identity() + ", the token of " + token.identity());
    }

    private Optional<Enrolled> enrol(Enrolment.Token token) throws InterruptedException {
        LOG.info("enrolling {} at {}", token.identity(), token.linkUrl());
        var enroller =
                new Enroller(
                        keys, settings.connectProxy().stream().findFirst(), settings.linkLimits());
        var backoff =
                new Backoff(
                        Duration.ofSeconds(1),
                        settings.pace().farthestRetry(),
                        ThreadLocalRandom.current());
        while (!closed) {
            switch (enroller.attempt(token)) {
                case Enroller.Attempt.Done(var enrolled) -> {
                    keep(enrolled);
                    LOG.info("enrolled as {}", enrolled.identity());
                    return Optional.of(enrolled);
                }
                case Enroller.Attempt.Refused(var reason) ->
                        throw new StartRefused("enrolment-refused", reason);
                case Enroller.Attempt.Again(var reason, var pause) -> {
                    phase = new Phase.Enrolling(reason);
                    var wait = backoff.next();
                    var longer = pause.compareTo(wait) > 0 ? pause : wait;
                    LOG.info("not enrolled yet: {}; again in {} s", reason, longer.toSeconds());
                    Thread.sleep(longer);
                }
            }
        }
        return Optional.empty();
    }

    private void runEnrolled(Enrolled enrolled) {
        var events = NodeLoop.newQueue();
        var shelf = new Shelf(store);
        var rotations = new RotationMemory(store);
        var access = new AccessBook(keys, enrolled.identity(), rotations);
        shelf.access().ifPresent(access::learn);
        var trust = WireJson.read(Enrolment.TrustRoot.class, enrolled.trustRoot());
        var time = new TrustedTime(clock, enrolled.issuedAt());
        drivers.timedBy(() -> time.bounds().earliest());
        try (var observatory =
                        Observatory.open(
                                settings.directory(), store, enrolled.identity(), access, clock);
                var link =
                        new CentreLink(
                                keys,
                                enrolled,
                                settings.connectProxy().stream().findFirst(),
                                settings.linkLimits(),
                                time::bounds);
                var contacts =
                        new Contacts(link, store, new Sightings(store, observatory), events::add);
                var calls =
                        CallHomeDoors.open(
                                drivers,
                                access,
                                settings.listening().sshCalls(),
                                settings.listening().tlsCalls());
                var devices =
                        new DeviceOrders(
                                drivers,
                                access,
                                shelf::device,
                                new Sightings(store, observatory),
                                new Behaviours(store),
                                new Switches(store),
                                rotations,
                                settings.deviceLimits(),
                                observatory.hearing(events::add));
                var _ =
                        observatory.surveying(
                                new SurveyTaker(drivers, access, SurveyReader.Limits.USUAL),
                                new Behaviours(store)::of)) {
            var desk = new ConsoleDesk(events::add, clock);
            var loop =
                    new NodeLoop(
                            enrolled.identity(),
                            settings.pace(),
                            clock,
                            events,
                            new NodeLoop.Parts(
                                    store,
                                    contacts,
                                    devices,
                                    access,
                                    new Examiner(trust, shelf, checks),
                                    alarms,
                                    enrolled.issuedAt(),
                                    time,
                                    observatory::tell,
                                    desk));
            var searches =
                    Searches.begin(store, access, drivers.transports(), observatory::tell, clock);
            var upkeep = Upkeep.begin(link, this::keep, this::status);
            phase =
                    new Phase.Running(
                            loop,
                            contacts,
                            devices,
                            link,
                            shelf,
                            () -> calls.after(observatory.doors()),
                            desk,
                            access);
            observatory.begin(
                    link::telemetry,
                    Asked.standing(loop, contacts),
                    List.copyOf(loop.state().slots().keySet()));
            observatory.hearSyslog(
                    settings.listening().syslog(), () -> Asked.conduits(loop, shelf));
            observatory.hearTraps(
                    settings.listening().traps(), slot -> events.add(new SiteEvent.Noticed(slot)));
            if (!closed) {
                loop.run();
            }
            searches.close();
            upkeep.interrupt();
        }
    }

    private void keep(Enrolled enrolled) {
        store.write(List.of(), Map.of(ENROLLED, WireJson.write(enrolled)), List.of());
    }

    /** What the site knows of itself now. */
    public Status status() {
        return switch (phase) {
            case Phase.Enrolling(var reason) -> enrolling(reason);
            case Phase.Running running -> running(running);
        };
    }

    private ReplaceView devices() {
        return phase instanceof Phase.Running running
                ? ReplaceBoard.of(running.loop().state(), running.access(), new Sightings(store))
                : ReplaceView.NOTHING;
    }

    /** A person at the console asks for something. */
    private ConsoleAnswer asked(Asking asking) {
        return switch (phase) {
            case Phase.Enrolling _ -> new ConsoleAnswer.No(ConsoleAnswer.Why.NOT_ENROLLED);
            case Phase.Running running -> running.desk().ask(asking, running.loop());
        };
    }

    private StatusBoard.Node node(
            Instant certificateEnds, List<Status.DoorLine> doors, AutonomyBudget budget) {
        return new StatusBoard.Node(
                clock.instant(),
                certificateEnds,
                alarms.newestFirst(),
                keys.words(),
                doors,
                budget);
    }

    private Status enrolling(String reason) {
        return StatusBoard.enrolling(
                settings.directory().getFileName().toString(),
                reason,
                store.head().sequence(),
                node(Instant.EPOCH, List.of(), new AutonomyBudget(clock.instant(), List.of())));
    }

    private Status running(Phase.Running running) {
        var state = running.loop().state();
        var plan = PlanNames.of(state.desired(), running.shelf());
        return StatusBoard.of(
                state,
                plan,
                StatusBoard.link(state, running.link(), running.contacts().lastReason()),
                node(
                        running.link().certificateEnds(),
                        running.doors().get(),
                        endings.budget(state, plan, running.link())));
    }

    /** Ends in an orderly way: the current step is finished, sessions are closed. */
    @Override
    public void close() {
        closed = true;
        page.close();
        switch (phase) {
            case Phase.Running running -> running.loop().stop();
            case Phase.Enrolling _ -> runner.interrupt();
        }
    }

    /** Gives the directory back; nothing may run any more. */
    public void letGo() {
        store.close();
        directory.close();
    }
}
