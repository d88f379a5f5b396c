package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.LoginAgain;
import java.util.Locale;

/** The small parts that pages, panels and dialogs have in common. */
public final class Parts {

    private Parts() {}

    /** The one filled button of a page. */
    public static Button primary(String text) {
        var button = new Button(text);
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    /** Any other button: outlined. */
    public static Button outlined(String text) {
        var button = new Button(text);
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    public static Section section(String heading, Component... content) {
        var section = new Section(new H2(heading));
        section.addClassName("hf-section");
        section.add(content);
        return section;
    }

    /** What is shown where there is nothing yet: what it is, one sentence, one action. */
    public static Div empty(String sentence, Component... action) {
        var empty = new Div(new Paragraph(sentence));
        empty.add(action);
        empty.addClassName("hf-empty");
        return empty;
    }

    public static Div note(Tone tone, Component... content) {
        var note = new Div(content);
        note.addClassNames("hf-note", tone.name().toLowerCase(Locale.ROOT));
        return note;
    }

    /**
     * A refusal, where it belongs to no field. Who has only to log in once more finds the way
     * there, and back to this page.
     */
    public static Div refused(Component words, Refused refused) {
        var note = note(Tone.ATTENTION, new Span(Sentences.of(words, refused)));
        if (refused.code().equals(Access.LOG_IN_AGAIN)) {
            var here = UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
            var again =
                    new Anchor(LoginAgain.from("/" + here), words.getTranslation("log-in-again"));
            again.setRouterIgnore(true);
            again.setId("log-in-again");
            note.add(new Div(again));
        }
        return note;
    }

    /** What was found, and below it its code, which is never translated. */
    public static Component finding(Component words, String code, String detail) {
        return Table.twoLines(new Span(Sentences.of(words, code, detail)), code);
    }

    /** The small grey sentence beside a button or under a table. */
    public static Span why(String sentence) {
        var why = new Span(sentence);
        why.addClassName("hf-why");
        return why;
    }
}
