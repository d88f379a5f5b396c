package io.holdfast.site.console;

import static io.holdfast.site.console.StatusPage.text;

import io.holdfast.site.console.Sessions.Session;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.HostKey;
import io.holdfast.sitelink.site.ConsoleDeed;
import io.holdfast.sitelink.site.Replacing;
import io.holdfast.sitelink.site.Replacing.Stage;
import java.time.Instant;
import java.util.Optional;

/** The page on which a failed device is replaced, step by step. No script. */
final class ReplacePage {

    private final Status status;
    private final ReplaceView view;
    private final Words words;
    private final StringBuilder html = new StringBuilder(8192);

    /**
     * What was answered before, and what was typed.
     *
     * @param problem why nothing was done, as a sentence; else empty
     */
    record Said(
            String problem, String slot, String serial, String key, String reason, String person) {
        static final Said NOTHING = new Said("", "", "", "", "", "");
    }

    private ReplacePage(Status status, ReplaceView view, Words words) {
        this.status = status;
        this.view = view;
        this.words = words;
    }

    static String render(
            Status status, ReplaceView view, Words words, Optional<Session> session, Said said) {
        return new ReplacePage(status, view, words).page(session, said);
    }

    private String page(Optional<Session> session, Said said) {
        StatusPage.open(html, status, words, words.say("replace.title"));
        html.append("<h1>").append(text(words.say("replace.title"))).append("</h1>");
        if (!said.problem().isEmpty()) {
            banner("attention", "alert", said.problem());
        }
        if (view.open().isEmpty()) {
            view.last().ifPresent(this::ended);
        }
        if (session.isEmpty()) {
            paragraph(words.say("replace.enter-first"));
            link(BreakGlassDoor.PATH, "glass.title");
        } else if (view.open().isPresent()) {
            underWay(view.open().get(), session.get(), said);
        } else {
            form(session.get(), said);
        }
        link("/", "glass.back");
        return html.append("</main></body></html>\n").toString();
    }

    private void banner(String look, String role, String sentence) {
        html.append("<p class=\"ban ").append(look).append("\" role=\"").append(role);
        html.append("\">").append(text(sentence)).append("</p>\n");
    }

    private void paragraph(String sentence) {
        html.append("<p>").append(text(sentence)).append("</p>\n");
    }

    private void link(String path, String key) {
        html.append("<p><a href=\"").append(path).append("?lang=");
        html.append(words.language().getLanguage()).append("\">");
        html.append(text(words.say(key))).append("</a></p>");
    }

    private void ended(Replacing.Ended last) {
        var one = last.replacing();
        if (last.isReplaced()) {
            banner(
                    "ok",
                    "status",
                    words.say(
                            "replace.done", one.slot(), one.serial(), one.person(), one.second()));
            return;
        }
        banner(
                "attention",
                "status",
                words.say("replace.not-done", one.slot(), last.code(), last.reason()));
    }

    private void form(Session session, Said said) {
        paragraph(words.say("replace.about"));
        if (view.places().isEmpty()) {
            paragraph(words.say("replace.none"));
            return;
        }
        places();
        open("ask", session);
        html.append("<p><label for=\"slot\">").append(text(words.say("replace.slot")));
        html.append("</label><select id=\"slot\" name=\"slot\">");
        for (var place : view.places()) {
            html.append("<option");
            html.append(place.slot().equals(said.slot()) ? " selected>" : ">");
            html.append(text(place.slot())).append("</option>");
        }
        html.append("</select></p>");
        field("serial", HostKey.LONGEST_SERIAL, said.serial());
        field("key", 50, said.key());
        field("reason", ConsoleDeed.LONGEST_REASON, said.reason());
        button("ask");
    }

