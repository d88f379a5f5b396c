package io.holdfast.site.console;

import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.site.LocalHold;
import java.util.stream.Collectors;

/** The status board for automation. */
final class StatusJson {

    private StatusJson() {}

    static String of(Status status) {
        var json = new StringBuilder(1024);
        json.append("{\"site\":").append(quoted(status.site()));
        json.append(",\"now\":").append(quoted(status.now().toString()));
        json.append(",\"link\":").append(link(status.link()));
        json.append(",\"epoch\":").append(status.epoch());
        json.append(",\"revision\":").append(status.revision());
        json.append(",\"journal\":{\"entries\":").append(status.entries());
        json.append(",\"waiting\":").append(status.waiting()).append("},\"devices\":[");
        var separator = "";
        for (var device : status.devices()) {
            json.append(separator).append("{\"slot\":").append(quoted(device.slot()));
            json.append(",\"state\":").append(quoted(device.state().name()));
            json.append(",\"revision\":").append(device.revision());
            json.append(",\"seen\":").append(quoted(device.seen().toString()));
            json.append(",\"reason\":").append(quoted(device.reason())).append("}");
            separator = ",";
        }
        json.append("],\"alarms\":").append(status.alarms().size());
        json.append(",\"doors\":[");
        var comma = "";
        for (var door : status.doors()) {
            json.append(comma).append("{\"name\":").append(quoted(door.name()));
            json.append(",\"refused\":").append(door.refused());
            json.append(",\"dropped\":").append(door.dropped()).append("}");
            comma = ",";
        }
        json.append("],\"codesLeft\":").append(status.codesLeft()).append(",\"hold\":");
        json.append(status.hold().stream().findFirst().map(StatusJson::hold).orElse("null"));
        json.append(",\"stateWords\":").append(quoted(status.stateWords()));
        json.append(",\"autonomy\":").append(autonomy(status.budget()));
        json.append(",\"words\":").append(quoted(status.words()));
        return json.append("}\n").toString();
    }

    private static String autonomy(AutonomyBudget budget) {
        var json = new StringBuilder("{\"daysLeft\":");
        json.append(budget.daysLeft().map(d -> Long.toString(d)).orElse("null"));
        json.append(",\"first\":");
        json.append(budget.first().map(e -> quoted(e.kind().name())).orElse("null"));
        json.append(",\"endings\":[");
        json.append(
                budget.endings().stream().map(StatusJson::ending).collect(Collectors.joining(",")));
        return json.append("]}").toString();
    }

    private static String ending(Ending ending) {
        return "{\"kind\":"
                + quoted(ending.kind().name())
                + ",\"object\":"
                + quoted(ending.object())
                + ",\"loss\":"
                + quoted(ending.kind().loss().name())
                + switch (ending.when()) {
                    case When.At(var moment, var sureness) ->
                            ",\"at\":"
                                    + quoted(moment.toString())
                                    + ",\"sure\":"
                                    + quoted(sureness.name());
                    case When.Never(var why) -> sure("NEVER", why);
                    case When.Missing(var why) -> sure("MISSING", why);
                    case When.Unknown(var why) -> sure("UNKNOWN", why);
                }
                + "}";
    }

    private static String sure(String sure, Ending.Why why) {
        return ",\"sure\":" + quoted(sure) + ",\"why\":" + quoted(why.name());
    }

    private static String hold(LocalHold hold) {
        return "{\"number\":"
                + hold.number()
                + ",\"since\":"
                + quoted(hold.opened().toString())
                + ",\"endsBy\":"
                + quoted(hold.endsBy().toString())
                + ",\"person\":"
                + quoted(hold.person())
                + ",\"reason\":"
                + quoted(hold.reason())
                + "}";
    }

    private static String link(Link link) {
        return switch (link) {
            case Link.Enrolling(var reason) ->
                    "{\"state\":\"ENROLLING\",\"reason\":" + quoted(reason) + "}";
            case Link.OutOfService() -> "{\"state\":\"OUT_OF_SERVICE\"}";
            case Link.Connected(var since) ->
                    "{\"state\":\"CONNECTED\",\"since\":" + quoted(since.toString()) + "}";
            case Link.Autonomous(var since, var reason) ->
                    "{\"state\":\"ISLANDED\",\"since\":"
                            + quoted(since.toString())
                            + ",\"reason\":"
                            + quoted(reason)
                            + "}";
        };
    }

    static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
