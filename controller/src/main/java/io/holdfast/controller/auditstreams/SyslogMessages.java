package io.holdfast.controller.auditstreams;

import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.Outcome;
import io.holdfast.controller.audit.AuditFeed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log's messages as syslog has them: RFC 5424 with structured data, behind their number of
 * bytes (RFC 5425 section 4.3). The text is JSON of the Elastic Common Schema, in ASCII. The format
 * is {@code docs/formats/audit-stream.md}.
 */
final class SyslogMessages {

    /** Facility 13, log audit; severity 4, 5 and 6. */
    private static final int REFUSED = 13 * 8 + 4;

    private static final int DONE = 13 * 8 + 5;
    private static final int NEWS = 13 * 8 + 6;

    private static final String ECS = "8.11.0";

    private static final int LONGEST_HOST = 100;

    /** Of a text that does not fit so much is left at the least. */
    private static final int LEAST = 8;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .build();

    private final String host;
    private final long enterprise;
    private final String log;
    private final int longest;
    private long sequence;

    /**
     * Messages of one process.
     *
     * @param host as HOSTNAME says it
     * @param enterprise number behind the at sign of the structured data's name
     * @param log which one, as its heads say it
     * @param longest bytes of a message without its length
     */
    SyslogMessages(String host, long enterprise, String log, int longest) {
        var named = host.isEmpty() ? "-" : host.replaceAll("[^!-~]", "-");
        this.host = named.substring(0, Math.min(LONGEST_HOST, named.length()));
        this.enterprise = enterprise;
        this.log = log;
        this.longest = longest;
    }

    /** How many leaves of others fit into one message. */
    int hashedAtOnce() {
        // A leaf is 64 bytes, as base64 less than 88; the rest of the message is less than 1,200.
        return Math.clamp((longest - 1_200) / 88, 1, 64);
    }

    /** An entry. What does not fit is cut, longest text first, and named. */
    byte[] entry(AuditFeed.Leaf.Whole leaf) {
        var data = leaf(leaf.number(), 1);
        data.put("tag", base64(leaf.tag()));
        data.put("digest", base64(leaf.digest()));
        if (leaf.entry().isEmpty()) {
            var event =
                    Map.of("kind", "event", "dataset", "holdfast.audit", "sequence", leaf.number());
            data.put("unreadable", "true");
            return message(REFUSED, Instant.EPOCH, "ENTRY", data, Map.of("event", event));
        }
        var entry = leaf.entry().get();
        var texts = texts(entry);
        var cut = new ArrayList<String>();
        while (true) {
            var written = entry(leaf, entry, data, texts, cut);
            var widest = widest(texts);
            var text = widest.getValue();
            if (written.length <= longest || text.length() <= LEAST) {
                sequence++;
                return framed(written);
            }
            int end = Math.max(LEAST, text.length() / 2);
            boolean half = Character.isHighSurrogate(text.charAt(end - 1));
            widest.setValue(text.substring(0, half ? end - 1 : end));
            if (!cut.contains(widest.getKey())) {
                cut.add(widest.getKey());
            }
        }
    }

