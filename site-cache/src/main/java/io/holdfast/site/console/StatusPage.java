package io.holdfast.site.console;

import io.holdfast.site.console.Status.DeviceLine;
import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.site.LocalHold;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/** The status board as HTML. Whatever a device or the centre said is text on it, never markup. */
final class StatusPage {

    private static final String DOT = "<circle cx=\"6\" cy=\"6\" r=\"3.6\"/>";
    private static final String TRIANGLE = "<path d=\"M6 .8 11.6 11H.4z\"/>";
    private static final String CROSS =
            "<path d=\"M2 .6 6 4.6l4-4L11.4 2l-4 4 4 4L10 11.4l-4-4-4 4L.6 10l4-4-4-4z\"/>";
    private static final String RING =
            "<circle cx=\"6\" cy=\"6\" r=\"2.4\"/><circle cx=\"6\" cy=\"6\" r=\"4.9\" fill=\"none\""
                    + " stroke=\"currentColor\" stroke-width=\"1.4\"/>";
    private static final String HALF =
            "<circle cx=\"6\" cy=\"6\" r=\"4.9\" fill=\"none\" stroke=\"currentColor\""
                    + " stroke-width=\"1.4\"/><path d=\"M6 1.1a4.9 4.9 0 0 0 0 9.8z\"/>";

    private final Status status;
    private final Words words;
    private final String address;
    private final StringBuilder html = new StringBuilder(8192);

    private StatusPage(Status status, Words words, String address) {
        this.status = status;
        this.words = words;
        this.address = address;
    }

    /**
     * Renders the board.
     *
     * @param address by which the reader reached it
     */
    static String render(Status status, Words words, String address) {
        return new StatusPage(status, words, address).page();
    }

    private String page() {
        open(html, status, words, words.say("title"));
        banner();
        status.hold().forEach(this::holdBanner);
        html.append("<div class=\"tiles\">");
        devicesTile();
        policyTile();
        alarmsTile();
        journalTile();
        endTile();
        html.append("</div>\n");
        devices();
        alarms();
        AutonomyTable.render(html, status, words);
        doors();
        html.append(AuditPart.section(status, words));
        html.append("</main>\n");
        footer();
        return html.append("</body></html>\n").toString();
    }

    /** Begins a page: its head, and the line that says whose it is. */
    static void open(StringBuilder html, Status status, Words words, String title) {
        html.append("<!doctype html>\n<html lang=\"").append(words.language().getLanguage());
        html.append("\"><head><meta charset=\"utf-8\">");
        html.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.append("<title>").append(text(title)).append(" - ");
        html.append(text(upper(status.site()))).append("</title>");
        html.append("<link rel=\"stylesheet\" href=\"/console.css\"></head>\n<body><header><b>");
        html.append(text(status.site())).append("</b><span>").append(text(status.name()));
        html.append(", ").append(text(words.say("node"))).append("</span><span class=\"r\">");
        html.append(text(words.clock(status.now(), status.zone())));
        html.append("</span></header>\n<main>");
    }

    private void holdBanner(LocalHold hold) {
        banner("attention", TRIANGLE, held(status, words, hold), heldUntil(status, words, hold));
    }

    static String held(Status status, Words words, LocalHold hold) {
        var since = words.moment(hold.opened(), status.now(), status.zone());
        return words.say("banner.held", since, hold.person(), hold.reason());
    }

    static String heldUntil(Status status, Words words, LocalHold hold) {
        return words.say(
                "banner.held.until", words.age(Duration.between(status.now(), hold.endsBy())));
    }

    private void banner() {
        switch (status.link()) {
            case Link.Connected(var since) ->
                    banner(
                            "ok",
                            DOT,
                            words.say("banner.connected", moment(since)),
                            words.age(Duration.between(since, status.now())));
            case Link.Autonomous(var since, var reason) when since.equals(Instant.EPOCH) ->
                    banner("autonomous", RING, words.say("banner.autonomous.never"), reason);
            case Link.Autonomous(var since, var reason) ->
                    banner(
                            "autonomous",
                            RING,
                            words.say("banner.autonomous", moment(since)),
                            words.age(Duration.between(since, status.now()))
                                    + (reason.isEmpty() ? "" : ", " + reason));
            case Link.OutOfService() ->
                    banner(
                            "attention",
                            TRIANGLE,
                            words.say("banner.out-of-service"),
                            words.say("banner.out-of-service.then"));
            case Link.Enrolling(var reason) ->
                    banner("attention", TRIANGLE, words.say("banner.enrolling"), reason);
        }
    }