    private void places() {
        html.append("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        for (var head : new String[] {"slot", "address", "unit", "known-key", "kept", "wanted"}) {
            html.append("<th scope=\"col\">").append(text(words.say("replace.head." + head)));
            html.append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (var place : view.places()) {
            html.append("<tr>");
            cell(place.slot());
            cell(place.address());
            cell(place.serial().isEmpty() ? words.say("replace.unknown") : unit(place));
            key(place.hostKey());
            cell(place.kept() == 0 ? words.say("replace.unknown") : kept(place));
            cell(Long.toString(place.wanted()));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String unit(ReplaceView.Place place) {
        return place.model().isEmpty() ? place.serial() : place.serial() + ", " + place.model();
    }

    private String kept(ReplaceView.Place place) {
        return place.seen().equals(Instant.EPOCH)
                ? Long.toString(place.kept())
                : words.say(
                        "replace.kept",
                        Long.toString(place.kept()),
                        words.moment(place.seen(), status.now(), status.zone()));
    }

    private void cell(String value) {
        html.append("<td>").append(text(value)).append("</td>");
    }

    private void key(String fingerprint) {
        html.append("<td><code>").append(text(fingerprint)).append("</code><br>");
        html.append(text(HostKey.words(fingerprint))).append("</td>");
    }

    private void underWay(Replacing open, Session session, Said said) {
        switch (open.stage()) {
            case Stage.Meeting(_) -> {
                banner("", "status", words.say("replace.meeting", open.slot()));
                giveUp(open, session);
            }
            case Stage.ToConfirm() -> {
                paragraph(words.say("replace.compare", open.slot()));
                both(open);
                open("confirm", session);
                number(open);
                field("person", ConsoleDeed.LONGEST_PERSON, said.person());
                field("code", BreakGlassCodes.LONGEST, "");
                button("confirm");
                giveUp(open, session);
            }
            case Stage.Examining(_) -> {
                banner("", "status", words.say("replace.examining", open.slot()));
                both(open);
            }
            case Stage.Filling(_, var evidence) -> {
                banner("", "status", words.say("replace.filling", open.slot()));
                both(open);
                html.append("<ul>");
                evidence.forEach(e -> html.append("<li>").append(text(e)).append("</li>"));
                html.append("</ul>");
                giveUp(open, session);
            }
        }
    }

    /** The old unit and the new one beside each other. */
    private void both(Replacing open) {
        html.append("<div class=\"wide\" tabindex=\"0\"><table><thead><tr><td></td>");
        html.append("<th scope=\"col\">").append(text(words.say("replace.serial")));
        html.append("</th><th scope=\"col\">").append(text(words.say("replace.head.known-key")));
        html.append("</th></tr></thead><tbody>");
        row("replace.old", open.oldSerial(), open.oldHostKey());
        row("replace.new", open.serial(), open.hostKey());
        html.append("</tbody></table></div>\n");
    }

    private void row(String name, String serial, String fingerprint) {
        html.append("<tr><th scope=\"row\">").append(text(words.say(name))).append("</th>");
        cell(serial.isEmpty() ? words.say("replace.unknown") : serial);
        key(fingerprint);
        html.append("</tr>");
    }

    private void giveUp(Replacing open, Session session) {
        open("give-up", session);
        number(open);
        button("give-up");
    }

    private void open(String action, Session session) {
        html.append("<form method=\"post\" action=\"").append(ReplaceDoor.PATH).append('/');
        html.append(action).append("?lang=").append(words.language().getLanguage()).append("\">");
        html.append("<input type=\"hidden\" name=\"word\" value=\"");
        html.append(text(session.formWord())).append("\">");
    }

    private void number(Replacing open) {
        html.append("<input type=\"hidden\" name=\"number\" value=\"").append(open.number());
        html.append("\">");
    }

    private void field(String name, int longest, String value) {
        html.append("<p><label for=\"").append(name).append("\">");
        html.append(text(words.say("replace." + name))).append("</label><input id=\"");
        html.append(name).append("\" name=\"").append(name).append("\" maxlength=\"");
        html.append(longest).append("\" value=\"").append(text(value));
        html.append("\" autocomplete=\"off\" spellcheck=\"false\" required></p>");
    }

    private void button(String action) {
        html.append("<p><button>").append(text(words.say("replace.do." + action)));
        html.append("</button></p></form>\n");
    }
}
