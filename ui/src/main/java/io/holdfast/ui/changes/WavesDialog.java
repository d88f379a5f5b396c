package io.holdfast.ui.changes;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.RolloutPlan;
import io.holdfast.core.rollout.WaveRule;
import io.holdfast.core.rollout.WaveSites;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Sentences;
import io.holdfast.ui.kit.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The waves of a rollout as fields: whom each takes, who must keep it, who may fail. */
final class WavesDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** A plan that begins small and doubts early. */
    private static final List<PlannedWave> CAREFUL =
            List.of(
                    new PlannedWave(new WaveSites.First(1), WaveRule.ALL),
                    new PlannedWave(new WaveSites.Share(10), WaveRule.ALL),
                    new PlannedWave(new WaveSites.Share(50), new WaveRule(95, 5)),
                    new PlannedWave(new WaveSites.Share(100), new WaveRule(95, 5)));

    private enum Kind {
        FIRST,
        SHARE,
        CHOSEN,
        TAGGED
    }

    private record Row(
            Div line,
            Select<Kind> kind,
            IntegerField number,
            MultiSelectComboBox<SiteId> chosen,
            Select<SiteTag> tag,
            IntegerField kept,
            IntegerField tolerated) {}

    private final Div lines = new Div();
    private final Div problem = new Div();
    private final transient List<Row> rows = new ArrayList<>();
    private final transient List<SiteId> sites;
    private final transient List<SiteTag> tags;
    private final transient Consumer<List<PlannedWave>> then;

    WavesDialog(
            List<PlannedWave> waves,
            List<SiteId> sites,
            List<SiteTag> tags,
            boolean approved,
            Consumer<List<PlannedWave>> then) {
        this.sites = sites;
        this.tags = tags;
        this.then = then;
        setHeaderTitle(getTranslation("waves.edit"));
        setWidth("56rem");
        problem.getElement().setAttribute("aria-live", "polite");
        var careful = Parts.outlined(getTranslation("waves.careful"));
        careful.setId("waves-careful");
        careful.addClickListener(_ -> fill(CAREFUL));
        var usual = Parts.outlined(getTranslation("waves.usual"));
        usual.addClickListener(_ -> fill(RolloutPlan.USUAL));
        var more = Parts.outlined(getTranslation("waves.add"));
        more.setId("waves-add");
        more.addClickListener(_ -> add(new PlannedWave(new WaveSites.Share(100), WaveRule.ALL)));
        var presets = new Div(careful, usual, more);
        presets.addClassName("hf-row");
        add(new Paragraph(getTranslation("waves.about")), presets, lines, problem);
        if (approved) {
            add(Parts.note(Tone.ATTENTION, new Paragraph(getTranslation("waves.void"))));
        }
        var save = Parts.primary(getTranslation("waves.save"));
        save.setId("waves-save");
        save.addClickListener(_ -> save());
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> close());
        getFooter().add(cancel, save);
        fill(RolloutPlan.of(waves));
    }

    private void fill(List<PlannedWave> waves) {
        rows.clear();
        lines.removeAll();
        problem.removeAll();
        waves.forEach(this::add);
    }

    private void add(PlannedWave wave) {
        var kind = new Select<Kind>();
        kind.setLabel(getTranslation("waves.takes"));
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(
                k -> getTranslation("waves.kind." + k.name().toLowerCase(Locale.ROOT)));
        var number = percent(getTranslation("waves.number"), 1, 10_000);
        var chosen = new MultiSelectComboBox<SiteId>(getTranslation("change.sites"));
        chosen.setItems(sites);
        chosen.setItemLabelGenerator(s -> s.value().toUpperCase(Locale.ROOT));
        var tag = new Select<SiteTag>();
        tag.setLabel(getTranslation("waves.tag"));
        tag.setItems(tags);
        tag.setHelperText(tags.isEmpty() ? getTranslation("waves.no-tags") : null);
        var kept = percent(getTranslation("waves.kept"), 1, 100);
        var tolerated = percent(getTranslation("waves.tolerated"), 0, 99);
        kept.setValue(wave.rule().kept());
        tolerated.setValue(wave.rule().tolerated());
        kind.addValueChangeListener(e -> {
            chosen.setVisible(e.getValue() == Kind.CHOSEN);
            tag.setVisible(e.getValue() == Kind.TAGGED);
            number.setVisible(e.getValue() == Kind.FIRST || e.getValue() == Kind.SHARE);
        });
        switch (wave.sites()) {
            case WaveSites.First(var count) -> {
                kind.setValue(Kind.FIRST);
                number.setValue(count);
            }
            case WaveSites.Share(var share) -> {
                kind.setValue(Kind.SHARE);
                number.setValue(share);
            }
            case WaveSites.Chosen(var named) -> {
                kind.setValue(Kind.CHOSEN);
                chosen.setValue(named);
            }
            case WaveSites.Tagged(var word) -> {
                kind.setValue(Kind.TAGGED);
                tag.setValue(tags.contains(word) ? word : null);
            }
        }
        var remove = new Button(getTranslation("waves.remove"));
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var line = new Div(kind, number, chosen, tag, kept, tolerated, remove);
        line.addClassName("hf-row");
        var row = new Row(line, kind, number, chosen, tag, kept, tolerated);
        remove.addClickListener(_ -> {
            rows.remove(row);
            lines.remove(line);
        });
        rows.add(row);
        lines.add(line);
    }

    private static IntegerField percent(String label, int least, int most) {
        var field = new IntegerField(label);
        field.setMin(least);
        field.setMax(most);
        field.setStepButtonsVisible(true);
        field.setManualValidation(true);
        field.setWidth("9rem");
        return field;
    }

    private void save() {
        problem.removeAll();
        var waves = new ArrayList<PlannedWave>();
        for (var row : rows) {
            read(row).ifPresent(waves::add);
        }
        if (waves.size() < rows.size()) {
            problem.add(Parts.why(getTranslation("waves.incomplete")));
            return;
        }
        var fault = RolloutPlan.fault(waves);
        if (fault.isPresent()) {
            problem.add(
                    Parts.why(
                            getTranslation("rollout.wave-number", fault.get().wave() + 1)
                                    + ": "
                                    + Sentences.of(
                                            this, fault.get().code(), fault.get().sentence())));
            return;
        }
        close();
        then.accept(waves.equals(RolloutPlan.USUAL) ? List.of() : waves);
    }

    private Optional<PlannedWave> read(Row row) {
        var numbers = List.of(row.number(), row.kept(), row.tolerated());
        for (var field : numbers) {
            var value = field.getOptionalValue();
            boolean right =
                    !field.isVisible()
                            || value.filter(v -> v >= field.getMin() && v <= most(row, field))
                                    .isPresent();
            field.setInvalid(false);
            if (!right) {
                FieldFaults.fault(
                        field, getTranslation("waves.between", field.getMin(), most(row, field)));
                return Optional.empty();
            }
        }
        boolean named = row.kind().getValue() != Kind.CHOSEN || !row.chosen().isEmpty();
        row.chosen().setInvalid(!named);
        if (!named) {
            row.chosen().setErrorMessage(getTranslation("waves.nobody"));
            return Optional.empty();
        }
        boolean tagged = row.kind().getValue() != Kind.TAGGED || !row.tag().isEmpty();
        row.tag().setInvalid(!tagged);
        if (!tagged) {
            row.tag().setErrorMessage(getTranslation("waves.no-tag"));
            return Optional.empty();
        }
        var takes =
                switch (row.kind().getValue()) {
                    case FIRST -> new WaveSites.First(row.number().getValue());
                    case SHARE -> new WaveSites.Share(row.number().getValue());
                    case CHOSEN ->
                            new WaveSites.Chosen(
                                    sites.stream().filter(row.chosen()::isSelected).toList());
                    case TAGGED -> new WaveSites.Tagged(row.tag().getValue());
                };
        return Optional.of(
                new PlannedWave(
                        takes, new WaveRule(row.kept().getValue(), row.tolerated().getValue())));
    }

    private static int most(Row row, IntegerField field) {
        return field.equals(row.number()) && row.kind().getValue() == Kind.SHARE
                ? 100
                : field.getMax();
    }
}
