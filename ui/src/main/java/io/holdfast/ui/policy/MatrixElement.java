package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;

/** The drawn matrix on the page, and what is opened in it. */
@Tag("hf-matrix")
@JavaScript("context://holdfast/matrix.js")
final class MatrixElement extends Component {

    private static final long serialVersionUID = 1L;

    private static final String FROM = "event.detail.from";
    private static final String TO = "event.detail.to";
    private static final String BY_KEY = "event.detail.key";

    /** Hears which cell was opened. */
    @FunctionalInterface
    interface Opened {

        /**
         * A cell was opened.
         *
         * @param from the zone of its row
         * @param to the zone of its column
         * @param byKey by the keyboard, which then goes to what was opened; a click stays
         */
        void cell(String from, String to, boolean byKey);
    }

    MatrixElement(Opened opened) {
        getElement()
                .addEventListener(
                        "hf-open",
                        e ->
                                opened.cell(
                                        e.getEventData().path(FROM).asString(""),
                                        e.getEventData().path(TO).asString(""),
                                        e.getEventData().path(BY_KEY).asBoolean(false)))
                .addEventData(FROM)
                .addEventData(TO)
                .addEventData(BY_KEY);
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
