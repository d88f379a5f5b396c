package io.holdfast.auditlog;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes what an auditor takes along: a whole log as one organisation may see it. Its own entries
 * stand there, of every other's only the leaf's hash, and the signed heads at the places of their
 * sizes. Lines of ASCII, each a word and what belongs to it, so that a verifier in any language is
 * a page; the format is {@code docs/formats/audit-export.md}.
 */
public final class AuditExport implements Closeable {

    static final String FORMAT = "holdfast-audit-export/1";

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final OutputStream out;
    private long size;

    /**
     * Begins an export.
     *
     * @param origin which log
     * @param organization whose entries stand in it whole
     * @param salt by which its leaves are told from others'
     * @param key that signs its heads
     */
    public AuditExport(
            OutputStream out, String origin, String organization, Digest salt, NoteKey key)
            throws IOException {
        this.out = new BufferedOutputStream(out, 1 << 16);
        line(FORMAT);
        line("origin " + origin);
        line("organization " + organization);
        line("salt " + BASE64.encodeToString(salt.bytes()));
        line("key " + key.text());
    }

    /**
     * The next leaf is an entry of the organisation.
     *
     * @param digest of the entry, as the log has it
     * @param canonical the entry as it is stored; whether it is the same one is for the verifier
     */
    public void own(byte[] digest, byte[] canonical) throws IOException {
        line("own " + BASE64.encodeToString(digest) + " " + BASE64.encodeToString(canonical));
        size++;
    }

    /** The next leaf is one the organisation has no entry of. */
    public void other(byte[] tag, byte[] digest) throws IOException {
        line(AuditFile.other(tag, digest));
        size++;
    }

    /** A head that was signed when the log had as many leaves as were written so far. */
    public void head(SignedNote note) throws IOException {
        line(AuditFile.head(note));
    }

    public long size() {
        return size;
    }

    private void line(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
    }

    /** Says that nothing is missing at the end. An export that failed never says so. */
    public void finish() throws IOException {
        line(AuditFile.end(size));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
