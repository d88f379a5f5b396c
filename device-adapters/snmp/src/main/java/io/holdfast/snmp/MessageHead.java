package io.holdfast.snmp;

import io.holdfast.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stands in the clear at the head of an SNMP message: its version, and for version 3 the
 * engine and the user it claims to be of (RFC 3412 section 6, RFC 3414 section 2.4). Read before
 * anything is decoded, so that keys can be looked for first.
 */
record MessageHead(int version, Bytes engineId, String user) {

    static final int VERSION_2C = 1;
    static final int VERSION_3 = 3;

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;

    /** Engine ids and user names are no longer than this (RFC 3411). */
    private static final int LONGEST = 32;

    /** Empty if the bytes are none. */
    static Optional<MessageHead> of(ByteBuffer message) {
        try {
            enter(message, SEQUENCE);
            int version = number(message);
            if (version != VERSION_3) {
                return Optional.of(new MessageHead(version, Bytes.utf8(""), ""));
            }
            int header = enter(message, SEQUENCE);
            message.position(message.position() + header);
            enter(message, OCTETS);
            enter(message, SEQUENCE);
            var engine = octets(message);
            number(message);
            number(message);
            var user = octets(message);
            return Optional.of(
                    new MessageHead(
                            version, Bytes.of(engine), new String(user, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** Length of the content of the next element, which has to be of this tag and all there. */
    private static int enter(ByteBuffer message, int tag) {
        if (message.get() != (byte) tag) {
            throw new IllegalArgumentException("another tag");
        }
        int length = message.get() & 0xff;
        if (length > 0x7f) {
            int bytes = length & 0x7f;
            if (bytes < 1 || bytes > 4) {
                throw new IllegalArgumentException("no length");
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (message.get() & 0xff);
            }
        }
        if (length < 0 || length > message.remaining()) {
            throw new IllegalArgumentException("longer than the message");
        }
        return length;
    }

    private static int number(ByteBuffer message) {
        int length = enter(message, INTEGER);
        if (length < 1 || length > 5) {
            throw new IllegalArgumentException("no number of ours");
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = (number << 8) | (message.get() & 0xff);
        }
        return number;
    }

    private static byte[] octets(ByteBuffer message) {
        int length = enter(message, OCTETS);
        if (length > LONGEST) {
            throw new IllegalArgumentException("too long");
        }
        var value = new byte[length];
        message.get(value);
        return value;
    }
}
