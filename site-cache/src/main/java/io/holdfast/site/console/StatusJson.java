package io.holdfast.site.console;

import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.site.LocalHold;

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
        json.append(",\"words\":").append(quoted(status.words()));
        return json.append("}\n").toString();
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
