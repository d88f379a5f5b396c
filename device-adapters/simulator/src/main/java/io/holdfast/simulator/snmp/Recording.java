package io.holdfast.simulator.snmp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * What a real device once answered, a variable a line: {@code OID|tag|value}, where the tag is that
 * of BER in decimal, with an x behind it where the value is hexadecimal. Lines may stand in any
 * order; one that cannot be read is counted and left out.
 */
public final class Recording {

    private static final int MOST_VARIABLES = 1_000_000;
    private static final int LONGEST_LINE = 256 * 1024;
    private static final int LONGEST_OID = 128;

    private final NavigableMap<OID, Variable> values = new TreeMap<>();
    private int skipped;

    private Recording() {}

    /** Reads a file, unpacked if its name ends in gz. */
    public static Recording of(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 65536) : raw) {
            return of(in);
        }
    }

    /**
     * Reads lines of bytes: text in a recording has the device's own encoding.
     *
     * @throws IOException if the stream breaks, or holds more than any device
     */
    public static Recording of(InputStream in) throws IOException {
        var recording = new Recording();
        var line = new ByteArrayOutputStream();
        var buffer = new byte[65536];
        int got;
        while ((got = in.read(buffer)) >= 0) {
            for (int i = 0; i < got; i++) {
                if (buffer[i] == '\n') {
                    recording.line(line.toString(StandardCharsets.ISO_8859_1));
                    line.reset();
                } else {
                    line.write(buffer[i]);
                    if (line.size() > LONGEST_LINE) {
                        throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
                    }
                }
            }
        }
        recording.line(line.toString(StandardCharsets.ISO_8859_1));
        return recording;
    }

    /** The variables in order of object identifier. */
    public NavigableMap<OID, Variable> values() {
        return Collections.unmodifiableNavigableMap(values);
    }

    /** How many lines were left out. */
    public int skipped() {
        return skipped;
    }

    private void line(String text) throws IOException {
        var line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int first = line.indexOf('|');
        int second = first < 0 ? -1 : line.indexOf('|', first + 1);
        var oid = second < 0 ? null : oid(line.substring(0, first));
        var value =
                oid == null
                        ? null
                        : value(line.substring(first + 1, second), line.substring(second + 1));
        if (oid == null || value == null) {
            skipped++;
            return;
        }
        values.putIfAbsent(oid, value);
        if (values.size() > MOST_VARIABLES) {
            throw new IOException("more than " + MOST_VARIABLES + " variables");
        }
    }

    private static @Nullable OID oid(String text) {
        var parts = (text.startsWith(".") ? text.substring(1) : text).strip().split("\\.", -1);
        if (parts.length < 2 || parts.length > LONGEST_OID) {
            return null;
        }
        var ids = new int[parts.length];
        for (int i = 0; i < ids.length; i++) {
            try {
                ids[i] = Integer.parseUnsignedInt(parts[i]);
            } catch (NumberFormatException _) {
                return null;
            }
        }
        // X.690 section 8.19.4: the first two sub-identifiers share one octet.
        if (ids[0] < 0 || ids[0] > 2 || (ids[0] < 2 && (ids[1] < 0 || ids[1] > 39))) {
            return null;
        }
        return new OID(ids);
    }

    private static @Nullable Variable value(String tag, String text) {
        try {
            if (!tag.endsWith("x")) {
                return plain(tag, text);
            }
            var digits = text.strip();
            // A digit too many at the end of a long value: recorded cut; the whole bytes are good.
            var bytes = HexFormat.of().parseHex(digits.substring(0, digits.length() & ~1));
            return switch (tag) {
                case "4x" -> new OctetString(bytes);
                case "64x" -> bytes.length == 4 ? new IpAddress(bytes) : null;
                case "68x" -> new Opaque(bytes);
                default -> null;
            };
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable Variable plain(String tag, String text) {
        return switch (tag) {
            case "2" -> new Integer32(Integer.parseInt(text.strip()));
            case "4" -> new OctetString(text.getBytes(StandardCharsets.ISO_8859_1));
            case "5" -> new Null();
            case "6" -> oid(text);
            case "64" -> address(text.strip());
            case "65" -> new Counter32(Long.parseLong(text.strip()));
            case "66" -> new Gauge32(Long.parseLong(text.strip()));
            case "67" -> new TimeTicks(Long.parseLong(text.strip()));
            case "68" -> new Opaque(text.getBytes(StandardCharsets.ISO_8859_1));
            case "70" -> new Counter64(Long.parseUnsignedLong(text.strip()));
            default -> null;
        };
    }

    private static @Nullable Variable address(String text) {
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") ? new IpAddress(text) : null;
    }
}
