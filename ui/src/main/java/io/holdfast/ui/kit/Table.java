package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;

/** A table that is read: a real HTML table with heads, that scrolls sideways when it must. */
@Tag("div")
public final class Table extends Div {

    private final NativeTableRow heads = new NativeTableRow();
    private final NativeTableBody body = new NativeTableBody();

    public Table(String caption) {
        addClassName("hf-scroll");
        var table = new NativeTable();
        table.addClassName("hf-table");
        table.getElement().setAttribute("aria-label", caption);
        var header = new NativeTableHeader();
        header.add(heads);
        table.add(header, body);
        add(table);
    }

    public Table head(String text) {
        return head(text, false);
    }

    /** A head over numbers: right, as its column. */
    public Table numberHead(String text) {
        return head(text, true);
    }

    private Table head(String text, boolean number) {
        var cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", "col");
        if (number) {
            cell.addClassName("hf-number");
        }
        heads.add(cell);
        return this;
    }

    /** One row of components, in the order of the heads. */
    public NativeTableRow row(Component... cells) {
        var row = new NativeTableRow();
        for (int i = 0; i < cells.length; i++) {
            var cell = new NativeTableCell();
            cell.add(cells[i]);
            if (heads.getComponentAt(i).hasClassName("hf-number")) {
                cell.addClassName("hf-number");
            }
            row.add(cell);
        }
        body.add(row);
        return row;
    }

    /** A value with a smaller line below it. */
    public static Component twoLines(Component first, String second) {
        var small = new Span(second);
        small.addClassName("hf-meta");
        return new Div(first, small);
    }

    public static Component text(String text) {
        return new Span(text);
    }
}
