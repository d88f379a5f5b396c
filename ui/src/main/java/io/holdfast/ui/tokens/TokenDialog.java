package io.holdfast.ui.tokens;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.access.ApiTokens;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;

/** Makes a token and shows it this once. */
final class TokenDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** Long enough for a job that is set up, short enough to think of it again. */
    private static final Duration USUAL = Duration.ofDays(90);

    private final TextField name = new TextField();
    private final CheckboxGroup<Permission> scopes = new CheckboxGroup<>();
    private final DatePicker until = new DatePicker();
    private final Div problem = new Div();
    private final transient FieldFaults faults = new FieldFaults();
    private final transient ApiTokens tokens;
    private final transient Runnable then;

    TokenDialog(ApiTokens tokens, Instant now, Runnable then) {
        this.tokens = tokens;
        this.then = then;
        setHeaderTitle(getTranslation("tokens.make"));
        setWidth("32rem");
        faults.at("/name", name).setLabel(getTranslation("tokens.name"));
        name.setId("token-name");
        name.setMaxLength(100);
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        name.setWidthFull();
        faults.at("/scopes", scopes).setLabel(getTranslation("tokens.scopes"));
        scopes.setId("token-scopes");
        scopes.setItems(tokens.possible());
        scopes.setItemLabelGenerator(
                p -> p.scope() + " - " + getTranslation("scope." + p.scope().replace(':', '.')));
        scopes.setManualValidation(true);
        faults.at("/endsAt", until).setLabel(getTranslation("tokens.until"));
        until.setId("token-until");
        until.setLocale(Times.dayFirst(getLocale()));
        until.setManualValidation(true);
        until.setValue(now.plus(USUAL).atZone(Times.here()).toLocalDate());
        problem.getElement().setAttribute("aria-live", "polite");
        add(new Paragraph(getTranslation("tokens.consequence")), name, scopes, until, problem);
        var make = Parts.primary(getTranslation("tokens.make"));
        make.setId("token-confirm");
        make.addClickListener(_ -> make());
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> close());
        getFooter().add(cancel, make);
        name.focus();
    }

    private void make() {
        problem.removeAll();
        faults.clear();
        if (until.isEmpty()) {
            FieldFaults.fault(until, getTranslation("tokens.until.missing"));
            return;
        }
        var chosen = EnumSet.noneOf(Permission.class);
        chosen.addAll(scopes.getValue());
        var end = until.getValue().plusDays(1).atStartOfDay(Times.here()).toInstant();
        try {
            shown(tokens.make(name.getValue(), chosen, end));
        } catch (Refused refused) {
            if (refused.faults().isEmpty()) {
                problem.add(Parts.refused(this, refused));
                return;
            }
            faults.show(this, refused)
                    .forEach(text -> problem.add(Parts.note(Tone.ATTENTION, new Span(text))));
        }
    }

    /** Whoever closes it has put it where it belongs. */
    private void shown(ApiTokens.Made made) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(getTranslation("tokens.made", made.line().name()));
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        var secret = new Span(made.secret());
        secret.addClassName("hf-mono");
        secret.setId("token-secret");
        secret.getStyle().set("overflow-wrap", "anywhere");
        add(new Paragraph(getTranslation("tokens.shown-once")), secret);
        var done = Parts.primary(getTranslation("tokens.kept"));
        done.setId("token-kept");
        done.addClickListener(_ -> {
            removeAll();
            close();
            then.run();
        });
        getFooter().add(done);
    }
}
