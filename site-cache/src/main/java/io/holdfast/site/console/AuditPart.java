package io.holdfast.site.console;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.KeptHead;
import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.RefusedHead;
import io.holdfast.auditlog.witness.Witness;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the site keeps of the centre's audit log: on the board for an auditor with a pencil, and as
 * files for {@code audit verify --checkpoint}.
 */
final class AuditPart {

    /** The newest head as a file, or the one of {@code ?size=N}. */
    static final String HEAD = "/audit-head";

    /** All of them, and what was refused. */
    static final String HEADS = "/audit-heads";

    private AuditPart() {}

    /** The board's section; nothing before the first head. */
    static String section(Status status, Words words) {
        return switch (status.audit()) {
            case Witness.Nothing() -> "";
            case Witness.Keeps keeps -> section(keeps, status, words);
        };
    }

    private static String section(Witness.Keeps keeps, Status status, Words words) {
        var head = keeps.newest().checkpoint();
        var html = new StringBuilder(1024);
        html.append("<h2 class=\"list\">").append(text(words.say("audit"))).append("</h2>");
        html.append("<table><thead><tr><th scope=\"col\" class=\"n\">");
        html.append(text(words.say("audit.size"))).append("</th>");
        for (var column : new String[] {"root", "signed", "kept", "file"}) {
            html.append("<th scope=\"col\">").append(text(words.say("audit." + column)));
            html.append("</th>");
        }
        html.append("</tr></thead><tbody><tr><td class=\"n\">").append(head.size());
        html.append("</td><td><code title=\"").append(head.root().hex()).append("\">");
        html.append(shortened(head)).append("</code></td><td>");
        html.append(text(words.moment(head.at(), status.now(), status.zone())));
        html.append("</td><td>").append(text(words.say("devices.ago", age(keeps, status, words))));
        html.append("</td><td><a href=\"").append(HEAD).append("\">");
        html.append(text(words.say("audit.head"))).append("</a> <a href=\"").append(HEADS);
        html.append("\">").append(text(words.say("audit.heads"))).append("</a></td></tr>");
        html.append("</tbody></table>\n");
        keeps.refused().stream()
                .findFirst()
                .ifPresent(first -> html.append(refused(keeps, first, status, words)));
        return html.toString();
    }

    private static String refused(
            Witness.Keeps keeps, RefusedHead first, Status status, Words words) {
        var said =
                words.say(
                        "audit.refused",
                        keeps.refused().size(),
                        words.moment(first.at(), status.now(), status.zone()),
                        first.why().name());
        return "<p class=\"ban attention\"><span>" + text(said) + "</span></p>\n";
    }

    private static String age(Witness.Keeps keeps, Status status, Words words) {
        return words.age(Duration.between(keeps.newest().at(), status.now()));
    }

    /** Sixteen digits, in fours: as much as a person copies without a fault. */
    static String shortened(Checkpoint head) {
        return head.root().hex().substring(0, 16).replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** The signed note of that size, or the newest if none is asked for. */
    static Optional<String> note(Witness audit, KeptHeads heads, Optional<Long> size) {
        return switch (audit) {
            case Witness.Nothing() -> Optional.empty();
            case Witness.Keeps keeps ->
                    size.isEmpty()
                            ? Optional.of(keeps.newest().note())
                            : all(keeps, heads)
                                    .filter(head -> head.checkpoint().size() == size.get())
                                    .map(KeptHead::note)
                                    .findFirst();
        };
    }

    /**
     * What is kept, the oldest first; the newest head of a log that ended, whatever was thinned
     * since.
     */
    private static Stream<KeptHead> all(Witness.Keeps keeps, KeptHeads heads) {
        var ended = keeps.ended().stream().filter(head -> !heads.heads().contains(head));
        return Stream.concat(ended, heads.heads().stream())
                .sorted(Comparator.comparing(KeptHead::at));
    }

    /** Everything as JSON. */
    static String json(Witness audit, KeptHeads heads) {
        return switch (audit) {
            case Witness.Nothing() -> "{\"key\":\"\",\"heads\":[],\"refused\":[]}\n";
            case Witness.Keeps keeps ->
                    "{\"key\":"
                            + StatusJson.quoted(keeps.key())
                            + ",\"heads\":["
                            + all(keeps, heads)
                                    .map(AuditPart::json)
                                    .collect(Collectors.joining(","))
                            + "],\"refused\":["
                            + keeps.refused().stream()
                                    .map(AuditPart::json)
                                    .collect(Collectors.joining(","))
                            + "]}\n";
        };
    }

    private static String json(KeptHead kept) {
        var head = kept.checkpoint();
        return "{\"size\":"
                + head.size()
                + ",\"root\":"
                + StatusJson.quoted(head.root().hex())
                + ",\"signedAt\":"
                + StatusJson.quoted(head.at().toString())
                + ",\"keptAt\":"
                + StatusJson.quoted(kept.at().toString())
                + ",\"note\":"
                + StatusJson.quoted(kept.note())
                + "}";
    }

    private static String json(RefusedHead refused) {
        return "{\"why\":"
                + StatusJson.quoted(refused.why().name())
                + ",\"at\":"
                + StatusJson.quoted(refused.at().toString())
                + ",\"begunAnew\":"
                + refused.anew()
                + ",\"shown\":"
                + StatusJson.quoted(refused.shown())
                + ",\"kept\":"
                + StatusJson.quoted(refused.kept())
                + "}";
    }

    /** In a file's name. */
    static String fileName(String note) {
        return "holdfast-audit-head-"
                + Checkpoint.read(SignedNote.read(note).text()).size()
                + ".txt";
    }

    private static String text(String raw) {
        return StatusPage.text(raw);
    }
}
