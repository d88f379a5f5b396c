package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;

/** A page: its head with title, a line below, actions top right, and sections under it. */
public abstract class Page extends Div implements HasDynamicTitle {

    private final Div crumb = new Div();
    private final H1 title = new H1();
    private final Div sub = new Div();
    private final Div actions = new Div();

    protected Page() {
        addClassName("hf-page");
        crumb.addClassName("hf-crumb");
        crumb.setVisible(false);
        sub.addClassName("hf-sub");
        actions.addClassName("hf-actions");
        var head = new Div(new Div(crumb, title, sub), actions);
        head.addClassName("hf-head");
        add(head);
    }

    protected final void title(String text) {
        title.setText(text);
    }

    protected final void sub(Component... parts) {
        sub.removeAll();
        sub.add(parts);
    }

    protected final void sub(String text) {
        sub(new Span(text));
    }

    protected final void crumb(Component... parts) {
        crumb.setVisible(true);
        crumb.removeAll();
        crumb.add(parts);
    }

    protected final void actions(Component... parts) {
        actions.removeAll();
        actions.add(parts);
    }

    /** The one filled button of a page. */
    protected static Button primary(String text) {
        var button = new Button(text);
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    /** Any other button: outlined. */
    protected static Button outlined(String text) {
        var button = new Button(text);
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    protected static Section section(String heading, Component... content) {
        var section = new Section(new H2(heading));
        section.addClassName("hf-section");
        section.add(content);
        return section;
    }

    /** What is shown where there is nothing yet: what it is, one sentence, one action. */
    protected static Div empty(String sentence, Component... action) {
        var empty = new Div(new Paragraph(sentence));
        empty.add(action);
        empty.addClassName("hf-empty");
        return empty;
    }

    protected static Div note(Tone tone, Component... content) {
        var note = new Div(content);
        note.addClassNames("hf-note", tone.name().toLowerCase(java.util.Locale.ROOT));
        return note;
    }

    protected static Span why(String sentence) {
        var why = new Span(sentence);
        why.addClassName("hf-why");
        return why;
    }

    @Override
    public String getPageTitle() {
        return title.getText() + " - Holdfast";
    }
}
