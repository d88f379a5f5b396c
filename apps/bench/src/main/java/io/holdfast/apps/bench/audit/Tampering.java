package io.holdfast.apps.bench.audit;

import io.holdfast.auditlog.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What somebody does to a log who rules the database; with the key, or without it. */
enum Tampering {
    EDIT(false),
    EDIT_WITH_DIGEST(false),
    DELETE_ENTRY(false),
    DELETE_LEAF(false),
    INSERT(false),
    REORDER(false),
    TRUNCATE(false),
    EDIT_PAGE(false),
    SPLICE(false),
    DROP_HEADS(false),
    OTHER_SALT(false),
    REWRITE(true),
    FORK(true);

    private final boolean withKey;

    Tampering(boolean withKey) {
        this.withKey = withKey;
    }

    /** One after the other, again and again. */
    static Tampering of(int number) {
        var all = List.of(values());
        return all.get(number % all.size());
    }

    boolean withKey() {
        return withKey;
    }

    /**
     * What it made of the log.
     *
     * @param lines of the export
     * @param first the first leaf that is another one now
     * @param forged the log as it was signed anew with the stolen key; empty without the key
     */
    record Done(List<String> lines, int first, Optional<Past> forged) {
        Done(List<String> lines, int first) {
            this(lines, first, Optional.empty());
        }

        static Done forged(Past past, int first) {
            return new Done(past.lines(), first, Optional.of(past));
        }
    }

    /** Empty where this log has nothing that it could be done to. */
    Optional<Done> done(Past past, Random random) {
        var entries = past.entries();
        int at = random.nextInt(entries.size());
        return switch (this) {
            case EDIT ->
                    mine(
                            past,
                            at,
                            l -> l.substring(0, l.lastIndexOf(' ')) + " " + edited(past, at));
            case EDIT_WITH_DIGEST ->
                    mine(past, at, _ -> Past.own(Past.entry(random, at, Past.MINE)));
            case DELETE_ENTRY -> mine(past, at, _ -> Past.gone(entries.get(at), at));
            case DELETE_LEAF -> Optional.of(new Done(without(past.lines(), at), at));
            case INSERT -> Optional.of(new Done(inserted(past, random, at), at));
            case REORDER -> reordered(past, random, at);
            case TRUNCATE -> Optional.of(new Done(truncated(past.lines(), at), at));
            case EDIT_PAGE -> page(past, random);
            case SPLICE -> spliced(past, at);
            case DROP_HEADS -> Optional.of(unsigned(past, random, at));
            case OTHER_SALT -> Optional.of(new Done(disowned(past), 0));
            case REWRITE -> {
                var other = new ArrayList<>(entries);
                other.set(at, Past.entry(random, at, entries.get(at).organization()));
                yield Optional.of(Done.forged(resigned(past, other), at));
            }
            case FORK -> {
                var other = new ArrayList<AuditEntry>(entries.subList(0, at));
                for (int i = at; i < entries.size(); i++) {
                    other.add(Past.entry(random, i));
                }
                yield Optional.of(Done.forged(resigned(past, other), at));
            }
        };
    }

    private static Past resigned(Past past, List<AuditEntry> entries) {
        return Past.signed(entries, List.copyOf(past.heads().keySet()));
    }

    private static String edited(Past past, int at) {
        var entry = past.entries().get(at);
        return Past.own(Past.entry(new Random(at), at, entry.organization())).split(" ", 3)[2];
    }

    private static Optional<Done> mine(Past past, int at, UnaryOperator<String> change) {
        if (!past.entries().get(at).organization().equals(Past.MINE)) {
            return Optional.empty();
        }
        var lines = new ArrayList<>(past.lines());
        lines.set(line(lines, at), change.apply(lines.get(line(lines, at))));
        return Optional.of(new Done(lines, at));
    }

    /** Where the line of a leaf stands. */
    private static int line(List<String> lines, int leaf) {
        int seen = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (isLeaf(lines.get(i)) && ++seen == leaf) {
                return i;
            }
        }
        throw new IllegalArgumentException("no leaf " + leaf);
    }

    private static boolean isLeaf(String line) {
        return line.startsWith("own ") || line.startsWith("other ");
    }

    private static List<String> ended(List<String> lines) {
        long leaves = lines.stream().filter(Tampering::isLeaf).count();
        var ended = new ArrayList<>(lines);
        ended.removeIf(l -> l.startsWith("end "));
        ended.add("end " + leaves);
        return ended;
    }

    private static List<String> without(List<String> lines, int leaf) {
        var left = new ArrayList<>(lines);
        left.remove(line(lines, leaf));
        return ended(left);
    }

    private static List<String> inserted(Past past, Random random, int at) {
        var lines = new ArrayList<>(past.lines());
        lines.add(line(lines, at), Past.own(Past.entry(random, at, Past.MINE)));
        return ended(lines);
    }

    private static Optional<Done> reordered(Past past, Random random, int at) {
        var lines = new ArrayList<>(past.lines());
        int other = random.nextInt(past.entries().size());
        if (other == at) {
            return Optional.empty();
        }
        Collections.swap(lines, line(lines, at), line(lines, other));
        return Optional.of(new Done(lines, Math.min(at, other)));
    }

    /** The end is gone, and what was signed of it. */
    private static List<String> truncated(List<String> lines, int leaves) {
        return ended(leaves == lines.size() ? lines : lines.subList(0, line(lines, leaves)));
    }

    /** Another organisation's entry in place of one's own. */
    private static Optional<Done> spliced(Past past, int at) {
        var foreign =
                past.entries().stream()
                        .filter(e -> !e.organization().equals(Past.MINE))
                        .findFirst();
        return foreign.flatMap(f -> mine(past, at, _ -> Past.own(f)));
    }

    /** What was signed of the end is gone, and an entry there is another one. */
    private static Done unsigned(Past past, Random random, int at) {
        var lines = new ArrayList<>(past.lines());
        int leaf = line(lines, at);
        var changed = new ArrayList<>(lines.subList(0, leaf));
        changed.add(Past.own(Past.entry(random, at, Past.MINE)));
        lines.subList(leaf + 1, lines.size()).stream()
                .filter(l -> !l.startsWith("head "))
                .forEach(changed::add);
        return new Done(changed, at);
    }

    /** By another salt none of the entries is one's own. */
    private static List<String> disowned(Past past) {
        var lines = new ArrayList<>(past.lines());
        lines.replaceAll(l -> l.startsWith("salt ") ? "salt " + "A".repeat(43) + "=" : l);
        for (int i = 0; i < past.entries().size(); i++) {
            lines.set(line(lines, i), Past.gone(past.entries().get(i), i));
        }
        return lines;
    }

    /** Up to forty bytes of the stored file are others. */
    private static Optional<Done> page(Past past, Random random) {
        var lines = past.lines();
        int at = 5 + random.nextInt(lines.size() - 6);
        var bytes = lines.get(at).getBytes(StandardCharsets.US_ASCII);
        int from = random.nextInt(bytes.length);
        for (int i = from; i < Math.min(bytes.length, from + 1 + random.nextInt(40)); i++) {
            bytes[i] = (byte) ('0' + random.nextInt(70));
        }
        var changed = new ArrayList<>(lines);
        changed.set(at, new String(bytes, StandardCharsets.US_ASCII));
        int leaf = (int) lines.subList(0, at).stream().filter(Tampering::isLeaf).count();
        return changed.equals(lines) ? Optional.empty() : Optional.of(new Done(changed, leaf));
    }
}
