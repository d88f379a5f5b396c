package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The one JSON form of every record that is signed, sent or stored between centre and site (rulings
 * D5).
 *
 * <p>Reading is strict: UTF-8 only, no second spelling of a value, no unknown, missing or repeated
 * field, no fraction, no NaN, nothing after the end. Writing is deterministic: fields in the order
 * of the record's components, absent instead of null. A sealed type is an object whose first field
 * {@code type} names the record in lower-kebab case. It is not a canonical form: what is signed are
 * bytes as they were stored.
 */
public final class WireJson {

    /** Nothing larger is read or written. Ten times the largest site content seen so far. */
    public static final int LIMIT = 16 * 1024 * 1024;

    /** The deepest record nests 12 levels; 64 leaves room and stops a bomb. */
    static final int DEPTH = 64;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH)
                                    .maxDocumentLength(LIMIT)
                                    .maxStringLength(LIMIT)
                                    .maxNameLength(128)
                                    .maxNumberLength(20)
                                    .maxTokenCount(2_000_000)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private WireJson() {}

    /** The bytes of a record, UTF-8. */
    public static Bytes write(Record value) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            WireForm.of(value.getClass()).write(out, value);
        }
        if (bytes.size() > LIMIT) {
            throw new IllegalArgumentException(
                    value.getClass().getSimpleName() + " is larger than " + LIMIT + " bytes");
        }
        return Bytes.of(bytes.toByteArray());
    }

    /** The same as text. */
    public static String text(Record value) {
        return write(value).text();
    }

    /**
     * Reads a record.
     *
     * @throws MalformedMessage if the bytes are anything else than exactly one such record
     */
    public static <T extends Record> T read(Class<T> type, Bytes bytes) {
        return read(type, bytes.toArray(), LIMIT);
    }

    /** Reads a record of at most {@code limit} bytes. */
    public static <T extends Record> T read(Class<T> type, byte[] bytes, int limit) {
        if (bytes.length > limit) {
            throw new MalformedMessage("", bytes.length + " bytes where " + limit + " are allowed");
        }
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), utf8(bytes))) {
            in.nextToken();
            var value = type.cast(WireForm.of(type).read(in));
            if (in.nextToken() != null) {
                throw new MalformedMessage("", "there is more after the end of the message");
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedMessage("", "not strict JSON: " + e.getOriginalMessage());
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessage("", "not UTF-8");
        }
    }
}
