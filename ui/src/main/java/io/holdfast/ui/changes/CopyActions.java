package io.holdfast.ui.changes;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.changes.ChangeCopies;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Rights;
import java.util.Locale;

/** New changes from this one: the same once more, or what takes it back. */
final class CopyActions extends Div {

    private static final long serialVersionUID = 1L;

    private interface Make {
        ChangeView of(String title, String reason);
    }

    CopyActions(ChangeCopies copies, ChangeView change) {
        change.origin()
                .ifPresent(o ->
                        add(
                                new Anchor(
                                        Places.change(o.change()),
                                        getTranslation(
                                                "copy.origin."
                                                        + o.kind().toLowerCase(Locale.ROOT)))));
        var copy = Parts.outlined(getTranslation("copy.clone"));
        copy.setId("clone");
        copy.addClickListener(_ ->
                ask(
                        "copy.clone",
                        change.title(),
                        change.reason(),
                        (t, r) -> copies.copy(change.id(), t, r)));
        var row = new Div(copy);
        if (change.state().equals("RELEASED")) {
            var revert = Parts.outlined(getTranslation("copy.revert"));
            revert.setId("revert");
            revert.addClickListener(_ ->
                    ask(
                            "copy.revert",
                            getTranslation("copy.revert.title", change.title()),
                            "",
                            (t, r) -> copies.revert(change.id(), t, r)));
            row.add(revert);
        }
        row.addClassName("hf-row");
        if (!Rights.may(Permission.PROPOSE)) {
            row.getChildren().map(Button.class::cast).forEach(b -> b.setEnabled(false));
            add(Rights.why(this, Permission.PROPOSE));
        }
        add(row);
    }

    private void ask(String what, String title, String reason, Make make) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation(what));
        dialog.setWidth("34rem");
        var faults = new FieldFaults();
        var called = faults.at("/title", new TextField(getTranslation("copy.title")));
        called.setId("copy-title");
        called.setMaxLength(200);
        called.setWidthFull();
        called.setManualValidation(true);
        called.setValue(title.substring(0, Math.min(200, title.length())));
        var why = faults.at("/reason", new TextArea(getTranslation("change.justification")));
        why.setId("copy-reason");
        why.setMaxLength(4_000);
        why.setWidthFull();
        why.setManualValidation(true);
        why.setValue(reason);
        var problem = new Div();
        problem.getElement().setAttribute("aria-live", "polite");
        var draft = Parts.primary(getTranslation("copy.draft"));
        draft.setId("copy-draft");
        draft.addClickListener(_ -> {
            problem.removeAll();
            faults.clear();
            try {
                var made = make.of(called.getValue().strip(), why.getValue().strip());
                dialog.close();
                getUI().ifPresent(ui -> ui.navigate(Places.change(made.id())));
            } catch (Refused refused) {
                faults.show(this, refused).forEach(text -> problem.add(Parts.why(text)));
            }
        });
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> dialog.close());
        dialog.add(new Paragraph(getTranslation(what + ".about")), called, why, problem);
        dialog.getFooter().add(cancel, draft);
        dialog.open();
        why.focus();
    }
}
