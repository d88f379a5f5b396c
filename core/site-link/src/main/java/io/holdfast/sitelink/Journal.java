package io.holdfast.sitelink;

import io.holdfast.auditlog.MerkleTree;
import io.holdfast.core.Bytes;
import io.holdfast.core.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A site's stream J0: chained, gap-free, never overwritten (rulings S2). Written by the site,
 * checked by anybody, copied by the centre.
 */
public final class Journal {

    /** No entry is larger; a longer payload would be a place to hide things in. */
    public static final int LARGEST_ENTRY = 64 * 1024;

    /** Characters that are kept of what is too large. */
    private static final int SHORT = 1_000;

    private Journal() {}

    /**
     * When something was written.
     *
     * @param monotonic milliseconds since the start
     */
    public record Moment(long boot, long monotonic, Instant wall) {}

    /** The entry after {@code head}. */
    public static JournalLine append(
            JournalHead head,
            SiteIdentity identity,
            Moment moment,
            String actor,
            String object,
            JournalNote note) {
        var line = line(head, identity, moment, actor, object, note);
        if (line.bytes().size() <= LARGEST_ENTRY) {
            return line;
        }
        // Neither this node nor the centre would read it again: no entry after it would count.
        var text = WireJson.text((Record) note);
        return line(
                head,
                identity,
                moment,
                Printable.cut(actor, SHORT),
                Printable.cut(object, SHORT),
                new JournalNote.NoteTooLarge(
                        note.type(), line.bytes().size(), Printable.cut(text, SHORT)));
    }

    private static JournalLine line(
            JournalHead head,
            SiteIdentity identity,
            Moment moment,
            String actor,
            String object,
            JournalNote note) {
        var entry =
                new JournalEntry(
                        identity.organization(),
                        identity.site(),
                        identity.incarnation(),
                        head.sequence() + 1,
                        head.hash(),
                        moment.boot(),
                        moment.monotonic(),
                        moment.wall(),
                        actor,
                        note.type(),
                        object,
                        WireJson.text((Record) note));
        var bytes = WireJson.write(entry);
        return new JournalLine(entry.sequence(), hash(bytes), bytes);
    }

    /** The hash of stored bytes: that of an RFC 9162 leaf. */
    public static String hash(Bytes stored) {
        return MerkleTree.leafHash(stored.toArray()).hex();
    }

    /** Reads one stored entry. */
    public static JournalEntry read(Bytes stored) {
        return WireJson.read(JournalEntry.class, stored.toArray(), LARGEST_ENTRY);
    }

    /** What became of looking at consecutive entries. */
    public sealed interface Check {

        /** Whole: nothing missing, changed or in another order. */
        record Intact(JournalHead head) implements Check {}

        /** The first entry that does not follow, and why. */
        record BrokenAt(long sequence, String reason) implements Check {}
    }

    /** Whether these stored entries follow {@code from}, one after the other. */
    public static Check verify(JournalHead from, SiteIdentity identity, List<Bytes> entries) {
        var head = from;
        for (var stored : entries) {
            var fault = fault(head, identity, stored);
            if (fault.isPresent()) {
                return new Check.BrokenAt(head.sequence() + 1, fault.get());
            }
            head = new JournalHead(head.sequence() + 1, hash(stored));
        }
        return new Check.Intact(head);
    }

    private static Optional<String> fault(JournalHead head, SiteIdentity identity, Bytes stored) {
        JournalEntry entry;
        try {
            entry = read(stored);
        } catch (MalformedMessage e) {
            return Optional.of("it is not an entry: " + e.getMessage());
        }
        if (!of(entry, identity)) {
            return Optional.of("it is of another site or incarnation");
        }
        if (entry.sequence() != head.sequence() + 1) {
            return Optional.of("its number is " + entry.sequence());
        }
        return entry.previous().equals(head.hash())
                ? Optional.empty()
                : Optional.of("it names another entry before it");
    }

    private static boolean of(JournalEntry entry, SiteIdentity identity) {
        return entry.organization().equals(identity.organization())
                && entry.site().equals(identity.site())
                && entry.incarnation() == identity.incarnation();
    }

    /** What the centre does with uploaded entries. */
    public sealed interface Intake {

        /** Those are new and follow what is stored; may be none, a repeat is harmless. */
        record Taken(List<JournalLine> lines, JournalHead head) implements Intake {
            public Taken {
                lines = List.copyOf(lines);
            }
        }

        /** Entries before these are missing. */
        record Gap(long expected, long offered) implements Intake {}

        /**
         * One number with two entries: both are kept apart, nothing is overwritten, an alarm goes
         * out.
         */
        record Fork(long sequence, String stored, String offered, Bytes entry) implements Intake {}

        record Refused(String code, String reason) implements Intake {}
    }

    /**
     * Judges uploaded entries against what is stored of this site and incarnation.
     *
     * @param stored the durable head
     * @param storedHash the hash of a stored entry by its number, from 1 to the head's
     */
    public static Intake accept(
            SiteIdentity identity,
            JournalHead stored,
            LongFunction<String> storedHash,
            List<Bytes> entries) {
        var head = stored;
        var lines = new ArrayList<JournalLine>();
        for (var bytes : entries) {
            JournalEntry entry;
            try {
                entry = read(bytes);
            } catch (MalformedMessage e) {
                return new Intake.Refused("ENTRY_MALFORMED", String.valueOf(e.getMessage()));
            }
            if (!of(entry, identity)) {
                return new Intake.Refused(
                        "WRONG_SITE", "an entry is of another site or incarnation");
            }
            long sequence = entry.sequence();
            var hash = hash(bytes);
            if (sequence > head.sequence() + 1 || sequence < 1) {
                return new Intake.Gap(head.sequence() + 1, sequence);
            }
            if (sequence <= stored.sequence()) {
                var known = storedHash.apply(sequence);
                if (!known.equals(hash)) {
                    return new Intake.Fork(sequence, known, hash, bytes);
                }
                continue;
            }
            if (sequence <= head.sequence()) {
                return new Intake.Refused(
                        "ENTRY_TWICE", "entry " + sequence + " stands twice in it");
            }
            if (!entry.previous().equals(head.hash())) {
                return new Intake.Fork(head.sequence(), head.hash(), entry.previous(), bytes);
            }
            var line = new JournalLine(sequence, hash, bytes);
            lines.add(line);
            head = line.head();
        }
        return new Intake.Taken(lines, head);
    }
}
