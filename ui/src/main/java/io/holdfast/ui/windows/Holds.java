package io.holdfast.ui.windows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.holdfast.core.window.MayStart.Hold;
import io.holdfast.core.window.Occurrence;
import io.holdfast.ui.kit.Times;
import java.time.Instant;
import java.time.ZoneId;

/** What a change waits for, in the language of the page. */
final class Holds {

    private Holds() {}

    static String sentence(Component words, Hold hold, ZoneId zone, Instant now) {
        return switch (hold) {
            case Hold.OutsideWindow(var next) ->
                    words.getTranslation("windows.hold.outside", span(next, zone, now));
            case Hold.Denied(var denied) ->
                    words.getTranslation("windows.hold.denied", span(denied, zone, now));
            case Hold.Frozen(var freeze) ->
                    words.getTranslation(
                            "windows.hold.frozen",
                            Times.named(freeze.until(), zone, UI.getCurrent().getLocale(), now),
                            freeze.reason());
            case Hold.TimeUnknown() -> words.getTranslation("windows.hold.unknown");
            case Hold.TooLong(var needs, var longest) ->
                    words.getTranslation(
                            "windows.hold.long", Times.length(needs), Times.length(longest));
            case Hold.NoWindowLeft() -> words.getTranslation("windows.hold.none");
        };
    }

    private static String span(Occurrence one, ZoneId zone, Instant now) {
        return one.window()
                + ", "
                + Times.text(one.from(), zone, UI.getCurrent().getLocale(), now)
                + " - "
                + Times.named(one.to(), zone, UI.getCurrent().getLocale(), one.from());
    }
}
