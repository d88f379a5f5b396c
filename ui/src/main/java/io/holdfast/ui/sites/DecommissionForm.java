package io.holdfast.ui.sites;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.Decommissionings;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Tone;

/** Asks to take the node of a site out of service, or says that it was stolen. */
final class DecommissionForm extends Div {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1_000;

    private final transient Decommissionings cases;
    private final transient SiteId site;
    private final TextArea reason = new TextArea();
    private final FieldFaults faults = new FieldFaults();
    private final Div problem = new Div();
    private final Runnable changed;

    /**
     * The form.
     *
     * @param asked somebody asked already: only a theft can still be said
     */
    DecommissionForm(Decommissionings cases, SiteId site, boolean asked, Runnable changed) {
        this.cases = cases;
        this.site = site;
        this.changed = changed;
        reason.setLabel(getTranslation("service.reason"));
        reason.setId("decommission-reason");
        reason.setMaxLength(LONGEST);
        reason.setManualValidation(true);
        reason.setRequiredIndicatorVisible(true);
        reason.setWidth("40rem");
        faults.at("/reason", reason);
        problem.getElement().setAttribute("aria-live", "polite");
        var withdraw = Parts.outlined(getTranslation("service.withdraw"));
        withdraw.setId("decommission");
        withdraw.addClickListener(_ -> ask(Cause.WITHDRAWN));
        var stolen = Parts.outlined(getTranslation("service.stolen.button"));
        stolen.setId("decommission-stolen");
        stolen.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("service.stolen.button"),
                        getTranslation("service.stolen.about"),
                        () -> ask(Cause.STOLEN)));
        var row = new Div();
        row.addClassName("hf-row");
        row.add(
                asked
                        ? Rights.guarded(this, Permission.ONBOARD, stolen)
                        : Rights.guarded(this, Permission.ONBOARD, withdraw, stolen));
        add(
                new Paragraph(getTranslation(asked ? "service.stolen.about" : "service.ask.about")),
                reason,
                row,
                problem);
    }

    private void ask(Cause cause) {
        problem.removeAll();
        faults.clear();
        try {
            cases.ask(site, cause, reason.getValue());
            changed.run();
        } catch (Refused refused) {
            if (refused.code().equals(Access.LOG_IN_AGAIN)) {
                problem.add(Parts.refused(this, refused));
                return;
            }
            faults.show(this, refused)
                    .forEach(s -> problem.add(Parts.note(Tone.ATTENTION, new Span(s))));
        }
    }
}
