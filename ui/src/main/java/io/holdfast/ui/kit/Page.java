package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import io.holdfast.controller.scope.Refused;

/** A page: its head with title, a line below, actions top right, and sections under it. */
public abstract class Page extends Div implements HasDynamicTitle {

    private final Div crumb = new Div();
    private final H1 title = new H1();
    private final Div sub = new Div();
    private final Div actions = new Div();
    private final Div head;

    protected Page() {
        addClassName("hf-page");
        crumb.addClassName("hf-crumb");
        crumb.setVisible(false);
        sub.addClassName("hf-sub");
        actions.addClassName("hf-actions");
        head = new Div(new Div(crumb, title, sub), actions);
        head.addClassName("hf-head");
        add(head);
    }

    protected final void title(String text) {
        title.setText(text);
    }

    protected final void sub(Component... parts) {
        Redraw.into(sub, parts);
    }

    protected final void sub(String text) {
        sub(new Span(text));
    }

    protected final void crumb(Component... parts) {
        crumb.setVisible(true);
        Redraw.into(crumb, parts);
    }

    /** Shows this and nothing else below the head, which stays. */
    protected final void instead(Component... parts) {
        getChildren().filter(c -> !c.equals(head)).toList().forEach(this::remove);
        actions();
        add(parts);
    }

    protected final void actions(Component... parts) {
        actions.removeAll();
        actions.add(parts);
    }

    protected static Button primary(String text) {
        return Parts.primary(text);
    }

    protected static Button outlined(String text) {
        return Parts.outlined(text);
    }

    protected static Section section(String heading, Component... content) {
        return Parts.section(heading, content);
    }

    protected static Div empty(String sentence, Component... action) {
        return Parts.empty(sentence, action);
    }

    protected static Div note(Tone tone, Component... content) {
        return Parts.note(tone, content);
    }

    protected static Span why(String sentence) {
        return Parts.why(sentence);
    }

    /**
     * What a page shows in place of what was asked for.
     *
     * @param unknown what it says if there is no such thing; another refusal says itself
     */
    protected final Component refused(Refused refused, String unknown) {
        return refused.kind() == Refused.Kind.NOT_FOUND
                ? empty(unknown)
                : Parts.refused(this, refused);
    }

    @Override
    public String getPageTitle() {
        return title.getText() + " - Holdfast";
    }
}
