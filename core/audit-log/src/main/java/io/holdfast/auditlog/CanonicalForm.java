package io.holdfast.auditlog;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The byte form of an {@link AuditEntry}, version 1. So simple that a verifier in any language is a
 * page: the 20 bytes {@code holdfast-audit/1} followed by four line feeds (0x0A), then fourteen
 * fields, each as its length in bytes (unsigned 32 bit, big endian) and its UTF-8 text.
 *
 * <p>Order: id, organization, at, actor, actorKind, action, objectType, objectId, outcome, code,
 * reason, door, before, after. {@code at} is RFC 3339 in UTC with exactly six digits of a second,
 * as in {@code 2026-11-23T08:30:00.000000Z}. {@code actorKind} and {@code outcome} are their
 * upper-case names. An absent field has length 0. Nothing follows the last field.
 */
public final class CanonicalForm {

    private static final byte[] MAGIC =
            "holdfast-audit/1\n\n\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final int FIELDS = 14;

    private static final VarHandle INTEGER =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** All fields at their limits, four bytes a character. */
    private static final int LONGEST =
            4 * (2 * AuditEntry.OBJECT + AuditEntry.SENTENCE + 20 * AuditEntry.WORD);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private CanonicalForm() {}

    static byte[] write(AuditEntry entry) {
        var bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(MAGIC);
        for (var field : fields(entry)) {
            var text = utf8(field);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads canonical bytes back. Strict: {@code read(b).canonicalBytes()} equals {@code b}, or
     * this throws.
     *
     * @throws IllegalArgumentException if the bytes are not exactly what {@link
     *     AuditEntry#canonicalBytes} writes
     */
    public static AuditEntry read(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("an audit entry is not that long");
        }
        var in = ByteBuffer.wrap(bytes);
        for (byte expected : MAGIC) {
            if (!in.hasRemaining() || in.get() != expected) {
                throw new IllegalArgumentException("this is not an audit entry of version 1");
            }
        }
        var text = new String[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            text[i] = field(in);
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("something follows the last field");
        }
        return new AuditEntry(
                text[0],
                text[1],
                time(text[2]),
                text[3],
                ActorKind.valueOf(text[4]),
                text[5],
                text[6],
                text[7],
                Outcome.valueOf(text[8]),
                text[9],
                text[10],
                text[11],
                text[12],
                text[13]);
    }

    private static final int ORGANIZATION = 1;
    private static final int ACTION = 5;

    /** Whose entry it is, without reading the rest; empty if these are no canonical bytes. */
    static String organization(byte[] bytes) {
        int at = start(bytes, ORGANIZATION);
        return at < 0 ? "" : new String(bytes, at, length(bytes, at), StandardCharsets.UTF_8);
    }

    /** Whether it is this organisation's entry. A verifier asks it of every entry. */
    static boolean isOf(byte[] bytes, byte[] organization) {
        return has(bytes, ORGANIZATION, organization);
    }

    /** Whether it is about this action. A verifier asks it of every entry. */
    static boolean isAbout(byte[] bytes, byte[] action) {
        return has(bytes, ACTION, action);
    }

    private static boolean has(byte[] bytes, int field, byte[] text) {
        int at = start(bytes, field);
        return at >= 0
                && length(bytes, at) == text.length
                && Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
    }

    /** Where a field's text begins; -1 if there is none. */
    private static int start(byte[] bytes, int field) {
        int at = MAGIC.length + Integer.BYTES;
        for (int i = 0; at <= bytes.length; i++) {
            int length = length(bytes, at);
            if (length < 0 || length > bytes.length - at) {
                return -1;
            }
            if (i == field) {
                return at;
            }
            at += length + Integer.BYTES;
        }
        return -1;
    }

    private static int length(byte[] bytes, int at) {
        return (int) INTEGER.get(bytes, at - Integer.BYTES);
    }

    private static List<String> fields(AuditEntry entry) {
        return List.of(
                entry.id(),
                entry.organization(),
                TIME.format(entry.at()),
                entry.actor(),
                entry.actorKind().name(),
                entry.action(),
                entry.objectType(),
                entry.objectId(),
                entry.outcome().name(),
                entry.code(),
                entry.reason(),
                entry.door(),
                entry.before(),
                entry.after());
    }

    private static String field(ByteBuffer in) {
        if (in.remaining() < 4) {
            throw new IllegalArgumentException("a field is missing");
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a field is longer than the entry");
        }
        var slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(slice)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a field is not UTF-8", e);
        }
    }

    private static Instant time(String text) {
        try {
            var at = Instant.from(TIME.parse(text));
            if (TIME.format(at).equals(text)) {
                return at;
            }
            throw new IllegalArgumentException("a time has exactly six digits of a second");
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time is RFC 3339 in UTC", e);
        }
    }

    private static byte[] utf8(String text) {
        try {
            var encoded =
                    StandardCharsets.UTF_8
                            .newEncoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half a character cannot be written down", e);
        }
    }
}
