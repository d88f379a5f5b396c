package io.holdfast.auditlog;

import io.holdfast.auditlog.AuditVerdict.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks an export again, with nothing but the file and what somebody kept of the log elsewhere.
 * Every leaf is hashed again, every head compared with the root of the leaves before it. A change
 * that was made without the signing key is found at its entry; one that was made with it lies
 * between two heads that were kept elsewhere, and is found there.
 */
public final class AuditVerifier {

    /** No entry and no head is longer, as base64. */
    static final int LONGEST_LINE = 1 << 20;

    private static final int MOST_RETURNS = 100;

    private static final byte[] RETURN =
            AuditVerdict.CENTRE_RESTORED.getBytes(StandardCharsets.US_ASCII);

    private final LineReader lines;
    private final Known known;
    private final Faults faults = new Faults();
    private final KeptElsewhere kept = new KeptElsewhere(faults);
    private final List<AuditEntry> returns = new ArrayList<>();
    private final RunningRoot root = new RunningRoot();

    /** How the file that is read began, if it is one of those the log is appended to. */
    private Optional<AuditFile.Beginning> file = Optional.empty();

    private String origin = "";
    private Optional<Owners> owners = Optional.empty();
    private Optional<NoteKey> key = Optional.empty();
    private long from;
    private long own;
    private long heads;
    private long held;
    private boolean changed;
    private boolean saidNotSigned;
    private Optional<Checkpoint> newest = Optional.empty();

    private AuditVerifier(InputStream in, Known known) {
        this.lines = new LineReader(in, LONGEST_LINE);
        this.known = known;
    }

    /**
     * What an auditor has of the log from elsewhere. Whatever is not known is believed of the file.
     *
     * @param key that signs its heads; without it whoever wrote the file could have signed
     * @param salts of organisations; the entries of one whose salt is not among them could all be
     *     told as another's
     * @param heads that were kept; without one the past could be rewritten by whoever has the key
     */
    public record Known(Optional<NoteKey> key, List<Digest> salts, List<SignedNote> heads) {
        public Known {
            salts = List.copyOf(salts);
            heads = List.copyOf(heads);
        }
    }

    /**
     * Verifies an export, or files that the log is appended to, one behind the other.
     *
     * @throws IOException if the file cannot be read; a wrong file is no exception but a verdict
     */
    public static AuditVerdict verify(InputStream in, Known known) throws IOException {
        return new AuditVerifier(in, known).verdict(known.heads());
    }

    private AuditVerdict verdict(List<SignedNote> witnesses) throws IOException {
        if (begins()) {
            kept.keep(witnesses, origin, key, from);
            body();
            kept.longerThan(root.size());
            if (file.isPresent()) {
                isSigned();
            }
        }
        return new AuditVerdict(
                origin,
                owners.map(Owners::named).orElse(List.of()),
                from,
                root.size(),
                own,
                heads,
                newest,
                kept.witnessed(),
                faults.first(),
                faults.more(),
                returns);
    }

    private boolean begins() throws IOException {
        try {
            var format = lines.text();
            if (AuditFile.FORMAT.equals(format)) {
                begins(AuditFile.Beginning.read(lines));
            } else if (AuditExport.FORMAT.equals(format)) {
                origin = after("origin ");
                var organization = after("organization ");
                var salt = Digest.ofBytes(LineReader.hash(after("salt ")));
                key = Optional.of(NoteKey.read(after("key ")));
                var one = new AuditFile.Whose(organization, salt);
                owners = Optional.of(Owners.ofExport(one, known.salts(), faults));
            } else {
                fault(Kind.NOT_AN_EXPORT, 0, 0, "the first line is not " + AuditExport.FORMAT);
                return false;
            }
        } catch (IllegalArgumentException e) {
            fault(Kind.NOT_AN_EXPORT, 0, 0, String.valueOf(e.getMessage()));
            return false;
        }
        if (known.key().isPresent() && !known.key().equals(key)) {
            fault(Kind.OTHER_KEY, 0, 0, "the file names the key " + key.get().text());
            key = known.key();
        }
        return true;
    }

    private void begins(AuditFile.Beginning beginning) {
        file = Optional.of(beginning);
        origin = beginning.origin();
        owners = Optional.of(Owners.ofFiles(beginning.whose(), known.salts(), faults));
        key = Optional.of(beginning.key());
        root.begin(beginning.before());
        from = root.size();
        held = from;
    }

    private String after(String word) throws IOException {
        var line = lines.text();
        if (line == null || !line.startsWith(word)) {
            throw new IllegalArgumentException("the file does not say its " + word.strip());
        }
        return line.substring(word.length());
    }

    /** An export is whole; the last of the files that the log is appended to is written to. */
    private void body() throws IOException {
        while (true) {
            kept.compare(root);
            try {
                var line = lines.next();
                if (line.isEmpty() && file.isPresent()) {
                    return;
                }
                if (line.isEmpty()) {
                    fault(Kind.CUT_SHORT, root.size(), root.size(), "the file has no end");
                    return;
                }
                if (!read(line.get())) {
                    return;
                }
            } catch (IllegalArgumentException e) {
                if (file.isEmpty() || !(e instanceof LineReader.Torn)) {
                    notReadable(e);
                }
                return;
            }
        }
    }

