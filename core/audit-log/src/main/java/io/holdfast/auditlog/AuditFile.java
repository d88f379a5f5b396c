package io.holdfast.auditlog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the files that the log is appended to as it grows: much like an export, behind a beginning
 * that says where in the log it starts and whose entries stand in it whole. A file that is full
 * ends with a head and says so; the one after it starts there. The format is {@code
 * docs/formats/audit-stream.md}.
 */
public final class AuditFile {

    static final String FORMAT = "holdfast-audit-file/1";

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    /** Of so many organisations at most. */
    private static final int MOST = 1000;

    private AuditFile() {}

    /**
     * Whose entries stand in a file whole.
     *
     * @param organization its id, as it stands in a line: ASCII without spaces
     * @param salt by which its leaves are told from others'
     */
    public record Whose(String organization, Digest salt) {

        public Whose {
            if (!organization.matches("[!-~]{1,100}")) {
                throw new IllegalArgumentException("an organisation's id is a word of ASCII");
            }
        }
    }

    /**
     * How a file begins.
     *
     * @param origin which log
     * @param key that signs the log's heads
     * @param whose at least one, each once
     * @param before the log up to the file's first leaf; its first head proves it
     */
    public record Beginning(String origin, NoteKey key, List<Whose> whose, MerkleFrontier before) {

        public Beginning {
            NoteKey.checkName(origin);
            whose = List.copyOf(whose);
            if (whose.isEmpty()
                    || whose.stream().map(Whose::organization).distinct().count() < whose.size()) {
                throw new IllegalArgumentException("a file is of organisations, each said once");
            }
        }

        /** Its lines. */
        public String text() {
            var text = new StringBuilder(FORMAT);
            text.append("\norigin ").append(origin).append("\nkey ").append(key.text());
            for (var one : whose) {
                text.append("\norganization ").append(one.organization());
                text.append(' ').append(base64(one.salt()));
            }
            text.append("\nfrom ").append(before.size()).append("\npeaks");
            before.peaks().forEach(peak -> text.append(' ').append(base64(peak)));
            return text.append('\n').toString();
        }

        private static String base64(Digest digest) {
            return BASE64.encodeToString(digest.bytes());
        }

        /** What follows the first line. */
        static Beginning read(LineReader lines) throws IOException {
            var origin = after("origin ", lines.text());
            var key = NoteKey.read(after("key ", lines.text()));
            var whose = new ArrayList<Whose>();
            var line = lines.text();
            while (line != null && line.startsWith("organization ") && whose.size() < MOST) {
                var parts = line.split(" ", -1);
                if (parts.length != 3) {
                    throw new IllegalArgumentException("an organisation has an id and a salt");
                }
                whose.add(new Whose(parts[1], Digest.ofBytes(LineReader.hash(parts[2]))));
                line = lines.text();
            }
            var before = before(after("from ", line), after("peaks", lines.text()));
            return new Beginning(origin, key, whose, before);
        }

        private static MerkleFrontier before(String size, String peaks) {
            if (!size.matches("0|[1-9][0-9]{0,17}")) {
                throw new IllegalArgumentException("from is followed by a number");
            }
            if (peaks.isEmpty()) {
                return new MerkleFrontier(Long.parseLong(size), List.of());
            }
            var roots = List.of(peaks.substring(1).split(" ", -1));
            return new MerkleFrontier(
                    Long.parseLong(size),
                    roots.stream().map(p -> Digest.ofBytes(LineReader.hash(p))).toList());
        }

        /** Whether another file is of the same log and organisations. */
        public boolean isOfOneLogWith(Beginning other) {
            return origin.equals(other.origin)
                    && key.equals(other.key)
                    && whose.equals(other.whose);
        }

        /** The salt of one of them. */
        Optional<Digest> salt(String organization) {
            return whose.stream()
                    .filter(one -> one.organization().equals(organization))
                    .map(Whose::salt)
                    .findAny();
        }
    }

    /**
     * How far a file is.
     *
     * @param frontier the log up to behind the file's last whole line
     * @param head leaves of its newest head; where it begins if it has none
     * @param bytes up to behind its last whole line; what follows was torn off
     * @param ended whether it says that it is full
     */
    public record Standing(
            Beginning beginning, MerkleFrontier frontier, long head, long bytes, boolean ended) {}

    /**
     * Reads how far a file is. Nothing is said of whether it is the log's: that is for who has the
     * log, and for the verifier.
     *
     * @throws IllegalArgumentException if a line that is whole is none of such a file
     */
    public static Standing read(InputStream in) throws IOException {
        var lines = new LineReader(in, AuditVerifier.LONGEST_LINE);
        if (!FORMAT.equals(lines.text())) {
            throw new IllegalArgumentException("the first line is not " + FORMAT);
        }
        var beginning = Beginning.read(lines);
        var root = new RunningRoot();
        root.begin(beginning.before());
        long head = beginning.before().size();
        boolean ended = false;
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (ended) {
                    throw new IllegalArgumentException("something follows the end");
                }
                ended = line.get().begins("end ");
                if (!ended) {
                    head = append(root, line.get(), head);
                } else if (head != root.size()
                        || head == beginning.before().size()
                        || !line.get().text(0).equals(end(head))) {
                    throw new IllegalArgumentException("its end does not stand behind its head");
                }
            }
        } catch (LineReader.Torn e) {
            // Who wrote it was stopped in the middle; what is whole counts.
        }
        return new Standing(beginning, root.frontier(), head, lines.consumed(), ended);
    }

    private static long append(RunningRoot root, LineReader.Line line, long head) {
        if (line.begins("entry ") || line.begins("other ")) {
            int space = line.indexOf(' ', 6);
            root.append(line.hash(6, space), line.hash(space + 1, line.indexOf(' ', space + 1)));
            return head;
        }
        if (line.begins("head ")) {
            return root.size();
        }
        throw new IllegalArgumentException("no line of such a file begins so");
    }

    /** The next leaf and its entry; the digest is the one the log has, as the entry may not. */
    public static String entry(Digest tag, Digest digest, byte[] canonical) {
        return "entry "
                + BASE64.encodeToString(tag.bytes())
                + " "
                + BASE64.encodeToString(digest.bytes())
                + " "
                + BASE64.encodeToString(canonical);
    }

    /** The next leaf is one of which no entry stands in the file. */
    public static String other(byte[] tag, byte[] digest) {
        return "other " + BASE64.encodeToString(tag) + " " + BASE64.encodeToString(digest);
    }

    /** A head, behind as many leaves as it was signed of. */
    public static String head(SignedNote note) {
        return "head " + BASE64.encodeToString(note.written().getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing follows in this file. */
    public static String end(long size) {
        return "end " + size;
    }

    private static String after(String word, @Nullable String line) {
        if (line == null || !line.startsWith(word)) {
            throw new IllegalArgumentException("the file does not say its " + word.strip());
        }
        return line.substring(word.length());
    }
}
