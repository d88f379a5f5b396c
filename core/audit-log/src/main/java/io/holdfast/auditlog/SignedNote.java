package io.holdfast.auditlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures beneath it (C2SP signed-note): the text, which ends with a line feed, an
 * empty line, and for each signature an em dash, the key's name and base64 of its id and the
 * signature over the text.
 *
 * @param text ends with a line feed
 * @param signatures at least one
 */
public record SignedNote(String text, List<By> signatures) {

    /** Longer is no head of a log. */
    public static final int LONGEST = 8_192;

    private static final int MOST = 16;

    /**
     * One signature.
     *
     * @param name of its key
     * @param bytes the key's id and the signature, base64
     */
    public record By(String name, String bytes) {

        public By {
            NoteKey.checkName(name);
            if (Base64.getDecoder().decode(bytes).length <= Integer.BYTES) {
                throw new IllegalArgumentException("a signature is longer than its key's id");
            }
        }

        private byte[] all() {
            return Base64.getDecoder().decode(bytes);
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.contains("\n\n") || signatures.isEmpty()) {
            throw new IllegalArgumentException("a note has lines and a signature");
        }
        if (signatures.size() > MOST) {
            throw new IllegalArgumentException("a note has at most " + MOST + " signatures");
        }
    }

    /** Signs a text. */
    public static SignedNote sign(String text, NoteKey key, PrivateKey secret) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(secret);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            var signature = ed25519.sign();
            var bytes =
                    ByteBuffer.allocate(Integer.BYTES + signature.length)
                            .putInt(key.id())
                            .put(signature)
                            .array();
            return new SignedNote(
                    text, List.of(new By(key.name(), Base64.getEncoder().encodeToString(bytes))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the head of the log cannot be signed", e);
        }
    }

    /**
     * Reads a note; says nothing of whether its signatures are good.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static SignedNote read(String note) {
        int end = note.indexOf("\n\n");
        if (note.length() > LONGEST || end < 0 || note.length() < end + 3 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("this is no signed note");
        }
        var signatures = new ArrayList<By>();
        for (var line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            var parts = line.split(" ", -1);
            if (parts.length != 3 || !parts[0].equals("\u2014")) {
                throw new IllegalArgumentException("a signature is a dash, a name and base64");
            }
            signatures.add(new By(parts[1], parts[2]));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /** As it is written down; reads back as the same note. */
    public String written() {
        var note = new StringBuilder(text).append('\n');
        for (var by : signatures) {
            note.append("\u2014 ").append(by.name()).append(' ').append(by.bytes()).append('\n');
        }
        return note.toString();
    }

    /** Whether one of the signatures is this key's, and good. */
    public boolean isSignedBy(NoteKey key) {
        var message = text.getBytes(StandardCharsets.UTF_8);
        return signatures.stream()
                .filter(by -> by.name().equals(key.name()))
                .map(By::all)
                .filter(all -> ByteBuffer.wrap(all).getInt() == key.id())
                .anyMatch(all ->
                        key.signed(message, Arrays.copyOfRange(all, Integer.BYTES, all.length)));
    }
}
