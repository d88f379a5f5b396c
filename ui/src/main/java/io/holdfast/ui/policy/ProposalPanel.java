package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.ChangePreview;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.change.Proposals;
import io.holdfast.ui.changes.ChangeDiff;
import io.holdfast.ui.changes.ChangePage;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Sentences;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How every editor of the policy proposes: what the edits would do, before anything is stored; then
 * as a new change, or as a part of a draft of one's own.
 */
final class ProposalPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int DRAFTS = 50;

    /** An editor. */
    interface Editor {

        /** What it says now; none, with the faults shown, while something is missing. */
        Optional<List<PolicyEdit>> edits();

        /** What a change is called if nobody says. */
        String title();

        /** Why, if nobody says. */
        default String reason() {
            return "";
        }
    }

    private final transient Changes changes;
    private final transient FieldFaults faults;
    private final transient Editor editor;
    private final TextField title = new TextField();
    private final TextArea reason = new TextArea();
    private final Select<Optional<ChangeView>> into = new Select<>();
    private final Button check = new Button();
    private final Button save = new Button();
    private final Div says = new Div();
    private final Span progress = new Span();
    private final transient Aside aside = new Aside();

    ProposalPanel(Changes changes, FieldFaults faults, Editor editor) {
        this.changes = changes;
        this.faults = faults;
        this.editor = editor;
        addClassName("hf-section");
        title.setLabel(getTranslation("proposal.title"));
        title.setId("proposal-title");
        title.setMaxLength(200);
        title.setWidthFull();
        reason.setLabel(getTranslation("proposal.reason"));
        reason.setId("proposal-reason");
        reason.setMaxLength(1000);
        reason.setWidthFull();
        into.setLabel(getTranslation("proposal.into"));
        into.setWidthFull();
        into.setItemLabelGenerator(
                c -> c.map(ChangeView::title).orElse(getTranslation("proposal.new")));
        var drafts =
                changes.list(DRAFTS, Optional.empty(), List.of("DRAFT", "VERIFIED")).stream()
                        .filter(c -> c.author().equals(Acting.caller().subject()))
                        .map(Optional::of)
                        .toList();
        var items = new ArrayList<Optional<ChangeView>>();
        items.add(Optional.empty());
        items.addAll(drafts);
        into.setItems(items);
        into.setValue(Optional.empty());
        into.setVisible(!drafts.isEmpty());
        into.addValueChangeListener(e -> {
            boolean fresh = e.getValue() == null || e.getValue().isEmpty();
            title.setVisible(fresh);
            reason.setVisible(fresh);
        });
        check.setText(getTranslation("proposal.check"));
        check.setId("what-if");
        check.addThemeVariants(ButtonVariant.LUMO_SMALL);
        check.addClickListener(_ -> check());
        save.setText(getTranslation("proposal.save"));
        save.setId("propose");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        save.addClickListener(_ -> save());
        says.getElement().setAttribute("aria-live", "polite");
        var form = new Div(new H2(getTranslation("proposal.head")), into, title, reason);
        form.addClassName("hf-proposal");
        add(form, says);
    }

    /** The buttons, for the head of the page, with another one of the editor in front of them. */
    Component[] buttons(Button first) {
        return Rights.guarded(this, Permission.PROPOSE, first, check, save);
    }

    void prefill(String reasonText) {
        reason.setValue(reasonText);
    }

    private Optional<List<PolicyEdit>> edits() {
        says.removeAll();
        faults.clear();
        try {
            return editor.edits().map(e -> Proposals.together(chosen(), e));
        } catch (IllegalArgumentException e) {
            note(Tone.ATTENTION, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What the chosen draft says already; empty for a change of its own. */
    List<PolicyEdit> chosen() {
        return into.getValue() == null
                ? List.of()
                : into.getValue().map(ChangeView::edits).orElse(List.of());
    }

    private void check() {
        var edits = edits();
        if (edits.isEmpty()) {
            return;
        }
        progress.setText(working(0));
        says.add(progress);
        enabled(false);
        aside.begin(
                teller ->
                        changes.whatIf(
                                edits.get(), n -> teller.tell(() -> progress.setText(working(n)))),
                this::told);
    }

    private void told(Aside.Outcome<ChangePreview> outcome) {
        enabled(true);
        switch (outcome) {
            case Aside.Outcome.Done(var preview) -> show(preview);
            case Aside.Outcome.Denied(var refused) -> show(refused);
            case Aside.Outcome.Failed() -> failed();
        }
    }

    private String working(int sites) {
        return getTranslation("proposal.working", sites);
    }

    private void failed() {
        says.removeAll();
        note(Tone.ATTENTION, getTranslation("proposal.failed"));
    }

    private void show(ChangePreview preview) {
        says.removeAll();
        boolean holds = preview.verified();
        says.add(
                new StateMark(
                        holds ? Glyph.OK : Glyph.ATTENTION,
                        holds ? Tone.OK : Tone.ATTENTION,
                        getTranslation(holds ? "proposal.holds" : "proposal.blocked")));
        preview.findings().stream()
                .filter(f -> f.blocks() || f.severity().equals("WARNING"))
                .limit(20)
                .forEach(f ->
                        note(
                                Tone.ATTENTION,
                                (f.site()
                                                + " "
                                                + f.where()
                                                + ": "
                                                + Sentences.of(this, f.code(), f.detail()))
                                        .strip()));
        var diff = new ChangeDiff(preview);
        says.add(diff.flows(this), diff.proof(this));
    }

    private void show(Refused refused) {
        says.removeAll();
        faults.show(this, refused).forEach(sentence -> note(Tone.ATTENTION, sentence));
        if (!says.getChildren().findAny().isPresent()) {
            note(Tone.ATTENTION, getTranslation("proposal.fields"));
        }
    }

    private void note(Tone tone, String sentence) {
        says.add(Parts.note(tone, new Span(sentence)));
    }

    private void save() {
        var edits = edits();
        if (edits.isEmpty()) {
            return;
        }
        progress.setText(getTranslation("proposal.saving"));
        says.add(progress);
        enabled(false);
        var draft = into.getValue() == null ? Optional.<ChangeView>empty() : into.getValue();
        var titled = said(title.getValue(), editor.title());
        var reasoned = said(reason.getValue(), editor.reason());
        aside.begin(
                _ ->
                        draft.map(d ->
                                        changes.edit(
                                                d.id(),
                                                d.version(),
                                                new Changes.Draft(
                                                        d.title(), d.reason(), edits.get())))
                                .orElseGet(() ->
                                        changes.draft(
                                                new Changes.Draft(titled, reasoned, edits.get()))),
                this::saved);
    }

    private void saved(Aside.Outcome<ChangeView> outcome) {
        enabled(true);
        says.removeAll();
        switch (outcome) {
            case Aside.Outcome.Done(var change) ->
                    getUI().ifPresent(ui -> ui.navigate(ChangePage.class, change.id().toString()));
            case Aside.Outcome.Denied(var refused) when refused.code().equals("REASON_MISSING") -> {
                FieldFaults.fault(reason, getTranslation("conduit.missing"));
                reason.focus();
            }
            case Aside.Outcome.Denied(var refused) -> show(refused);
            case Aside.Outcome.Failed() -> failed();
        }
    }

    /** Nothing is asked or saved twice while it is under way. */
    private void enabled(boolean pressed) {
        check.setEnabled(pressed);
        save.setEnabled(pressed);
    }

    private static String said(String typed, String otherwise) {
        return typed.isBlank() ? otherwise : typed.strip();
    }
}
