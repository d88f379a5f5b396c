package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.holdfast.core.window.Occurrence;
import io.holdfast.core.window.WindowKind;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The next times of windows, each with its offset: who looks sees the clock being set (B-52). */
public final class Occurrences {

    private Occurrences() {}

    /** As a table, or a sentence if there are none. */
    public static Component table(Component words, List<Occurrence> next, ZoneId zone) {
        if (next.isEmpty()) {
            return Parts.empty(words.getTranslation("windows.no-next"));
        }
        var locale = UI.getCurrent().getLocale();
        var table =
                new Table(words.getTranslation("windows.next"))
                        .head(words.getTranslation("windows.name"))
                        .head(words.getTranslation("windows.kind"))
                        .head(words.getTranslation("windows.from"))
                        .head(words.getTranslation("windows.until"))
                        .head(words.getTranslation("windows.offset"));
        for (var one : next) {
            table.row(
                    Table.text(one.window()),
                    Table.text(kind(words, one.kind())),
                    Table.text(Times.day(one.from().atZone(zone).toLocalDateTime(), locale)),
                    Times.at(one.to(), zone, locale, one.from()),
                    Table.text("UTC" + (one.offset().getTotalSeconds() == 0 ? "" : one.offset())));
        }
        return table;
    }

    /** What a kind is called. */
    public static String kind(Component words, WindowKind kind) {
        return words.getTranslation("windows.kind." + kind.name().toLowerCase(Locale.ROOT));
    }
}
