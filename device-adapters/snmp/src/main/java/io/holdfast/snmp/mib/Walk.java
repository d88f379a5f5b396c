package io.holdfast.snmp.mib;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * What one device answered, in order of object identifier. Text in it is the device's claim:
 * control characters are taken out, nothing else is trusted.
 */
public final class Walk implements Rows {

    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");

    private final NavigableMap<OID, Variable> values = new TreeMap<>();

    public Walk put(OID oid, Variable value) {
        if (!(value instanceof Null)) {
            values.put(oid, value);
        }
        return this;
    }

    @Override
    public void take(OID oid, Variable value) {
        put(oid, value);
    }

    @Override
    public void drop(OID prefix) {
        under(prefix).clear();
    }

    public int size() {
        return values.size();
    }

    public Optional<Variable> at(OID oid) {
        return Optional.ofNullable(values.get(oid));
    }

    /** The text of one object; empty if the device does not have it. */
    public String text(OID oid) {
        return text(values.get(oid));
    }

    /** The number of one object, or the other where the device does not have it. */
    public long number(OID oid, long otherwise) {
        return number(values.get(oid), otherwise);
    }

    /** Everything below an identifier, and the identifier itself. */
    public SortedMap<OID, Variable> under(OID prefix) {
        return values.subMap(prefix, true, prefix.nextPeer(), false);
    }

    /** One column of a table; keys are the index behind the column. */
    public Map<OID, Variable> column(OID column) {
        var rows = new TreeMap<OID, Variable>();
        under(column)
                .forEach((oid, value) -> {
                    if (oid.size() > column.size()) {
                        rows.put(tail(oid, column.size()), value);
                    }
                });
        return rows;
    }

    public boolean has(OID prefix) {
        return !under(prefix).isEmpty();
    }

    public OID sysObjectId() {
        return values.get(SYS_OBJECT_ID) instanceof OID oid ? oid : new OID();
    }

    /** sysDescr with its line ends as spaces. */
    public String sysDescr() {
        return text(SYS_DESCR);
    }

    /** The part of an identifier behind its first sub-identifiers. */
    public static OID tail(OID oid, int from) {
        return new OID(oid.getValue(), from, oid.size() - from);
    }

    /** An identifier with more sub-identifiers behind it. */
    public static OID at(OID column, OID index) {
        var oid = new OID(column);
        oid.append(index);
        return oid;
    }

    /** A device's string as text. */
    public static String text(@Nullable Variable value) {
        return switch (value) {
            case null -> "";
            case IpAddress address -> address.toString();
            case OctetString octets -> clean(decoded(octets.getValue()));
            default -> value.toString();
        };
    }

    /** A number, also where a device sends it as text. */
    public static long number(@Nullable Variable value, long otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value instanceof OctetString) {
            var text = text(value);
            return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
        }
        try {
            return value.toLong();
        } catch (UnsupportedOperationException e) {
            return otherwise;
        }
    }

    /** A hardware address of six bytes in lower case with colons; empty for anything else. */
    public static String mac(@Nullable Variable value) {
        if (!(value instanceof OctetString octets)) {
            return "";
        }
        if (octets.length() == 6) {
            return octets.toHexString();
        }
        return macFromText(text(octets));
    }

    /** Some agents send the address as text: with one or two digits a byte. */
    private static String macFromText(String text) {
        if (!text.matches("[0-9A-Fa-f]{1,2}([:-][0-9A-Fa-f]{1,2}){5}")) {
            return "";
        }
        var mac = new StringBuilder();
        for (var part : text.toLowerCase(java.util.Locale.ROOT).split("[:-]", -1)) {
            mac.append(mac.isEmpty() ? "" : ":").append(part.length() == 1 ? "0" : "").append(part);
        }
        return mac.toString();
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Control characters out, and the quotation marks that some agents put around a text. */
    private static String clean(String text) {
        var clean = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                gap = true;
                continue;
            }
            if (gap && !clean.isEmpty()) {
                clean.append(' ');
            }
            gap = false;
            clean.append(c);
        }
        var stripped = clean.toString().strip();
        boolean quoted =
                stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1).strip() : stripped;
    }
}
