package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.controller.holds.HoldAnswers;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.HoldCases;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Tone;

/**
 * One case of break-glass that nobody has closed: what stands of it, and the review that closes it.
 */
final class HoldPanel extends Div {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 10_000;

    private final transient HoldCases cases;
    private final transient HoldAnswers answers;
    private final transient SiteId site;
    private final transient HoldStanding hold;
    private final TextArea words = new TextArea();
    private final FieldFaults faults = new FieldFaults();
    private final Div problem = new Div();
    private final Runnable changed;

    HoldPanel(
            HoldCases cases,
            HoldAnswers answers,
            SiteId site,
            HoldStanding hold,
            Runnable changed) {
        this.cases = cases;
        this.answers = answers;
        this.site = site;
        this.hold = hold;
        this.changed = changed;
        add(new H3(getTranslation("glass.case", hold.id(), hold.person())));
        add(new Paragraph(hold.reason()));
        boolean stands = false;
        for (var effect : hold.effects()) {
            stands |= effect.answer().isEmpty();
            add(new Paragraph(sentence(effect)));
        }
        faults.at("/postMortem", words);
        faults.at("/reason", words);
        faults.at("/title", words);
        words.setId("post-mortem-" + hold.id());
        words.setLabel(getTranslation(stands ? "glass.answer.reason" : "glass.post-mortem"));
        words.setMaxLength(LONGEST);
        words.setManualValidation(true);
        words.setWidth("40rem");
        problem.getElement().setAttribute("aria-live", "polite");
        add(words, row(stands), problem);
    }

    private String sentence(HoldStanding.Effect effect) {
        return getTranslation(
                effect.answer().isEmpty() ? "glass.effect.stands" : "glass.effect.answered",
                effect.slot(),
                String.join(", ", effect.closes()));
    }

    private Component row(boolean stands) {
        var row = new Div();
        row.addClassName("hf-row");
        if (stands) {
            row.add(Rights.guarded(this, Permission.PROPOSE, button("glass.adopt", this::adopt)));
            row.add(
                    Rights.guarded(
                            this, Permission.ROLL_OUT, button("glass.revert", this::revert)));
        } else {
            row.add(Rights.guarded(this, Permission.APPROVE, button("glass.review", this::review)));
        }
        return row;
    }

    private Button button(String what, Runnable then) {
        var button = Parts.outlined(getTranslation(what));
        button.setId(what.replace('.', '-') + "-" + hold.id());
        button.addClickListener(_ -> tried(then));
        return button;
    }

    private void tried(Runnable then) {
        problem.removeAll();
        faults.clear();
        try {
            then.run();
        } catch (Refused refused) {
            faults.show(this, refused)
                    .forEach(s -> problem.add(Parts.note(Tone.ATTENTION, new Span(s))));
        }
    }

    private void review() {
        cases.review(site, hold.id(), words.getValue());
        changed.run();
    }

    private void adopt() {
        var change =
                answers.adopt(
                        site,
                        hold.id(),
                        getTranslation("glass.adopt.title", site),
                        words.getValue().strip());
        getUI().ifPresent(ui -> ui.navigate(Places.change(change.id())));
    }

    private void revert() {
        long revision = answers.revert(site, hold.id(), words.getValue().strip());
        problem.add(Parts.note(Tone.OK, new Span(getTranslation("glass.reverted", "" + revision))));
    }
}
