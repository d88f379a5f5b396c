package io.holdfast.ui.kit;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;

/** A unified text difference: added and removed lines tinted, never green and red. */
@Tag("div")
public final class TextDiff extends Div {

    private static final long serialVersionUID = 1L;

    /** Longer texts are cut on the page; the whole is in the API. */
    public static final int LINES_SHOWN = 600;

    private static final String HUNK = "@@";

    public TextDiff(List<String> unified) {
        addClassName("hf-diff");
        // It scrolls sideways: the keyboard must reach it too.
        getElement().setAttribute("tabindex", "0");
        var rows = new NativeTableBody();
        body(unified).stream()
                .filter(line -> !line.isEmpty())
                .limit(LINES_SHOWN)
                .map(TextDiff::row)
                .forEach(rows::add);
        var table = new NativeTable();
        table.add(rows);
        add(table);
    }

    /** What it is, for whoever cannot see it. */
    public TextDiff named(String name) {
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", name);
        return this;
    }

    /** Without the two lines that name the texts, which stand before the first hunk. */
    private static List<String> body(List<String> unified) {
        boolean named = unified.size() > 1 && unified.getFirst().startsWith("---");
        return named && unified.get(1).startsWith("+++")
                ? unified.subList(2, unified.size())
                : unified;
    }

    private static NativeTableRow row(String line) {
        boolean hunk = line.startsWith(HUNK);
        var sign = new NativeTableCell(line.substring(0, 1));
        sign.addClassName("hf-line");
        var row = new NativeTableRow(sign, new NativeTableCell(hunk ? line : line.substring(1)));
        row.addClassName(
                switch (line.charAt(0)) {
                    case '+' -> "added";
                    case '-' -> "removed";
                    case '@' -> "skipped";
                    default -> "same";
                });
        return row;
    }
}
