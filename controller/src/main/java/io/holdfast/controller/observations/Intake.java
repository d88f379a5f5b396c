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
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.LastHands;
import io.holdfast.controller.sitelinks.SelfTests;
import io.holdfast.controller.sitelinks.TelemetryIntake;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.site.DeviceSlot;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final SelfTests selfTests;
    private final LastHands hands;
    private final DeviceAccesses accesses;
    private final Unasked unasked;
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
            SelfTests selfTests,
            LastHands hands,
            DeviceAccesses accesses,
            Unasked unasked,
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
        this.selfTests = selfTests;
        this.hands = hands;
        this.accesses = accesses;
        this.unasked = unasked;
        this.partitions = partitions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is left out of one batch, and why; what was not asked for becomes an entry. */
    private static final class LeftOut {
        final List<String> sentences = new ArrayList<>();
        final Map<Unasked.Cause, String> unasked = new EnumMap<>(Unasked.Cause.class);

        void say(String sentence) {
            if (sentences.size() < MOST_SENTENCES) {
                sentences.add(sentence.length() <= 300 ? sentence : sentence.substring(0, 300));
            }
        }

        void notAsked(Unasked.Cause cause, String about, String sentence) {
            say(sentence);
            unasked.putIfAbsent(cause, about);
        }

        /** Whether somebody entered the device at the site; else it is left out. */
        boolean entered(Set<DeviceSlot> devices, DeviceSlot slot, String what) {
            if (devices.contains(slot)) {
                return true;
            }
            notAsked(
                    Unasked.Cause.DEVICE_NOT_ENTERED,
                    slot.value(),
                    what + " is of " + slot + ", which nobody entered at this site");
            return false;
        }
    }

    @Override
    public TelemetryAnswer take(TelemetryRequest request, Instant now) {
        var left = new LeftOut();
        var blocks = fit(request.blocks(), now, left);
        var days = new TreeSet<String>();
        for (var block : blocks) {
            var day = day(block.from());
            var table = SampleStore.table(block.retention());
            if (days.add(table + day)) {
                partitions.need(table, day);
            }
        }
        var answer =
                Objects.requireNonNull(transaction.execute(_ -> keep(request, blocks, now, left)));
        left.unasked.forEach(
                (cause, about) -> unasked.refused(request.identity().site(), cause, about));
        return answer;
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static List<SeriesBlock> fit(List<SeriesBlock> blocks, Instant now, LeftOut left) {
        var fit = new ArrayList<SeriesBlock>();
        for (var block : blocks) {
            var fault = fault(block, now);
            fault.ifPresent(f -> left.say(block.key() + " at " + block.from() + ": " + f));
            if (fault.isEmpty()) {
                fit.add(block);
            }
        }
        return fit;
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
            TelemetryRequest request, List<SeriesBlock> blocks, Instant now, LeftOut left) {
        var identity = request.identity();
        var site = identity.site();
        long head = heads.locked(site, identity.incarnation(), now);
        var entered = accesses.entered(site);
        var known =
                blocks.stream()
                        .filter(b -> left.entered(entered, b.slot(), b.key().toString()))
                        .toList();
        int beyond = known.isEmpty() ? 0 : samples.put(site, known);
        if (beyond > 0) {
            left.say(beyond + " blocks of more series than a site has");
        }
        for (var text : request.texts()) {
            var fault = Archives.fault(text);
            fault.ifPresentOrElse(left::say, () -> archive.text(text, now));
        }
        long last = head;
        boolean sign = false;
        for (var line : request.events()) {
            if (line.sequence() == last + 1 || follows(line, last)) {
                last = line.sequence();
                var what = "event " + last;
                if (line.at().isAfter(now.plus(AHEAD))) {
                    left.say(what + " is of the future");
                } else if (line.word()
                        .about()
                        .filter(slot -> !left.entered(entered, slot, what))
                        .isEmpty()) {
                    sign |= event(site, identity.incarnation(), line, now, left);
                }
            }
        }
        if (last != head) {
            heads.move(site, identity.incarnation(), last, now);
        }
        if (sign) {
            rotations.sign(site);
        }
        var told =
                request.surveys().stream()
                        .filter(s -> left.entered(entered, s.slot(), "the survey of " + s.slot()))
                        .toList();
        var missing = surveys.take(site, told, now, left::say);
        return new TelemetryAnswer(last, left.sentences, missing);
    }

    /** After numbers that were dropped the next one may be greater. */
    private static boolean follows(EventLine line, long last) {
        return line.sequence() > last
                && line.word() instanceof SiteWord.EventsDropped(var from, _, _)
                && from <= last + 1;
    }

    /** Keeps one event; whether the site's access list has to be signed anew. */
    private boolean event(SiteId site, int incarnation, EventLine line, Instant now, LeftOut left) {
        switch (line.word()) {
            case SiteWord.AlarmTold told -> alarms.told(site, told, line.at());
            case SiteWord.LookTold(var look, var device) -> look(site, look, device, now);
            case SiteWord.GapTold(var gap) -> samples.put(site, gap);
            case SiteWord.ConduitUsed used -> {
                var fault = ConduitUses.fault(used, now.plus(AHEAD));
                if (fault.isPresent()) {
                    left.say(fault.get());
                } else {
                    uses.add(site, used);
                }
            }
            case SiteWord.ConfigurationSeen seen -> archive.version(site, seen, line.at());
            case SiteWord.CredentialsTried tried -> uses.tried(site, tried, line.at());
            case SiteWord.SearchTold told when discoveries.knows(site, told.search()) ->
                    discoveries.told(site, told, line.at());
            case SiteWord.DeviceFound found when discoveries.looksFor(site, found) ->
                    discoveries.found(site, found, line.at());
            case SiteWord.SearchTold told -> notOrdered(line, told.search(), left);
            case SiteWord.DeviceFound found -> notOrdered(line, found.search(), left);
            case SiteWord.RotationTried tried -> {
                return rotations.told(site, incarnation, tried, line.at());
            }
            case SiteWord.SelfTestTold told -> {
                if (!selfTests.told(site, told, line.at())) {
                    left.say("event " + line.sequence() + " is of a self-test nobody ordered");
                }
            }
            case SiteWord.ChangedBy changed -> hands.told(site, changed);
            case SiteWord.EventsDropped dropped -> heads.dropped(site, incarnation, dropped, now);
            case SiteWord.NotificationTold told ->
                    notifications.told(site, incarnation, line.sequence(), told, line.at());
            case SiteWord.NotificationsCounted counted ->
                    notifications.counted(site, counted, line.at());
            case SiteWord.SyslogTold _ -> {
                // Counted at the site; its own log says more.
            }
        }
        return false;
    }

    private static void notOrdered(EventLine line, String search, LeftOut left) {
        left.notAsked(
                Unasked.Cause.FIND_NOT_ORDERED,
                search,
                "event " + line.sequence() + " is of a search nobody ordered there and then");
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
