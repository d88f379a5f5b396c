package io.holdfast.auditlog;

import io.holdfast.auditlog.AuditVerdict.Fault;
import io.holdfast.auditlog.AuditVerdict.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks an export again, with nothing but the file and what somebody kept of the log elsewhere.
 * Every leaf is hashed again, every head compared with the root of the leaves before it. A change
 * that was made without the signing key is found at its entry; one that was made with it lies
 * between two heads that were kept elsewhere, and is found there.
 */
public final class AuditVerifier {

    /** No entry and no head is longer, as base64. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final int MOST_FAULTS = 100;

    private static final byte[] RETURN =
            AuditVerdict.CENTRE_RESTORED.getBytes(StandardCharsets.US_ASCII);

    private final LineReader lines;
    private final Known known;
    private final List<Checkpoint> kept = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<AuditEntry> returns = new ArrayList<>();
    private final RunningRoot root = new RunningRoot();

    private String origin = "";
    private String organization = "";
    private byte[] salt = new byte[0];
    private Optional<NoteKey> key = Optional.empty();
    private long more;
    private long own;
    private long heads;
    private long held;
    private boolean changed;
    private int nextKept;
    private long witnessedSize;
    private Optional<Checkpoint> newest = Optional.empty();
    private Optional<Checkpoint> witnessed = Optional.empty();

    private AuditVerifier(InputStream in, Known known) {
        this.lines = new LineReader(in, LONGEST_LINE);
        this.known = known;
    }

    /**
     * What an auditor has of the log from elsewhere. Whatever is not known is believed of the file.
     *
     * @param key that signs its heads; without it whoever wrote the file could have signed
     * @param salt of the organisation; without it its entries could all be told as another's
     * @param heads that were kept; without one the past could be rewritten by whoever has the key
     */
    public record Known(Optional<NoteKey> key, Optional<Digest> salt, List<SignedNote> heads) {
        public Known {
            heads = List.copyOf(heads);
        }
    }

    /**
     * Verifies an export.
     *
     * @throws IOException if the file cannot be read; a wrong file is no exception but a verdict
     */
    public static AuditVerdict verify(InputStream in, Known known) throws IOException {
        return new AuditVerifier(in, known).verdict(known.heads());
    }

    private AuditVerdict verdict(List<SignedNote> witnesses) throws IOException {
        if (begins()) {
            keep(witnesses);
            body();
            missing();
        }
        return new AuditVerdict(
                origin,
                organization,
                root.size(),
                own,
                heads,
                newest,
                witnessed,
                faults,
                more,
                returns);
    }

    private boolean begins() throws IOException {
        try {
            if (!AuditExport.FORMAT.equals(lines.text())) {
                fault(Kind.NOT_AN_EXPORT, 0, 0, "the first line is not " + AuditExport.FORMAT);
                return false;
            }
            origin = after("origin ");
            organization = after("organization ");
            salt = LineReader.base64(after("salt "));
            key = Optional.of(NoteKey.read(after("key ")));
        } catch (IllegalArgumentException e) {
            fault(Kind.NOT_AN_EXPORT, 0, 0, String.valueOf(e.getMessage()));
            return false;
        }
        if (known.key().isPresent() && !known.key().equals(key)) {
            fault(Kind.OTHER_KEY, 0, 0, "the file names the key " + key.get().text());
            key = known.key();
        }
        if (known.salt().isPresent() && !Arrays.equals(known.salt().get().bytes(), salt)) {
            fault(Kind.OTHER_SALT, 0, 0, "the file names another salt");
            salt = known.salt().get().bytes();
        }
        return true;
    }

    private String after(String word) throws IOException {
        var line = lines.text();
        if (line == null || !line.startsWith(word)) {
            throw new IllegalArgumentException("the file does not say its " + word.strip());
        }
        return line.substring(word.length());
    }

