package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Page;
import java.util.List;
import java.util.Optional;

/** What every editor of the policy is: fields, and a panel that says what they would do. */
abstract class EditorPage extends Page implements BeforeEnterObserver, ProposalPanel.Editor {

    private static final long serialVersionUID = 1L;

    /** The fields of this page. */
    final transient FieldFaults faults = new FieldFaults();

    private final ProposalPanel proposal;
    private final Button remove = outlined("");
    private transient Optional<String> existing = Optional.empty();
    private boolean removing;

    EditorPage(Changes changes, String what, RouterLink up) {
        proposal = new ProposalPanel(changes, faults, this);
        crumb(up);
        remove.setId("remove");
        remove.setVisible(false);
        remove.setText(getTranslation("editor.remove"));
        remove.addClickListener(_ -> switchRemoving());
        actions(proposal.buttons(remove));
        add(new Paragraph(getTranslation(what)));
    }

    /** Adds the fields and, below them, the panel. */
    final void fields(Component... fields) {
        add(fields);
        add(proposal);
    }

    /** Says that something in force is edited, by its name; it may be removed, too. */
    final void existing(String name) {
        existing = Optional.of(name);
        title(getTranslation("editor.edit", name));
        remove.setVisible(true);
    }

    final boolean exists() {
        return existing.isPresent();
    }

    final void because(String reason) {
        proposal.prefill(reason);
    }

    private void switchRemoving() {
        removing = !removing;
        remove.setText(getTranslation(removing ? "editor.keep" : "editor.remove"));
        enable(!removing);
    }

    /** What the chosen draft says already: proposals are worked out on top of it. */
    final List<PolicyEdit> draft() {
        return proposal.chosen();
    }

    /** Whether the fields may be typed in. */
    abstract void enable(boolean typed);

    /** The edits of what is typed. */
    abstract Optional<List<PolicyEdit>> typed();

    /** The edits that take what is edited away. */
    abstract List<PolicyEdit> removal();

    /** What the change is called while it takes nothing away. */
    abstract String called();

    @Override
    public final Optional<List<PolicyEdit>> edits() {
        return removing ? Optional.of(removal()) : typed();
    }

    @Override
    public final String title() {
        return removing ? getTranslation("editor.remove-title", existing.orElse("")) : called();
    }

    static Optional<String> asked(BeforeEnterEvent event, String key) {
        return event.getLocation().getQueryParameters().getSingleParameter(key);
    }
}
