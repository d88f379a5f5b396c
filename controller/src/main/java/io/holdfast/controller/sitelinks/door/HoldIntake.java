package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.controller.sitelinks.store.HoldStore;
import io.holdfast.core.Bytes;
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

    private static final List<String> TYPES = List.of("BREAK_GLASS_USED", "HOLD_ENDED");

    private static final int LONGEST = 1_000;

    private final HoldStore holds;

    HoldIntake(HoldStore holds) {
        this.holds = holds;
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

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
