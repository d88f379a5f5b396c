package io.holdfast.site.console;

import static io.holdfast.site.console.StatusPage.text;

/** The page on which a carried bundle is handed over. No script. */
final class BundlePage {

    static final Said NOTHING_SAID = new Said(true, "");

    /**
     * What became of the last one.
     *
     * @param good whether it is, or already was, what the site has
     * @param sentence empty if there was none
     */
    record Said(boolean good, String sentence) {}

    private BundlePage() {}

    static String render(Status status, Words words, Said said) {
        var html = new StringBuilder(2048);
        var language = words.language().getLanguage();
        StatusPage.open(html, status, words, words.say("bundle.title"));
        html.append("<h1>").append(text(words.say("bundle.title"))).append("</h1>");
        if (!said.sentence().isEmpty()) {
            html.append("<p class=\"ban ").append(said.good() ? "ok" : "attention");
            html.append("\" role=\"").append(said.good() ? "status" : "alert").append("\">");
            html.append(text(said.sentence())).append("</p>\n");
        }
        html.append("<p>").append(text(words.say("bundle.about"))).append("</p>");
        html.append("<form method=\"post\" enctype=\"multipart/form-data\" action=\"");
        html.append(BundleDoor.PATH).append("?lang=").append(language).append("\">");
        html.append("<p><label for=\"file\">").append(text(words.say("bundle.file")));
        html.append("</label><input id=\"file\" name=\"file\" type=\"file\" required></p>");
        html.append("<p><button>").append(text(words.say("bundle.do")));
        html.append("</button></p></form>\n<p><a href=\"/?lang=").append(language).append("\">");
        html.append(text(words.say("glass.back"))).append("</a></p></main></body></html>\n");
        return html.toString();
    }
}
