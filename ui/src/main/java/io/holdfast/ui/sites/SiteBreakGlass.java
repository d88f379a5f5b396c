package io.holdfast.ui.sites;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.BreakGlassSets;
import io.holdfast.controller.sitelinks.CodesStanding;
import io.holdfast.controller.sitelinks.IssuedCodes;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;

/** The break-glass codes of a site: how many are left, and the button that issues new ones. */
final class SiteBreakGlass extends Div {

    private static final long serialVersionUID = 1L;

    private final transient BreakGlassSets sets;
    private final transient SiteId site;
    private final transient ZoneId zone;
    private final transient Instant now;
    private final Div known = new Div();
    private final Div problem = new Div();

    SiteBreakGlass(BreakGlassSets sets, SiteId site, ZoneId zone, Instant now) {
        this.sets = sets;
        this.site = site;
        this.zone = zone;
        this.now = now;
        var issue = Parts.outlined(getTranslation("glass.issue"));
        issue.setId("issue-codes");
        issue.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("glass.issue"),
                        getTranslation("glass.issue.about"),
                        this::issued));
        var row = new Div(Rights.guarded(this, Permission.ADMINISTER, issue));
        row.addClassName("hf-row");
        problem.getElement().setAttribute("aria-live", "polite");
        add(new Paragraph(getTranslation("glass.about")), known, row, problem);
        show();
    }

    private void show() {
        known.removeAll();
        var codes = sets.standing(site);
        if (codes.issue() == 0) {
            known.add(Parts.empty(getTranslation("glass.none")));
            return;
        }
        if (!codes.ofThisNode()) {
            known.add(Parts.note(Tone.ATTENTION, new Span(getTranslation("glass.other-node"))));
        }
        known.add(facts(codes));
    }

    private Facts facts(CodesStanding codes) {
        long left = codes.codes().stream().filter(c -> !c.used()).count();
        return new Facts()
                .fact(getTranslation("glass.set"), "" + codes.issue())
                .fact(
                        getTranslation("glass.issued"),
                        Times.at(codes.issuedAt(), zone, getLocale(), now))
                .fact(getTranslation("glass.issued-by"), codes.issuedBy())
                .fact(
                        getTranslation("glass.left"),
                        getTranslation("glass.left.of", left, codes.codes().size()));
    }

    private void issued() {
        problem.removeAll();
        try {
            shown(sets.issue(site));
            show();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }

    /** Shown this once; whoever closes it has written them down. */
    private void shown(IssuedCodes issued) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("glass.codes", issued.issue()));
        dialog.setCloseOnOutsideClick(false);
        dialog.setCloseOnEsc(false);
        var codes = new OrderedList();
        codes.setId("break-glass-codes");
        for (var code : issued.codes()) {
            var text = new Span(code);
            text.addClassName("hf-mono");
            codes.add(new ListItem(text));
        }
        var done = new Button(getTranslation("glass.codes.kept"), _ -> dialog.close());
        done.setId("codes-kept");
        dialog.addOpenedChangeListener(e -> {
            if (!e.isOpened()) {
                codes.removeAll();
            }
        });
        dialog.add(new Paragraph(getTranslation("glass.codes.about")), codes);
        dialog.getFooter().add(done);
        dialog.open();
    }
}
