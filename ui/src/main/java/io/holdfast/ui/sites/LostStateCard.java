package io.holdfast.ui.sites;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.LostStates;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;

/** Says loudly that a site has a state from a lost time, and lets a person decide of it. */
final class LostStateCard extends Div {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_REASON = 1_000;

    LostStateCard(
            LostStates states,
            SiteId site,
            LostStates.LostState lost,
            ZoneId zone,
            Instant now,
            Runnable then) {
        var number = lost.epoch() + "." + lost.revision();
        var overrule =
                new Button(getTranslation("site.overrule"), _ -> ask(states, site, lost, then));
        overrule.setId("overrule-site");
        overrule.addThemeVariants(ButtonVariant.LUMO_SMALL);
        add(
                Parts.section(
                        getTranslation("site.lost.title"),
                        Parts.note(
                                Tone.ATTENTION,
                                new Span(
                                        getTranslation(
                                                "site.lost.about",
                                                number,
                                                Times.named(
                                                        lost.since(), zone, getLocale(), now)))),
                        changes(lost, zone, now),
                        new Div(Rights.guarded(this, Permission.ROLL_OUT, overrule))));
    }

    private Div changes(LostStates.LostState lost, ZoneId zone, Instant now) {
        if (lost.changes().isEmpty()) {
            return new Div(new Paragraph(getTranslation("site.lost.none")));
        }
        var table =
                new Table(getTranslation("site.lost.changes"))
                        .numberHead(getTranslation("site.lost.revision"))
                        .head(getTranslation("site.lost.change"))
                        .head(getTranslation("site.lost.content"))
                        .numberHead(getTranslation("site.lost.at"));
        for (var change : lost.changes()) {
            table.row(
                    Table.text(change.epoch() + "." + change.revision()),
                    Table.text(change.change()),
                    Table.text(change.contentDigest().substring(0, 16)),
                    Times.at(change.at(), zone, getLocale(), now));
        }
        return new Div(table);
    }

    private void ask(LostStates states, SiteId site, LostStates.LostState lost, Runnable then) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("site.overrule"));
        dialog.setWidth("32rem");
        var reason = new TextArea(getTranslation("site.lost.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setWidthFull();
        reason.setManualValidation(true);
        reason.setRequiredIndicatorVisible(true);
        var problem = new Div();
        problem.getElement().setAttribute("aria-live", "polite");
        dialog.add(new Paragraph(getTranslation("site.overrule.about")), reason, problem);
        var confirm =
                new Button(
                        getTranslation("site.overrule"),
                        _ -> {
                            problem.removeAll();
                            if (reason.getValue().isBlank()) {
                                FieldFaults.fault(reason, getTranslation("site.lost.missing"));
                                reason.focus();
                                return;
                            }
                            try {
                                states.overrule(
                                        site,
                                        lost.epoch(),
                                        lost.revision(),
                                        reason.getValue().strip());
                                dialog.close();
                                then.run();
                            } catch (Refused e) {
                                problem.add(Parts.refused(this, e));
                            }
                        });
        confirm.setId("overrule-confirm");
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        var cancel = new Button(getTranslation("cancel"), _ -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL);
        dialog.getFooter().add(cancel, confirm);
        dialog.open();
        reason.focus();
    }
}
