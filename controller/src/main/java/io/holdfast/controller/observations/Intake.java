package io.holdfast.controller.observations;

import io.holdfast.controller.database.DayPartitions;
import io.holdfast.controller.observations.store.AlarmStore;
import io.holdfast.controller.observations.store.ArchiveStore;
import io.holdfast.controller.observations.store.DiscoveryStore;
import io.holdfast.controller.observations.store.EventHeads;
import io.holdfast.controller.observations.store.LinkStore;
import io.holdfast.controller.observations.store.NotificationStore;
import io.holdfast.controller.observations.store.SampleStore;
import io.holdfast.controller.observations.store.UseStore;
import io.holdfast.controller.sitelinks.CredentialRotations;
import io.holdfast.controller.sitelinks.TelemetryIntake;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.topology.OwnDevice;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts what a site told on disk, a batch in one transaction. What cannot be is left out and said
 * so, as the same batch would come for ever; a repeat changes nothing.
 */
@Component("observationIntake")
class Intake implements TelemetryIntake {

    /** How long a link its device does not tell any more is still shown. */
    static final Duration FADING = Duration.ofHours(24);

    /** A site's clock may be ahead of ours by this much. */
    static final Duration AHEAD = Duration.ofHours(1);

    static final int MOST_DEVICES = 500;
    private static final int MOST_SENTENCES = 10;

    private final SampleStore samples;
    private final EventHeads heads;
    private final AlarmStore alarms;
    private final LinkStore links;
    private final ArchiveStore archive;
    private final UseStore uses;
    private final NotificationStore notifications;
    private final SurveyIntake surveys;
    private final DiscoveryStore discoveries;
    private final CredentialRotations rotations;
    private final DayPartitions partitions;
    private final TransactionTemplate transaction;