    private void keep(List<SignedNote> witnesses) {
        for (var note : witnesses) {
            try {
                var head = Checkpoint.read(note.text());
                if (head.origin().equals(origin) && key.filter(note::isSignedBy).isPresent()) {
                    kept.add(head);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                fault(Kind.WITNESS_NOT_OF_THIS_LOG, 0, 0, String.valueOf(e.getMessage()));
                continue;
            }
            fault(
                    Kind.WITNESS_NOT_OF_THIS_LOG,
                    0,
                    0,
                    "a head that was given is of another log, or not signed by its key");
        }
        kept.sort(Comparator.comparingLong(Checkpoint::size));
    }

    private void body() throws IOException {
        while (true) {
            compareKept();
            try {
                var line = lines.next();
                if (line.isEmpty()) {
                    fault(
                            Kind.CUT_SHORT,
                            root.size(),
                            root.size(),
                            "the file ends without its end");
                    return;
                }
                if (!read(line.get())) {
                    return;
                }
            } catch (IllegalArgumentException e) {
                fault(
                        Kind.NOT_READABLE,
                        root.size(),
                        root.size() + 1,
                        "line " + lines.number() + ": " + e.getMessage());
                return;
            }
        }
    }

    /** False at the end. */
    private boolean read(LineReader.Line line) throws IOException {
        if (line.begins("own ")) {
            own(line);
        } else if (line.begins("other ")) {
            other(line);
        } else if (line.begins("head ")) {
            head(
                    SignedNote.read(
                            new String(line.base64(5, line.length()), StandardCharsets.UTF_8)));
        } else if (line.begins("end ")) {
            end(line);
            return false;
        } else {
            throw new IllegalArgumentException("no line of an export begins so");
        }
        return true;
    }

    private void own(LineReader.Line line) {
        int space = line.indexOf(' ', 4);
        var told = line.hash(4, space);
        var canonical = line.base64(space + 1, line.length());
        long leaf = root.size();
        if (!Arrays.equals(told, root.digest(canonical))) {
            fault(
                    Kind.ENTRY_CHANGED,
                    leaf,
                    leaf + 1,
                    "is not what was written: " + described(canonical));
        } else if (!CanonicalForm.organization(canonical).equals(organization)) {
            fault(Kind.FOREIGN_ENTRY, leaf, leaf + 1, "is an entry of another organisation");
        } else if (returns.size() < MOST_FAULTS && contains(canonical, RETURN)) {
            remember(canonical);
        }
        root.append(LogLeaf.tag(salt, leaf), told);
        own++;
    }

    private void remember(byte[] canonical) {
        var entry = CanonicalForm.read(canonical);
        if (entry.action().equals(AuditVerdict.CENTRE_RESTORED)) {
            returns.add(entry);
        }
    }

    private static boolean contains(byte[] bytes, byte[] word) {
        for (int at = 0; at + word.length <= bytes.length; at++) {
            if (bytes[at] == word[0]
                    && Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    private void other(LineReader.Line line) {
        int space = line.indexOf(' ', 6);
        var tag = line.hash(6, space);
        long leaf = root.size();
        if (Arrays.equals(tag, LogLeaf.tag(salt, leaf))) {
            fault(Kind.ENTRY_MISSING, leaf, leaf + 1, "an entry of the organisation is not there");
        }
        root.append(tag, line.hash(space + 1, line.length()));
    }

    private static String described(byte[] canonical) {
        try {
            var entry = CanonicalForm.read(canonical);
            return entry.action() + " by " + entry.actor() + " at " + entry.at();
        } catch (IllegalArgumentException e) {
            return "and it cannot be read";
        }
    }

    private void head(SignedNote note) {
        heads++;
        long size = root.size();
        var head = Checkpoint.read(note.text());
        if (!head.origin().equals(origin) || key.filter(note::isSignedBy).isEmpty()) {
            fault(
                    Kind.HEAD_NOT_SIGNED,
                    size,
                    size,
                    "the head of size " + head.size() + " is not signed by the log's key");
            return;
        }
        if (head.size() == size && head.root().equals(root.root())) {
            held = size;
            newest = Optional.of(head);
            return;
        }
        if (!changed) {
            // Every head behind it differs as well; what is new stands between these two, or stood:
            // a leaf that is gone is none of those that are left.
            changed = true;
            fault(
                    Kind.LOG_CHANGED,
                    held,
                    Math.max(size, head.size()),
                    "the head of size "
                            + head.size()
                            + ", signed at "
                            + head.at()
                            + ", is not that of the "
                            + size
                            + " leaves before it");
        }
    }

    private void compareKept() {
        while (nextKept < kept.size() && kept.get(nextKept).size() == root.size()) {
            var head = kept.get(nextKept++);
            if (head.root().equals(root.root())) {
                witnessed = Optional.of(head);
                witnessedSize = head.size();
            } else {
                fault(
                        Kind.WITNESS_DIFFERS,
                        witnessedSize,
                        head.size(),
                        "the head of size "
                                + head.size()
                                + " that was kept, signed at "
                                + head.at()
                                + ", is of another log");
            }
        }
    }

    private void end(LineReader.Line line) throws IOException {
        var told = line.text(4);
        if (!told.equals(Long.toString(root.size()))) {
            fault(
                    Kind.CUT_SHORT,
                    root.size(),
                    root.size(),
                    String.format(
                            Locale.ROOT, "the file says %s leaves and has %d", told, root.size()));
        }
        if (held < root.size() && !changed) {
            fault(
                    Kind.END_NOT_SIGNED,
                    held,
                    root.size(),
                    "no head that holds stands behind these leaves");
        }
        if (lines.next().isPresent()) {
            fault(Kind.NOT_READABLE, root.size(), root.size(), "something follows the end");
        }
    }

    private void missing() {
        for (var head : kept.subList(nextKept, kept.size())) {
            fault(
                    Kind.WITNESS_IS_LONGER,
                    root.size(),
                    head.size(),
                    "a head of size " + head.size() + " was kept, signed at " + head.at());
        }
    }

    private void fault(Kind kind, long from, long to, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(kind, from, to, detail));
        } else {
            more++;
        }
    }
}