    private void banner(String look, String glyph, String sentence, String small) {
        html.append("<p class=\"ban ").append(look).append("\">").append(glyph(glyph, look, 20));
        html.append("<span>").append(text(sentence)).append("</span><small>");
        html.append(text(small)).append("</small></p>\n");
    }

    private void devicesTile() {
        var lines = status.devices();
        if (lines.isEmpty()) {
            tile("tile.devices", "stale", HALF, words.say("tile.devices.none"), "");
            return;
        }
        var up = lines.stream().filter(line -> line.state().answers()).count();
        var oldest =
                lines.stream()
                        .map(DeviceLine::seen)
                        .filter(seen -> !seen.equals(Instant.EPOCH))
                        .min(Comparator.naturalOrder());
        tile(
                "tile.devices",
                up == lines.size() ? "ok" : "attention",
                up == lines.size() ? DOT : TRIANGLE,
                words.say("tile.devices.up", up, lines.size()),
                oldest.map(seen -> words.say("tile.devices.age", age(seen))).orElse(""));
    }

    private void policyTile() {
        if (status.revision() == 0) {
            tile("tile.policy", "stale", HALF, words.say("tile.policy.none"), "");
            return;
        }
        tile(
                "tile.policy",
                "ok",
                DOT,
                status.epoch() > 1
                        ? words.say(
                                "tile.policy.epoch",
                                Long.toString(status.revision()),
                                Long.toString(status.epoch()))
                        : words.say("tile.policy.revision", Long.toString(status.revision())),
                words.say("tile.policy.age", age(status.acceptedAt()), status.stateWords()));
    }

    private void alarmsTile() {
        var alarms = status.alarms();
        if (alarms.isEmpty()) {
            tile("tile.alarms", "ok", DOT, words.say("tile.alarms.none"), "");
            return;
        }
        tile(
                "tile.alarms",
                "attention",
                TRIANGLE,
                words.say("tile.alarms.some", alarms.size()),
                alarms.getFirst().code());
    }

    private void journalTile() {
        tile(
                "tile.journal",
                status.waiting() == 0 ? "ok" : "autonomous",
                status.waiting() == 0 ? DOT : RING,
                words.say("tile.journal.some", status.waiting()),
                words.say("tile.journal.of", status.entries()));
    }

    private void endTile() {
        var first = status.budget().first();
        if (first.isEmpty()) {
            tile("tile.end", "stale", HALF, words.say("tile.end.none"), "");
            return;
        }
        boolean soon = status.budget().warning().isPresent();
        tile(
                "tile.end",
                soon ? "attention" : "ok",
                soon ? TRIANGLE : DOT,
                words.age(status.budget().left().orElse(Duration.ZERO)),
                AutonomyTable.name(first.get(), words));
    }

    private void tile(String title, String look, String glyph, String figure, String small) {
        html.append("<section class=\"tile\"><h2>").append(text(words.say(title)));
        html.append("</h2><p class=\"").append(look).append("\">").append(glyph(glyph, look, 16));
        html.append(text(figure)).append("</p><small>").append(text(small));
        html.append("</small></section>");
    }

    private void devices() {
        if (status.devices().isEmpty()) {
            return;
        }
        html.append("<h2 class=\"list\">").append(text(words.say("devices")));
        html.append("</h2><table><thead><tr>");
        head("devices.slot", "");
        head("devices.state", "");
        head("devices.revision", "n");
        head("devices.seen", "");
        head("devices.reason", "");
        html.append("</tr></thead><tbody>");
        for (var line : status.devices()) {
            html.append("<tr><td>").append(text(line.slot())).append("</td><td>");
            html.append(state(line)).append("</td><td class=\"n\">");
            html.append(line.revision() == 0 ? "" : Long.toString(line.revision()));
            html.append("</td><td>").append(text(seen(line))).append("</td><td>");
            html.append(text(line.reason())).append("</td></tr>");
        }
        html.append("</tbody></table>\n");
    }

    private String seen(DeviceLine line) {
        return line.seen().equals(Instant.EPOCH)
                ? words.say("devices.never")
                : words.say("devices.ago", age(line.seen()));
    }