    Intake(
            SampleStore samples,
            EventHeads heads,
            AlarmStore alarms,
            LinkStore links,
            ArchiveStore archive,
            UseStore uses,
            NotificationStore notifications,
            SurveyIntake surveys,
            DiscoveryStore discoveries,
            CredentialRotations rotations,
            DayPartitions partitions,
            PlatformTransactionManager transactions) {
        this.samples = samples;
        this.heads = heads;
        this.alarms = alarms;
        this.links = links;
        this.archive = archive;
        this.uses = uses;
        this.notifications = notifications;
        this.surveys = surveys;
        this.discoveries = discoveries;
        this.rotations = rotations;
        this.partitions = partitions;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public TelemetryAnswer take(TelemetryRequest request, Instant now) {
        var unfit = new ArrayList<String>();
        var blocks = fit(request.blocks(), now, unfit);
        var days = new TreeSet<String>();
        for (var block : blocks) {
            var day = day(block.from());
            var table = SampleStore.table(block.retention());
            if (days.add(table + day)) {
                partitions.need(table, day);
            }
        }
        return Objects.requireNonNull(transaction.execute(_ -> keep(request, blocks, now, unfit)));
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static List<SeriesBlock> fit(
            List<SeriesBlock> blocks, Instant now, List<String> unfit) {
        var fit = new ArrayList<SeriesBlock>();
        for (var block : blocks) {
            var fault = fault(block, now);
            fault.ifPresent(f -> say(unfit, block.key() + " at " + block.from() + ": " + f));
            if (fault.isEmpty()) {
                fit.add(block);
            }
        }
        return fit;
    }

    private static void say(List<String> unfit, String sentence) {
        if (unfit.size() < MOST_SENTENCES) {
            unfit.add(sentence.length() <= 300 ? sentence : sentence.substring(0, 300));
        }
    }

    private static Optional<String> fault(SeriesBlock block, Instant now) {
        if (block.from().isAfter(now.plus(AHEAD))) {
            return Optional.of("it is of the future");
        }
        if (day(block.from()).isBefore(day(now.minus(block.retention().kept())))) {
            return Optional.of("it is older than its class is kept");
        }
        return switch (BlockCodec.decode(block.samples())) {
            case BlockCodec.Decoded.Malformed(var reason) -> Optional.of(reason);
            case BlockCodec.Decoded.Block(var s)
                    when s.time(0) != block.from().toEpochMilli() || s.count() != block.count() ->
                    Optional.of("its samples are others than it says");
            case BlockCodec.Decoded.Block(var s)
                    when s.last().toEpochMilli() / 3_600_000 != s.time(0) / 3_600_000 ->
                    Optional.of("it is of more than one hour");
            case BlockCodec.Decoded.Block _ -> Optional.empty();
        };
    }

    private TelemetryAnswer keep(
            TelemetryRequest request, List<SeriesBlock> blocks, Instant now, List<String> unfit) {
        var identity = request.identity();
        var site = identity.site();
        long head = heads.locked(site, identity.incarnation(), now);
        int beyond = blocks.isEmpty() ? 0 : samples.put(site, blocks);
        if (beyond > 0) {
            say(unfit, beyond + " blocks of more series than a site has");
        }
        for (var text : request.texts()) {
            var fault = Archives.fault(text);
            fault.ifPresentOrElse(f -> say(unfit, f), () -> archive.text(text, now));
        }
        long last = head;
        for (var line : request.events()) {
            if (line.sequence() == last + 1 || follows(line, last)) {
                event(site, identity.incarnation(), line, now, unfit);
                last = line.sequence();
            }
        }
        if (last != head) {
            heads.move(site, identity.incarnation(), last, now);
        }
        var missing = surveys.take(site, request.surveys(), now, f -> say(unfit, f));
        return new TelemetryAnswer(last, unfit, missing);
    }

    /** After numbers that were dropped the next one may be greater. */
    private static boolean follows(EventLine line, long last) {
        return line.sequence() > last
                && line.word() instanceof SiteWord.EventsDropped(var from, _, _)
                && from <= last + 1;
    }

    private void event(
            SiteId site, int incarnation, EventLine line, Instant now, List<String> unfit) {
        if (line.at().isAfter(now.plus(AHEAD))) {
            say(unfit, "event " + line.sequence() + " is of the future");
            return;
        }
        switch (line.word()) {
            case SiteWord.AlarmTold told -> alarms.told(site, told, line.at());
            case SiteWord.LookTold(var look, var device) -> look(site, look, device, now);
            case SiteWord.GapTold(var gap) -> samples.put(site, gap);
            case SiteWord.ConduitUsed used -> uses.add(site, used);
            case SiteWord.ConfigurationSeen seen -> archive.version(site, seen, line.at());
            case SiteWord.CredentialsTried tried -> uses.tried(site, tried, line.at());
            case SiteWord.SearchTold told when discoveries.knows(site, told.search()) ->
                    discoveries.told(site, told, line.at());
            case SiteWord.DeviceFound found when discoveries.knows(site, found.search()) ->
                    discoveries.found(site, found, line.at());
            case SiteWord.SearchTold _, SiteWord.DeviceFound _ ->
                    say(unfit, "event " + line.sequence() + " is of a search nobody ordered");
            case SiteWord.RotationTried tried ->
                    rotations.told(site, incarnation, tried, line.at());
            case SiteWord.EventsDropped dropped -> heads.dropped(site, incarnation, dropped, now);
            case SiteWord.NotificationTold told ->
                    notifications.told(site, incarnation, line.sequence(), told, line.at());
            case SiteWord.NotificationsCounted counted ->
                    notifications.counted(site, counted, line.at());
            case SiteWord.SyslogTold _ -> {
                // Counted at the site; its own log says more.
            }
        }
    }

    private void look(
            SiteId site, io.holdfast.core.topology.Look look, OwnDevice device, Instant now) {
        var known = links.known(site);
        var devices = new ArrayList<OwnDevice>();
        known.devices().stream().filter(d -> !d.slot().equals(device.slot())).forEach(devices::add);
        if (devices.size() < MOST_DEVICES && device.slot().equals(look.slot())) {
            devices.add(device);
            links.keep(site, new LinkStore.Known(known.book().learn(look, FADING), devices), now);
        }
    }
}
