package io.holdfast.controller.notices;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * A mail in the language of who gets it: what happened, what it is called, and where to read it. No
 * reason a device gave and nothing that people typed beside a title; no such word is in a header.
 */
record MailText(String subject, String text) {

    /** A mail that names more is not read. */
    private static final int NAMED = 20;

    static MailText of(String language, List<Notice> notices, String url) {
        var words =
                ResourceBundle.getBundle(
                        "io.holdfast.controller.notices.mail",
                        Locale.forLanguageTag(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        var kinds =
                notices.stream()
                        .map(Notice::kind)
                        .distinct()
                        .sorted()
                        .map(k -> words.getString(k.name()))
                        .collect(Collectors.joining(", "));
        var text = new StringBuilder(words.getString("head")).append("\n\n");
        notices.stream()
                .limit(NAMED)
                .forEach(n ->
                        text.append(words.getString(n.kind().name()))
                                .append(": ")
                                .append(oneLine(n.title()))
                                .append('\n')
                                .append(url)
                                .append('/')
                                .append(place(n.subject()))
                                .append("\n\n"));
        if (notices.size() > NAMED) {
            text.append(words.getString("more"))
                    .append(' ')
                    .append(notices.size() - NAMED)
                    .append("\n\n");
        }
        text.append(words.getString("foot")).append(' ').append(url).append("/notices\n");
        return new MailText("Holdfast: " + kinds, text.toString());
    }

    private static String oneLine(String title) {
        return title.replaceAll("\\p{Cntrl}", " ");
    }

    private static String place(String subject) {
        var parts = subject.split(":", 2);
        return switch (parts[0]) {
            case "change" -> "changes/" + parts[1];
            case "rollout" -> "rollouts/" + parts[1];
            case "site" -> "sites/" + parts[1];
            case "device" -> "drift";
            case "conduit", "exception" -> "policy/findings";
            default -> "notices";
        };
    }
}