    private String state(DeviceLine line) {
        var look =
                switch (line.state()) {
                    case KEY_CHANGED, SILENT -> "lost";
                    case CONFLICT, TAKEN_BACK, NOT_ONBOARDED -> "attention";
                    case ON_TRIAL -> "pending";
                    case WAITING -> "stale";
                    case KEPT, INVENTORIED -> "ok";
                };
        var glyph =
                switch (line.state()) {
                    case KEY_CHANGED, SILENT -> CROSS;
                    case CONFLICT, TAKEN_BACK, NOT_ONBOARDED -> TRIANGLE;
                    case ON_TRIAL, WAITING -> HALF;
                    case KEPT, INVENTORIED -> DOT;
                };
        return "<span class=\"st "
                + look
                + "\">"
                + glyph(glyph, look, 14)
                + text(words.say("state." + line.state()))
                + "</span>";
    }

    private void alarms() {
        if (status.alarms().isEmpty()) {
            return;
        }
        html.append("<h2 class=\"list\">").append(text(words.say("alarms")));
        html.append("</h2><table><thead><tr>");
        head("alarms.at", "");
        head("alarms.what", "");
        head("alarms.sentence", "");
        html.append("</tr></thead><tbody>");
        for (var alarm : status.alarms()) {
            html.append("<tr><td>").append(text(moment(alarm.at()))).append("</td><td>");
            html.append(text(alarm.code() + " " + alarm.object())).append("</td><td>");
            html.append(text(alarm.sentence())).append("</td></tr>");
        }
        html.append("</tbody></table>\n");
    }

    private void doors() {
        if (status.doors().isEmpty()) {
            return;
        }
        html.append("<h2 class=\"list\">").append(text(words.say("doors")));
        html.append("</h2><table><thead><tr>");
        head("doors.name", "");
        head("doors.refused", "r");
        head("doors.dropped", "r");
        html.append("</tr></thead><tbody>");
        for (var door : status.doors()) {
            html.append("<tr><td>").append(text(door.name())).append("</td><td class=\"r\">");
            html.append(door.refused()).append("</td><td class=\"r\">");
            html.append(door.dropped()).append("</td></tr>");
        }
        html.append("</tbody></table>\n");
    }

    private void head(String key, String look) {
        html.append("<th scope=\"col\"").append(look.isEmpty() ? "" : " class=\"" + look + "\"");
        html.append(">").append(text(words.say(key))).append("</th>");
    }

    private void footer() {
        html.append("<footer><span>").append(text(words.say("footer.address")));
        html.append(" <b>").append(text(address)).append("</b></span><span>");
        html.append(text(words.say("footer.words"))).append(" <b>");
        html.append(text(status.words())).append("</b></span><span><a href=\"");
        html.append(BreakGlassDoor.PATH).append("?lang=").append(words.language().getLanguage());
        html.append("\">").append(text(words.say("glass.title")));
        html.append("</a></span><span><a href=\"").append(BundleDoor.PATH).append("?lang=");
        html.append(words.language().getLanguage()).append("\">");
        html.append(text(words.say("bundle.title")));
        html.append("</a></span><span class=\"r\">");
        for (var language : Words.LANGUAGES.reversed()) {
            var code = language.getLanguage();
            if (language.equals(words.language())) {
                html.append(" <b>").append(upper(code)).append("</b>");
            } else {
                html.append(" <a hreflang=\"").append(code).append("\" href=\"/?lang=");
                html.append(code).append("\">").append(upper(code)).append("</a>");
            }
        }
        html.append("</span></footer>");
    }

    private String moment(Instant at) {
        return words.moment(at, status.now(), status.zone());
    }

    private String age(Instant since) {
        return words.age(Duration.between(since, status.now()));
    }

    private static String glyph(String path, String look, int size) {
        return "<svg class=\""
                + look
                + "\" width=\""
                + size
                + "\" height=\""
                + size
                + "\" viewBox=\"0 0 12 12\" fill=\"currentColor\" aria-hidden=\"true\">"
                + path
                + "</svg>";
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Text for element content and quoted attributes. */
    static String text(String raw) {
        var safe = new StringBuilder(raw.length() + 16);
        raw.codePoints()
                .limit(2000)
                .forEach(c -> {
                    switch (c) {
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '&' -> safe.append("&amp;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
                    }
                });
        return safe.toString();
    }
}
