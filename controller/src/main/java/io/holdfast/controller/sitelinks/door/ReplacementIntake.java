package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.DeviceReplacements;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.controller.sitelinks.ReplacementStanding;
import io.holdfast.controller.sitelinks.store.HoldStore;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.HostKey;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads from a site's journal which devices were replaced there. A word in it that cannot be read
 * keeps nothing else from being taken.
 */
@Component
class ReplacementIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ReplacementIntake.class);
    private static final String TYPE = "REPLACED";
    private static final int MOST_EVIDENCE = 20;

    private final DeviceReplacements replacements;
    private final HoldStore holds;

    ReplacementIntake(DeviceReplacements replacements, HoldStore holds) {
        this.replacements = replacements;
        this.holds = holds;
    }

    void learn(SiteIdentity identity, List<JournalLine> lines, Instant now) {
        for (var line : lines) {
            if (line.bytes().text().contains(TYPE)) {
                var entry = Journal.read(line.bytes());
                if (entry.type().equals(TYPE)) {
                    learn(identity, entry, now);
                }
            }
        }
    }

    private void learn(SiteIdentity identity, JournalEntry entry, Instant now) {
        try {
            var told = WireJson.read(JournalNote.Replaced.class, Bytes.utf8(entry.payload()));
            if (told.number() < 1 || told.number() > entry.sequence()) {
                LOG.error("{}: entry {} is no replacement", identity, entry.sequence());
                return;
            }
            HostKey.fingerprint(told.hostKey());
            HostKey.serial(told.serial());
            holds.done(
                    identity.site(),
                    identity.incarnation(),
                    told.hold(),
                    new HoldStanding.Deed(
                            entry.sequence(),
                            entry.wall(),
                            TYPE,
                            HoldIntake.cut(told.person()),
                            "",
                            told.slot() + ", " + told.serial()));
            replacements.learnt(
                    identity,
                    new ReplacementStanding(
                            identity.incarnation(),
                            told.number(),
                            told.hold(),
                            told.slot(),
                            entry.wall(),
                            now,
                            HoldIntake.cut(told.oldSerial()),
                            HoldIntake.cut(told.oldHostKey()),
                            told.serial(),
                            told.hostKey(),
                            HoldIntake.cut(told.person()),
                            HoldIntake.cut(told.second()),
                            HoldIntake.cut(told.reason()),
                            told.epoch(),
                            told.revision(),
                            told.evidence().stream()
                                    .limit(MOST_EVIDENCE)
                                    .map(HoldIntake::cut)
                                    .toList(),
                            false,
                            false),
                    now);
        } catch (MalformedMessage | IllegalArgumentException e) {
            LOG.error("{}: entry {} cannot be read", identity, entry.sequence(), e);
        }
    }
}
