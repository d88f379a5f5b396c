package io.holdfast.apps.bench.fuzz;

import io.holdfast.core.Bytes;
import io.holdfast.netconf.Transcript;
import io.holdfast.simulator.snmp.Recording;
import io.holdfast.site.syslog.SyslogLine;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.WireJson;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One reader of what others wrote, and what it promises whatever the bytes are: an answer or a
 * reason, never an exception of another kind, never more than its limits.
 */
enum Target {

    /** NETCONF framing 1.0 (RFC 6242 section 4.3). */
    FRAMES_1_0 {
        @Override
        void take(byte[] bytes) {
            framed(bytes, false);
        }
    },

    /** NETCONF framing 1.1, chunks (RFC 6242 section 4.2). */
    FRAMES_1_1 {
        @Override
        void take(byte[] bytes) {
            framed(bytes, true);
        }
    },

    /** The reader of device XML; what it took it takes again from its own text. */
    XML {
        @Override
        void take(byte[] bytes) {
            var read = XmlDocument.read(new String(bytes, StandardCharsets.UTF_8), SMALL);
            if (read instanceof XmlResult.Parsed(var root)) {
                var text = root.toText();
                if (!(XmlDocument.read(text, XmlLimits.DEVICE)
                                instanceof XmlResult.Parsed(var same))
                        || !same.toText().equals(text)) {
                    throw new IllegalStateException("read again it is another document");
                }
            }
        }
    },

    /** An answer in BER, and what the tables make of its variables. */
    SNMP_ANSWER {
        @Override
        void take(byte[] bytes) {
            SnmpInput.answer(bytes);
        }
    },

    /** Tables filled by the bytes: known columns, odd indexes, values of any type. */
    SNMP_TABLES {
        @Override
        void take(byte[] bytes) {
            SnmpInput.tables(bytes);
        }
    },

    /** A recorded device. */
    RECORDING {
        @Override
        void take(byte[] bytes) {
            try {
                Recording.of(new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                // too much of something: refused, as promised
            }
        }
    },

    /** A datagram of syslog. */
    SYSLOG {
        @Override
        void take(byte[] bytes) {
            if (SyslogLine.read(bytes, bytes.length) instanceof SyslogLine.Read.Line(var line)
                    && line.text().chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("a control character got through");
            }
        }
    },

    /** A message of the link between site and centre; what it took it takes again. */
    LINK {
        @Override
        void take(byte[] bytes) {
            try {
                var read = WireJson.read(LinkRequest.class, Bytes.of(bytes));
                var again = WireJson.read(LinkRequest.class, WireJson.write(read));
                if (!again.equals(read)) {
                    throw new IllegalStateException("read again it is another message");
                }
            } catch (MalformedMessage e) {
                // refused with a reason, as promised
            }
        }
    };

    private static final int LONGEST = 4_096;
    private static final XmlLimits SMALL = new XmlLimits(16, 2_000, 20_000, 500);

    abstract void take(byte[] bytes);

    private static void framed(byte[] bytes, boolean chunked) {
        var read = Transcript.of(bytes, chunked, LONGEST);
        if (read.end().isBlank()) {
            throw new IllegalStateException("it ended without a reason");
        }
        for (var message : read.messages()) {
            if (message.length() > LONGEST) {
                throw new IllegalStateException("a message of " + message.length());
            }
        }
    }

    /** As it is typed and as its folder of seeds is called. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Target> named(String word) {
        return Arrays.stream(values()).filter(target -> target.word().equals(word)).findFirst();
    }
}