    private static Map<String, String> texts(AuditEntry entry) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("id", entry.id());
        texts.put("actor", entry.actor());
        texts.put("action", entry.action());
        texts.put("objectType", entry.objectType());
        texts.put("objectId", entry.objectId());
        texts.put("code", entry.code());
        texts.put("reason", entry.reason());
        texts.put("door", entry.door());
        texts.put("before", entry.before());
        texts.put("after", entry.after());
        return texts;
    }

    /** Which text takes the most room as it is written. */
    private static Map.Entry<String, String> widest(Map<String, String> texts) {
        return texts.entrySet().stream()
                .max(Comparator.comparingInt(text -> width(text.getValue())))
                .orElseThrow();
    }

    private static int width(String text) {
        return text.chars()
                .map(c -> c < 0x20 || c > 0x7e ? 6 : c == '"' || c == '\\' ? 2 : 1)
                .sum();
    }

    private byte[] entry(
            AuditFeed.Leaf.Whole leaf,
            AuditEntry entry,
            Map<String, String> data,
            Map<String, String> texts,
            List<String> cut) {
        if (!cut.isEmpty()) {
            data.put("cut", String.join(",", cut));
        }
        boolean allowed = entry.outcome() == Outcome.ALLOWED;
        var event = new LinkedHashMap<String, Object>();
        event.put("id", said(texts, "id"));
        event.put("kind", "event");
        event.put("type", List.of(allowed ? "allowed" : "denied"));
        event.put("provider", "holdfast");
        event.put("dataset", "holdfast.audit");
        event.put("sequence", leaf.number());
        event.put("action", said(texts, "action"));
        event.put("outcome", allowed ? "success" : "failure");
        event.put("code", said(texts, "code"));
        event.put("reason", said(texts, "reason"));
        event.put("hash", leaf.digest().hex());
        var holdfast = new LinkedHashMap<String, Object>();
        holdfast.put("actorKind", entry.actorKind().name());
        holdfast.put("objectType", said(texts, "objectType"));
        holdfast.put("objectId", said(texts, "objectId"));
        holdfast.put("door", said(texts, "door"));
        holdfast.put("before", said(texts, "before"));
        holdfast.put("after", said(texts, "after"));
        var text = new LinkedHashMap<String, Object>();
        text.put("@timestamp", TIME.format(entry.at()));
        text.put("ecs", Map.of("version", ECS));
        text.put("event", event);
        text.put("user", Map.of("id", said(texts, "actor")));
        text.put("organization", Map.of("id", entry.organization()));
        text.put("holdfast", holdfast);
        return written(allowed ? DONE : REFUSED, entry.at(), "ENTRY", data, text);
    }

    private static String said(Map<String, String> texts, String name) {
        return texts.getOrDefault(name, "");
    }

    /** Leaves of which only hashes leave the centre, one behind the other. */
    byte[] others(List<AuditFeed.Leaf.Hashed> leaves, Instant now) {
        var bytes = new ByteArrayOutputStream(64 * leaves.size());
        for (var leaf : leaves) {
            bytes.writeBytes(leaf.tag().bytes());
            bytes.writeBytes(leaf.digest().bytes());
        }
        var text = news(now, "others");
        text.put(
                "holdfast",
                Map.of("leaves", Base64.getEncoder().encodeToString(bytes.toByteArray())));
        return message(NEWS, now, "OTHERS", leaf(leaves.getFirst().number(), leaves.size()), text);
    }

    /** A signed head of the log. */
    byte[] head(AuditFeed.Head head, Instant now) {
        var data = data();
        data.put("size", "" + head.size());
        var text = news(now, "head");
        text.put("holdfast", Map.of("note", head.note().written()));
        return message(NEWS, now, "HEAD", data, text);
    }

    /**
     * That the stream lives.
     *
     * @param next the leaf that comes next
     * @param size how many the log has
     */
    byte[] standing(long next, long size, Instant now) {
        var data = data();
        data.put("next", "" + next);
        data.put("size", "" + size);
        return message(NEWS, now, "STANDING", data, news(now, "standing"));
    }

    private static Map<String, Object> news(Instant now, String action) {
        var text = new LinkedHashMap<String, Object>();
        text.put("@timestamp", TIME.format(now));
        text.put("ecs", Map.of("version", ECS));
        text.put(
                "event",
                Map.of(
                        "kind",
                        "state",
                        "provider",
                        "holdfast",
                        "dataset",
                        "holdfast.audit",
                        "action",
                        action));
        return text;
    }

    private Map<String, String> leaf(long number, int count) {
        var data = data();
        data.put("leaf", "" + number);
        data.put("count", "" + count);
        return data;
    }

    private Map<String, String> data() {
        var data = new LinkedHashMap<String, String>();
        data.put("version", "1");
        data.put("log", log);
        return data;
    }

    private static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.bytes());
    }

    private byte[] message(
            int priority, Instant at, String id, Map<String, String> data, Map<String, ?> text) {
        var written = written(priority, at, id, data, text);
        sequence++;
        return framed(written);
    }

    private byte[] written(
            int priority, Instant at, String id, Map<String, String> data, Map<String, ?> text) {
        var message = new StringBuilder(1_024);
        message.append('<').append(priority).append(">1 ").append(TIME.format(at));
        message.append(' ').append(host).append(" holdfast - ").append(id);
        message.append(" [meta sequenceId=\"").append(1 + sequence % Integer.MAX_VALUE);
        message.append("\"][holdfast@").append(enterprise);
        data.forEach((name, value) -> {
            message.append(' ').append(name).append("=\"");
            message.append(value.replaceAll("([\"\\\\\\]])", "\\\\$1")).append('"');
        });
        // JSON lets DEL stand as it is, and no text of a message is to have it.
        message.append("] ").append(JSON.writeValueAsString(text).replace("\u007f", "\\u007F"));
        return message.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] framed(byte[] message) {
        var framed = new ByteArrayOutputStream(message.length + 8);
        framed.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        framed.writeBytes(message);
        return framed.toByteArray();
    }
}