    private void notReadable(IllegalArgumentException e) {
        long leaf = root.size();
        var why = "line " + lines.number() + ": " + e.getMessage();
        fault(Kind.NOT_READABLE, leaf, leaf + 1, why);
    }

    /** False at the end. */
    private boolean read(LineReader.Line line) throws IOException {
        if (file.isEmpty() && line.begins("own ")) {
            own(line, owners.orElseThrow());
        } else if (file.isPresent() && line.begins("entry ")) {
            entry(line, owners.orElseThrow());
        } else if (line.begins("other ")) {
            other(line, owners.orElseThrow());
        } else if (line.begins("head ")) {
            head(
                    SignedNote.read(
                            new String(line.base64(5, line.length()), StandardCharsets.UTF_8)));
        } else if (line.begins("end ")) {
            end(line);
            return file.isPresent() && goesOn(file.get());
        } else {
            throw new IllegalArgumentException("no line of an export begins so");
        }
        return true;
    }

    private void own(LineReader.Line line, Owners owners) {
        int space = line.indexOf(' ', 4);
        var told = line.hash(4, space);
        var canonical = line.base64(space + 1, line.length());
        if (isEntryOf(told, canonical)) {
            belongs(canonical, owners.isOfFirst(canonical));
        }
        root.append(root.tag(owners.salt()), told);
        own++;
    }

    private void entry(LineReader.Line line, Owners owners) {
        int space = line.indexOf(' ', 6);
        int second = line.indexOf(' ', space + 1);
        var tag = line.hash(6, space);
        var told = line.hash(space + 1, second);
        var canonical = line.base64(second + 1, line.length());
        if (isEntryOf(told, canonical)) {
            belongs(canonical, owners.isOwn(canonical, tag, root));
        }
        root.append(tag, told);
        own++;
    }

    private boolean isEntryOf(byte[] told, byte[] canonical) {
        if (Arrays.equals(told, root.digest(canonical))) {
            return true;
        }
        long leaf = root.size();
        var what = "is not what was written: " + described(canonical);
        fault(Kind.ENTRY_CHANGED, leaf, leaf + 1, what);
        return false;
    }

    /** Only what its owner wrote says of the centre that it came back. */
    private void belongs(byte[] canonical, boolean toItsOwner) {
        if (!toItsOwner) {
            long leaf = root.size();
            fault(Kind.FOREIGN_ENTRY, leaf, leaf + 1, "is no entry of who is said to have it");
            return;
        }
        if (returns.size() < MOST_RETURNS && CanonicalForm.isAbout(canonical, RETURN)) {
            returns.add(CanonicalForm.read(canonical));
        }
    }

    private void other(LineReader.Line line, Owners owners) {
        int space = line.indexOf(' ', 6);
        var tag = line.hash(6, space);
        long leaf = root.size();
        if (owners.have(tag, root)) {
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

    private void end(LineReader.Line line) throws IOException {
        var told = line.text(4);
        if (!told.equals(Long.toString(root.size()))) {
            var detail = "the file says " + told + " leaves and has " + root.size();
            fault(Kind.CUT_SHORT, root.size(), root.size(), detail);
        }
        if (held < root.size() && !changed) {
            notSigned();
        }
        if (file.isEmpty() && lines.next().isPresent()) {
            fault(Kind.NOT_READABLE, root.size(), root.size(), "something follows the end");
        }
    }

    private void notSigned() {
        saidNotSigned = true;
        fault(
                Kind.END_NOT_SIGNED,
                held,
                root.size(),
                "no head that holds stands behind these leaves");
    }

    /**
     * The last of the files may have leaves that no head stands behind yet, and the verdict counts
     * them. Where no head holds at all, in the files or of those that were kept, anybody could have
     * made them: what stands in them and the subtrees that are said to come before.
     */
    private void isSigned() {
        boolean proven = newest.isPresent() || kept.witnessed().isPresent();
        if (root.size() > 0 && !proven && !changed && !saidNotSigned) {
            notSigned();
        }
    }

    /** Whether another file follows, and where this one ended. */
    private boolean goesOn(AuditFile.Beginning before) throws IOException {
        var format = lines.next();
        if (format.isEmpty()) {
            return false;
        }
        if (!format.get().text(0).equals(AuditFile.FORMAT)) {
            throw new IllegalArgumentException("no other file of the log follows");
        }
        var next = AuditFile.Beginning.read(lines);
        if (!next.isOfOneLogWith(before)) {
            throw new IllegalArgumentException("the next file is of another log or organisation");
        }
        if (!next.before().equals(root.frontier())) {
            fault(
                    Kind.CUT_SHORT,
                    root.size(),
                    Math.max(root.size(), next.before().size()),
                    "the next file begins with leaf " + next.before().size() + " of another past");
            return false;
        }
        return true;
    }

    private void fault(Kind kind, long from, long to, String detail) {
        faults.add(kind, from, to, detail);
    }
}
