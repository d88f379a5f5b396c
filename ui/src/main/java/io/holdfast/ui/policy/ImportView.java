package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Imports;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.brownfield.ImportedConduits;
import io.holdfast.core.brownfield.Inherited;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Conduit;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Sentences;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a device lets through already: each rule becomes a proposed conduit or is retired. */
@Route(value = "policy/import", layout = MainLayout.class)
@PermitAll
public class ImportView extends EditorPage {

    private static final long serialVersionUID = 1L;

    /** A running configuration of a large firewall is a few hundred kilobytes. */
    private static final int LARGEST = 1_000_000;

    private final transient Imports imports;
    private final transient Policies policies;
    private final Select<String> site = new Select<>();
    private final TextArea text = new TextArea();
    private final TextField owner = new TextField();
    private final DatePicker retireBy = new DatePicker();
    private final FormLayout form = new FormLayout();
    private final Div found = new Div();
    private final transient Paging paging = new Paging(100);

    /**
     * What a device said of itself may hold its secrets: it is here until it was read, not shown.
     */
    private transient String configuration = "";

    public ImportView(Changes changes, Imports imports, Policies policies, InstantSource clock) {
        super(changes, "import.what", ZoneForm.up());
        this.imports = imports;
        this.policies = policies;
        title(getTranslation("import.title"));
        site.setLabel(getTranslation("alarms.site"));
        site.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        faults.at("text", text).setLabel(getTranslation("import.text"));
        text.setHelperText(getTranslation("import.text.help"));
        text.setId("import-text");
        text.setMaxLength(LARGEST);
        text.setMaxHeight("16rem");
        text.addClassName("hf-mono");
        owner.setLabel(getTranslation("import.owner"));
        owner.setValue("network-operations");
        faults.at("retireBy", retireBy).setLabel(getTranslation("import.retire-by"));
        retireBy.setLocale(Times.dayFirst(getLocale()));
        retireBy.setValue(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusMonths(6));
        form.setMaxWidth("56rem");
        form.add(site, owner, retireBy, upload(), text);
        form.setColspan(text, 2);
        var read = outlined(getTranslation("import.read"));
        read.setId("import-read");
        read.addClickListener(_ -> show());
        found.getElement().setAttribute("aria-live", "polite");
        fields(form, new Div(Rights.guarded(this, Permission.PROPOSE, read)), found);
    }

    private Upload upload() {
        var upload =
                new Upload(
                        UploadHandler.inMemory(
                                (_, bytes) -> take(new String(bytes, StandardCharsets.UTF_8))));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(LARGEST);
        upload.setUploadButton(new Button(getTranslation("import.upload")));
        upload.setDropLabel(new Span(getTranslation("import.drop")));
        return upload;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var codes = policies.inForce().plans().stream().map(p -> p.site().value()).toList();
        site.setItems(codes);
        asked(event, "site")
                .filter(codes::contains)
                .or(() -> codes.stream().findFirst())
                .ifPresent(site::setValue);
    }

    private void take(String given) {
        configuration = given;
        text.clear();
        text.setHelperText(getTranslation("import.text.taken", given.lines().count()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        configuration = "";
        text.clear();
    }

    private Optional<Imports.Read> read() {
        found.removeAll();
        if (!text.isEmpty()) {
            take(text.getValue());
        }
        if (site.isEmpty() || configuration.isEmpty() || retireBy.isEmpty()) {
            FieldFaults.fault(
                    retireBy.isEmpty() ? retireBy : text, getTranslation("conduit.missing"));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    imports.read(
                            new Imports.Found(
                                    new SiteId(site.getValue()),
                                    configuration,
                                    owner.getValue(),
                                    retireBy.getValue(),
                                    draft())));
        } catch (Refused refused) {
            faults.show(this, refused).forEach(s -> found.add(note(Tone.ATTENTION, new Span(s))));
            return Optional.empty();
        }
    }

    private void show() {
        faults.clear();
        read().ifPresent(this::show);
    }

    private void show(Imports.Read read) {
        found.add(
                new StateMark(
                        read.equal() ? Glyph.OK : Glyph.ATTENTION,
                        read.equal() ? Tone.OK : Tone.ATTENTION,
                        getTranslation(read.equal() ? "import.equal" : "import.differs")),
                why(
                        getTranslation(
                                "import.counts",
                                read.dialect(),
                                read.rows().size(),
                                read.rows().stream()
                                        .filter(ImportedConduits.Row::proposed)
                                        .count())));
        var table =
                new Table(getTranslation("import.title"))
                        .head(getTranslation("import.rule"))
                        .head(getTranslation("import.becomes"))
                        .head(getTranslation("conduit.from"))
                        .head(getTranslation("conduit.to"))
                        .head(getTranslation("conduit.services"))
                        .head(getTranslation("conduit.because"));
        paging.of(read.rows()).forEach(row -> row(table, row));
        found.add(
                table,
                paging.below(
                        this,
                        read.rows().size(),
                        () -> {
                            found.removeAll();
                            show(read);
                        }));
    }

    private void row(Table table, ImportedConduits.Row row) {
        var rule = Table.twoLines(new Span(row.rule().rule()), row.rule().list());
        switch (row.rule()) {
            case Inherited.Retired retired ->
                    table.row(
                            rule,
                            mark(
                                    Glyph.MINUS,
                                    Tone.STALE,
                                    getTranslation("import.retired", retired.by())),
                            new Span(),
                            new Span(),
                            new Span(),
                            Table.text(retired.because()));
            case Inherited.Proposed proposed ->
                    table.row(
                            rule,
                            row.proposed()
                                    ? mark(
                                            Glyph.PLUS,
                                            Tone.ACCENT,
                                            getTranslation("import.proposed"))
                                    : mark(
                                            Glyph.ATTENTION,
                                            Tone.ATTENTION,
                                            getTranslation("import.refused")),
                            Table.text(end(row, c -> c.from().toString(), proposed.from().value())),
                            Table.text(end(row, c -> c.to().toString(), proposed.to().value())),
                            Table.text(
                                    proposed.flows().stream()
                                            .map(f -> f.service().toString())
                                            .distinct()
                                            .collect(Collectors.joining(", "))),
                            Table.text(
                                    row.problems().stream()
                                            .map(p -> Sentences.of(this, p.code(), p.detail()))
                                            .collect(Collectors.joining(" "))));
        }
    }

    private static String end(
            ImportedConduits.Row row, Function<Conduit, String> side, String otherwise) {
        return row.conduit().stream().map(side).findFirst().orElse(otherwise);
    }

    private static Component mark(Glyph glyph, Tone tone, String word) {
        return new StateMark(glyph, tone, word);
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        var read = read();
        read.ifPresent(this::show);
        return read.map(Imports.Read::edits).filter(e -> !e.isEmpty());
    }

    @Override
    List<PolicyEdit> removal() {
        return List.of();
    }

    @Override
    String called() {
        return getTranslation(
                "import.change-title", String.valueOf(site.getValue()).toUpperCase(Locale.ROOT));
    }
}
