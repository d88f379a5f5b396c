package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import java.util.function.BiConsumer;

/** The drawn matrix on the page, and what is opened in it. */
@Tag("hf-matrix")
@JavaScript("context://holdfast/matrix.js")
final class MatrixElement extends Component {

    private static final long serialVersionUID = 1L;

    private static final String FROM = "event.detail.from";
    private static final String TO = "event.detail.to";

    /** Calls {@code opened} with the names of a row's and a column's zone. */
    MatrixElement(BiConsumer<String, String> opened) {
        getElement()
                .addEventListener(
                        "hf-open",
                        e ->
                                opened.accept(
                                        e.getEventData().path(FROM).asString(""),
                                        e.getEventData().path(TO).asString("")))
                .addEventData(FROM)
                .addEventData(TO);
        getElement().setAttribute("data-words", getTranslation("matrix.cell"));
        for (var verdict : Cell.Verdict.values()) {
            getElement()
                    .setAttribute(
                            "data-" + verdict.key(), getTranslation("verdict." + verdict.key()));
        }
    }

    /** Shows a matrix with one cell chosen; empty names choose none. */
    void show(Matrix matrix, String from, String to) {
        getElement().setAttribute("data-from", from);
        getElement().setAttribute("data-to", to);
        getElement().setProperty("innerHTML", MatrixDrawing.html(matrix, this::getTranslation));
    }
}
