package io.holdfast.site.node;

import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending.Kind;
import io.holdfast.core.autonomy.Standing;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.site.console.Status.AlarmLine;
import io.holdfast.site.keys.DeviceLogin;
import io.holdfast.site.keys.SiteDirectory;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.ledger.StoreUnusable;
import io.holdfast.site.link.CentreLink;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.site.SiteState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what the node stands on while it is alone, and says so once when the first end comes
 * under a limit. Looked at by whoever shows the board and at least by the clock.
 */
final class Endings {

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    /** Nothing in it is of minutes; what is asked again sooner is answered from before. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final SiteDirectory directory;
    private final SiteStore store;
    private final InstantSource clock;
    private final Alarms alarms;
    private final Instant loginEnds;
    private Optional<AutonomyBudget> last = Optional.empty();
    private long lastRevision = -1;
    private Duration told = Duration.ofDays(Integer.MAX_VALUE);

    Endings(SiteDirectory directory, SiteStore store, InstantSource clock, Alarms alarms) {
        this.directory = directory;
        this.store = store;
        this.clock = clock;
        this.alarms = alarms;
        this.loginEnds = DeviceLogin.of(directory).certificate().getNotAfter().toInstant();
    }

    /** The budget of now, as of the last minute. */
    synchronized AutonomyBudget budget(SiteState state, Optional<PlanNames> plan, CentreLink link) {
        var now = clock.instant();
        boolean fresh =
                last.filter(b -> b.now().plus(FRESH).isAfter(now) && !b.now().isAfter(now))
                                .isPresent()
                        && lastRevision == state.desired().revisionOrZero();
        if (fresh) {
            return last.orElseThrow();
        }
        var budget = standing(state, plan, link, now).budget(now);
        last = Optional.of(budget);
        lastRevision = state.desired().revisionOrZero();
        warn(budget);
        return budget;
    }

    /** Once for each limit; again when it had been put right meanwhile. */
    private void warn(AutonomyBudget budget) {
        var due = budget.warning().orElse(Duration.ofDays(Integer.MAX_VALUE));
        if (due.compareTo(told) < 0) {
            var first = budget.first().orElseThrow();
            alarms.raise(
                    new AlarmLine(
                            budget.now(),
                            "AUTONOMY_BELOW_" + due.toDays(),
                            first.kind().name(),
                            budget.daysLeft().orElse(0L) + " days are left " + first.object()));
        }
        told = due;
    }

    private Standing standing(
            SiteState state, Optional<PlanNames> plan, CentreLink link, Instant now) {
        return new Standing(
                List.of(
                        new Standing.Dated(Kind.LINK_CERTIFICATE, "", link.certificateEnds()),
                        new Standing.Dated(Kind.LINK_AUTHORITY, "", link.authorityEnds()),
                        new Standing.Dated(Kind.DEVICE_LOGIN, "", loginEnds)),
                plan.flatMap(p -> windows(state, p)),
                hardEnds(state),
                Optional.of(state.breakGlass().unused().size()),
                plan.filter(PlanNames::tunnels).isPresent(),
                clock(state, now),
                space(now));
    }

    /** As the windows are judged: by the time that is surely known, not by what a clock shows. */
    private static Standing.Clock clock(SiteState state, Instant now) {
        var surely = state.time().trusted(now);
        return surely.latest().equals(Instant.MAX)
                ? new Standing.Clock.Lost()
                : new Standing.Clock.Told(Duration.between(surely.earliest(), surely.latest()));
    }

    private static Optional<SiteWindows> windows(SiteState state, PlanNames plan) {
        return switch (state.desired()) {
            case SiteState.Desired.Nothing() -> Optional.empty();
            case SiteState.Desired.Accepted accepted ->
                    switch (accepted.opening()) {
                        case SiteState.Opening.Always() -> Optional.empty();
                        case SiteState.Opening.Within(_, var windows) ->
                                Optional.of(new SiteWindows(plan.zone(), windows));
                    };
        };
    }

    private static List<Standing.HardEnd> hardEnds(SiteState state) {
        var ends = new ArrayList<Standing.HardEnd>();
        state.ends().stream()
                .filter(end -> !end.isOver())
                .forEach(end -> ends.add(new Standing.HardEnd(end.at(), end.closes())));
        return ends;
    }

    /** What the store grew to since its first entry, and what its disk has left. */
    private Standing.Space space(Instant now) {
        try {
            var database = directory.database();
            var first =
                    store.entriesAfter(0, 1, Integer.MAX_VALUE).stream()
                            .map(line -> Journal.read(line.bytes()).wall())
                            .findFirst();
            if (first.isEmpty() || first.get().isAfter(now)) {
                return new Standing.Space.NotKnown();
            }
            return new Standing.Space.Grows(
                    Files.getFileStore(database).getUsableSpace(),
                    size(database) + size(beside(database)),
                    Duration.between(first.get(), now));
        } catch (IOException | StoreUnusable | MalformedMessage e) {
            LOG.warn("nobody can tell how much room is left: {}", e.getMessage());
            return new Standing.Space.NotKnown();
        }
    }

    private static Path beside(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
