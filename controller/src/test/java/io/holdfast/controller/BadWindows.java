package io.holdfast.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Windows that may not be: each is refused at its field, and none costs more than another. */
final class BadWindows {

    private BadWindows() {}

    /** One of them, and what is said of it. */
    record Bad(String what, Map<String, Object> edit, String code, String field) {}

    static List<Bad> all() {
        var all = new ArrayList<Bad>();
        for (var rule :
                List.of(
                        "FREQ=DAILY;COUNT=1000000000",
                        "FREQ=SECONDLY",
                        "FREQ=DAILY;BYSETPOS=1",
                        "FREQ=MONTHLY;BYDAY=9MO",
                        "FREQ=DAILY;BYMONTH=" + "1,".repeat(500) + "1",
                        "")) {
            all.add(bad(rule, "2026-01-04T02:00", "PT2H", "NOT_READABLE", "rule"));
        }
        for (var duration : List.of("PT0S", "P366D", "-PT1H", "PT90S", "two hours")) {
            all.add(bad("FREQ=DAILY", "2026-01-04T02:00", duration, "NOT_READABLE", "duration"));
        }
        for (var start : List.of("2026-02-30T02:00", "1999-01-04T02:00", "2026-01-04T02:00:30")) {
            all.add(bad("FREQ=DAILY", start, "PT2H", "NOT_READABLE", "start"));
        }
        all.add(named("", "FREQ=DAILY", "2026-01-04T02:00", "PT2H", "NOT_READABLE", "name"));
        all.add(
                bad(
                        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                        "2026-01-04T02:00",
                        "PT2H",
                        "WINDOW_NEVER",
                        "rule"));
        return all;
    }

    private static Bad bad(String rule, String start, String duration, String code, String field) {
        return named("night", rule, start, duration, code, field);
    }

    private static Bad named(
            String name, String rule, String start, String duration, String code, String field) {
        var window =
                Map.of(
                        "name", name,
                        "kind", "MAINTENANCE",
                        "rule", rule,
                        "start", start,
                        "duration", duration);
        return new Bad(
                "window " + name + " " + rule + " " + start + " " + duration,
                Map.of(
                        "type", "PUT_SITE_WINDOWS",
                        "site", "ww-01",
                        "windows", List.of(window)),
                code,
                "/windows/0/" + field);
    }
}
