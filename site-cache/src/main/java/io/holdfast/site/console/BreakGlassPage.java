package io.holdfast.site.console;

import static io.holdfast.site.console.StatusPage.text;

import io.holdfast.site.console.Sessions.Session;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.site.ConsoleDeed;
import io.holdfast.sitelink.site.LocalHold;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The break-glass page: a form for a code, or what the person in the hold may do. No script. */
final class BreakGlassPage {

    private static final List<Integer> HOURS = List.of(1, 2, 4, 8, 24, 48, 72);
    private static final int USUAL = 4;

    private final Status status;
    private final Words words;
    private final StringBuilder html = new StringBuilder(4096);

    /**
     * What was answered before, and what was typed.
     *
     * @param problem why nothing was done, as a sentence; else empty
     */
    record Said(String problem, String person, String reason) {}

    private BreakGlassPage(Status status, Words words) {
        this.status = status;
        this.words = words;
    }

    /**
     * Renders the page.
     *
     * @param session of the person who asks, if he is in the hold
     * @param said what was said before
     */
    static String render(Status status, Words words, Optional<Session> session, Said said) {
        return new BreakGlassPage(status, words).page(session, said);
    }

    private String page(Optional<Session> session, Said said) {
        StatusPage.open(html, status, words, words.say("glass.title"));
        html.append("<h1>").append(text(words.say("glass.title"))).append("</h1>");
        if (!said.problem().isEmpty()) {
            html.append("<p class=\"ban attention\" role=\"alert\">").append(text(said.problem()));
            html.append("</p>\n");
        }
        status.hold().forEach(this::held);
        session.ifPresentOrElse(this::entered, () -> form(said));
        html.append("<p><a href=\"/?lang=").append(words.language().getLanguage()).append("\">");
        html.append(text(words.say("glass.back"))).append("</a></p></main></body></html>\n");
        return html.toString();
    }

    private void held(LocalHold hold) {
        html.append("<p class=\"ban attention\"><span>");
        html.append(text(StatusPage.held(status, words, hold))).append("</span><small>");
        html.append(text(StatusPage.heldUntil(status, words, hold))).append("</small></p>\n");
    }

    private void form(Said said) {
        html.append("<p>").append(text(words.say("glass.about"))).append("</p>");
        html.append("<p>").append(text(words.say("glass.left", status.codesLeft())));
        html.append("</p>\n");
        if (status.codesLeft() == 0) {
            return;
        }
        open("enter");
        field("person", ConsoleDeed.LONGEST_PERSON, "name", said.person());
        field("reason", ConsoleDeed.LONGEST_REASON, "off", said.reason());
        if (status.hold().isEmpty()) {
            hours();
        } else {
            html.append("<input type=\"hidden\" name=\"hours\" value=\"1\">");
        }
        field("code", BreakGlassCodes.LONGEST, "off", "");
        button("enter");
    }

    private void open(String action) {
        html.append("<form method=\"post\" action=\"").append(BreakGlassDoor.PATH).append('/');
        html.append(action).append("?lang=").append(words.language().getLanguage()).append("\">");
    }

    private void field(String name, int longest, String autocomplete, String value) {
        html.append("<p><label for=\"").append(name).append("\">");
        html.append(text(words.say("glass." + name))).append("</label><input id=\"").append(name);
        html.append("\" name=\"").append(name).append("\" maxlength=\"").append(longest);
        html.append("\" value=\"").append(text(value));
        html.append("\" autocomplete=\"").append(autocomplete);
        html.append("\" spellcheck=\"false\" required></p>");
    }

    private void hours() {
        html.append("<p><label for=\"hours\">").append(text(words.say("glass.hours")));
        html.append("</label><select id=\"hours\" name=\"hours\">");
        for (int hours : HOURS) {
            html.append("<option value=\"").append(hours).append('"');
            html.append(hours == USUAL ? " selected>" : ">");
            html.append(text(words.say("glass.hours.some", hours))).append("</option>");
        }
        html.append("</select></p>");
    }

    private void button(String action) {
        html.append("<p><button>").append(text(words.say("glass.do." + action)));
        html.append("</button></p></form>\n");
    }

    private void entered(Session session) {
        html.append("<p>").append(text(words.say("glass.entered", session.person())));
        html.append("</p>\n");
        html.append("<p><a href=\"").append(ReplaceDoor.PATH).append("?lang=");
        html.append(words.language().getLanguage()).append("\">");
        html.append(text(words.say("replace.title"))).append("</a></p>");
        openings(session);
        act(session, "end");
        act(session, "leave");
    }

    /** Each end with those before it: that is what was proved. */
    private void openings(Session session) {
        if (status.openings().isEmpty()) {
            return;
        }
        html.append("<h2 class=\"list\">").append(text(words.say("glass.do.close")));
        html.append("</h2><p>").append(text(words.say("glass.about.close"))).append("</p>");
        var names = new TreeSet<String>();
        for (var opening : status.openings()) {
            names.addAll(opening.conduits());
            var end = words.moment(opening.end(), status.now(), status.zone());
            html.append("<p>").append(text(words.say("glass.opening", list(names), end)));
            html.append("</p>");
            open("close");
            html.append("<input type=\"hidden\" name=\"end\" value=\"");
            html.append(text(opening.end().toString())).append("\">");
            word(session);
            button("close");
        }
    }

    private static String list(Set<String> names) {
        return String.join(", ", names);
    }

    private void act(Session session, String action) {
        html.append("<h2 class=\"list\">").append(text(words.say("glass.do." + action)));
        html.append("</h2><p>").append(text(words.say("glass.about." + action))).append("</p>");
        open(action);
        word(session);
        button(action);
    }

    private void word(Session session) {
        html.append("<input type=\"hidden\" name=\"word\" value=\"");
        html.append(text(session.formWord())).append("\">");
    }
}
