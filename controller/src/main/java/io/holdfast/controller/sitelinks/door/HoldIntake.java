package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.sitelinks.HoldId;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.controller.sitelinks.store.HoldStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.Printable;
import io.holdfast.core.local.LocalDecision;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads from a site's journal what people did there by break-glass. The journal is what is kept; a
 * word in it that cannot be read keeps nothing else from being taken.
 */
@Component
class HoldIntake {

    private static final Logger LOG = LoggerFactory.getLogger(HoldIntake.class);

    private static final List<String> TYPES =
            List.of(
                    "BREAK_GLASS_USED",
                    "HOLD_ENDED",
                    "EMERGENCY_CLOSED",
                    "LOCAL_DECIDED",
                    "LOCAL_EFFECTS_OVER");

    private static final int LONGEST = 1_000;

    private final HoldStore holds;
    private final Notices notices;

    HoldIntake(HoldStore holds, Notices notices) {
        this.holds = holds;
        this.notices = notices;
    }

    void learn(SiteIdentity identity, List<JournalLine> lines, Instant now) {
        for (var line : lines) {
            // Ten thousand entries come at once after months; nearly none is of these.
            var text = line.bytes().text();
            if (TYPES.stream().anyMatch(text::contains)) {
                learn(identity, Journal.read(line.bytes()), now);
            }
        }
    }

    private void learn(SiteIdentity identity, JournalEntry entry, Instant now) {
        var payload = Bytes.utf8(entry.payload());
        try {
            switch (entry.type()) {
                case "BREAK_GLASS_USED" ->
                        used(
                                identity,
                                entry,
                                WireJson.read(JournalNote.BreakGlassUsed.class, payload),
                                now);
                case "HOLD_ENDED" -> {
                    var ended = WireJson.read(JournalNote.HoldEnded.class, payload);
                    holds.ended(
                            identity.site(),
                            identity.incarnation(),
                            ended.hold(),
                            new HoldStanding.End(
                                    entry.wall(), now, cut(ended.by()), cut(ended.cause())));
                }
                case "EMERGENCY_CLOSED" ->
                        closed(
                                identity,
                                entry,
                                WireJson.read(JournalNote.EmergencyClosed.class, payload));
                case "LOCAL_DECIDED" ->
                        decided(
                                identity,
                                entry,
                                WireJson.read(JournalNote.LocalDecided.class, payload));
                case "LOCAL_EFFECTS_OVER" ->
                        WireJson.read(JournalNote.LocalEffectsOver.class, payload)
                                .devices()
                                .forEach(slot -> answered(identity, entry, slot.value(), "ENDED"));
                default -> {}
            }
        } catch (MalformedMessage e) {
            LOG.error("{}: entry {} cannot be read", identity, entry.sequence(), e);
        }
    }

    private void used(
            SiteIdentity identity,
            JournalEntry entry,
            JournalNote.BreakGlassUsed used,
            Instant now) {
        if (!isNumber(identity, entry, used.hold())) {
            return;
        }
        if (used.opens()) {
            holds.opened(
                    identity.site(),
                    new HoldStanding(
                            identity.incarnation(),
                            used.hold(),
                            entry.wall(),
                            now,
                            Duration.ofSeconds(Math.clamp(used.leaseSeconds(), 0, 366L * 86_400)),
                            cut(used.person()),
                            cut(used.reason()),
                            Optional.empty(),
                            List.of()));
            var id = new HoldId(identity.incarnation(), used.hold());
            notices.tell(
                    NoticeKind.BREAK_GLASS_USED,
                    "hold:" + identity.site() + "/" + id,
                    identity.site() + ": " + cut(used.person()),
                    identity.site() + " " + id,
                    Map.of(
                            "site",
                            identity.site().value(),
                            "person",
                            cut(used.person()),
                            "reason",
                            cut(used.reason())));
        }
        holds.done(
                identity.site(),
                identity.incarnation(),
                used.hold(),
                new HoldStanding.Deed(
                        entry.sequence(),
                        entry.wall(),
                        "ENTERED",
                        cut(used.person()),
                        cut(used.code()),
                        cut(used.reason())));
    }

    private void closed(
            SiteIdentity identity, JournalEntry entry, JournalNote.EmergencyClosed closed) {
        if (!isNumber(identity, entry, closed.hold())) {
            return;
        }
        holds.done(
                identity.site(),
                identity.incarnation(),
                closed.hold(),
                new HoldStanding.Deed(
                        entry.sequence(),
                        entry.wall(),
                        "CLOSED",
                        cut(closed.person()),
                        "",
                        cut(String.join(", ", closed.closes()))));
        for (var device : closed.devices()) {
            holds.affected(
                    identity.site(),
                    new HoldId(identity.incarnation(), closed.hold()),
                    entry.sequence(),
                    new HoldStanding.Effect(
                            device.slot().value(),
                            cut(device.base()),
                            cut(device.local()),
                            closed.closes().stream().map(HoldIntake::cut).toList(),
                            ""));
        }
    }

    private static boolean isNumber(SiteIdentity identity, JournalEntry entry, long hold) {
        if (hold < 1) {
            LOG.error("{}: entry {} is of a hold {}", identity, entry.sequence(), hold);
        }
        return hold >= 1;
    }

    /** The same function decides here once more (invariant I16). */
    private void decided(
            SiteIdentity identity, JournalEntry entry, JournalNote.LocalDecided decided) {
        if (!LocalDecision.decide(decided.known()).equals(decided.decided())) {
            LOG.error(
                    "{}: entry {} decides {} of {}, which is not what it has to",
                    identity,
                    entry.sequence(),
                    decided.decided(),
                    decided.known());
            return;
        }
        if (decided.decided() instanceof LocalDecision.TakeCentral(var because)) {
            answered(identity, entry, decided.slot().value(), because.name());
        }
    }

    private void answered(SiteIdentity identity, JournalEntry entry, String slot, String answer) {
        holds.answered(identity.site(), identity.incarnation(), slot, entry.sequence(), answer);
    }

    /** What a person typed at a console, as the database can keep it and a page can show it. */
    static String cut(String text) {
        return Printable.cut(text.replaceAll("\\p{Cntrl}", "\uFFFD"), LONGEST);
    }
}
