package io.holdfast.ui.rollouts;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.ui.kit.Parts;
import java.util.function.Consumer;

/**
 * Asks why a rollout is stopped for good; what follows stands above the button. It keeps what was
 * said: if that is refused, nobody writes it again.
 */
final class AbortDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    AbortDialog(Consumer<String> abort) {
        setHeaderTitle(getTranslation("rollout.abort"));
        setWidth("30rem");
        var reason = new TextArea(getTranslation("change.justification"));
        reason.setId("abort-reason");
        reason.setMaxLength(1000);
        reason.setRequiredIndicatorVisible(true);
        reason.setManualValidation(true);
        reason.setErrorMessage(getTranslation("rollout.abort.reason"));
        reason.setWidthFull();
        var stop = Parts.primary(getTranslation("rollout.abort"));
        stop.setId("abort-confirm");
        stop.addClickListener(_ -> {
            reason.setInvalid(reason.getValue().isBlank());
            if (reason.isInvalid()) {
                reason.focus();
                return;
            }
            close();
            abort.accept(reason.getValue().strip());
        });
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> close());
        add(new Paragraph(getTranslation("rollout.abort.consequence")), reason);
        getFooter().add(cancel, stop);
        addOpenedChangeListener(opened -> reason.focus());
    }
}
