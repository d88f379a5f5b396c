package io.holdfast.site.console;

import static io.holdfast.site.console.StatusPage.text;

import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.Sureness;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Ending.Why;
import java.time.Duration;

/** Everything that ends while the site is alone, the first first, in words of people. */
final class AutonomyTable {

    private AutonomyTable() {}

    static void render(StringBuilder html, Status status, Words words) {
        var endings = status.budget().endings();
        if (endings.isEmpty()) {
            return;
        }
        html.append("<h2 class=\"list\">").append(text(words.say("autonomy")));
        html.append("</h2><table><thead><tr>");
        for (var column : new String[] {"what", "end", "sure", "then"}) {
            html.append("<th scope=\"col\">").append(text(words.say("autonomy." + column)));
            html.append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (var ending : endings) {
            cell(html, "<tr>", name(ending, words));
            cell(html, "", when(ending, status, words));
            cell(html, "", sure(ending, words));
            cell(html, "", words.say("autonomy.loss." + ending.kind().loss()));
            html.append("</tr>");
        }
        html.append("</tbody></table>\n");
    }

    private static void cell(StringBuilder html, String before, String content) {
        html.append(before).append("<td>").append(text(content)).append("</td>");
    }

    /** What it is, and which one. */
    static String name(Ending ending, Words words) {
        var kind = words.say("autonomy.kind." + ending.kind());
        boolean counted = ending.when() instanceof When.Never(var why) && why == Why.SOME_LEFT;
        return ending.object().isEmpty() || counted ? kind : kind + ": " + ending.object();
    }

    private static String when(Ending ending, Status status, Words words) {
        return switch (ending.when()) {
            case When.At(var moment, _) ->
                    moment.isAfter(status.now())
                            ? words.say(
                                    "autonomy.at",
                                    words.moment(moment, status.now(), status.zone()),
                                    words.age(Duration.between(status.now(), moment)))
                            : words.say("autonomy.over");
            case When.Never(var why) -> why(why, ending, words);
            case When.Missing(var why) -> why(why, ending, words);
            case When.Unknown(var why) -> why(why, ending, words);
        };
    }

    private static String why(Why why, Ending ending, Words words) {
        return words.say("autonomy.why." + why, ending.object());
    }

    private static String sure(Ending ending, Words words) {
        var key =
                switch (ending.when()) {
                    case When.At(_, var sureness) ->
                            sureness == Sureness.EXACT ? "exact" : "estimated";
                    case When.Never _ -> "never";
                    case When.Missing _ -> "missing";
                    case When.Unknown _ -> "unknown";
                };
        return words.say("autonomy.sure." + key);
    }
}
