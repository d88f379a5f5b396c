package io.holdfast.ui.imports;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.holdfast.controller.imports.ImportProblem;
import io.holdfast.controller.imports.ImportReport;
import io.holdfast.controller.imports.ImportReport.Action;
import io.holdfast.controller.imports.SiteImports;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Redraw;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Sentences;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A file of sites, devices and prefixes: what each line would do, and then all of them at once. */
@Route(value = "imports", layout = MainLayout.class)
@PermitAll
public class SiteImportView extends Page {

    private static final long serialVersionUID = 1L;

    private static final String EXAMPLE =
            """
            kind,site,name,timeZone,number,slot,role,model,address,configured,zone,prefix
            site,ww-21,Waterworks 21,Europe/Berlin,21,,,,,,,
            prefix,ww-21,,,,,,,,,ot,10.121.0.0/24
            """;

    private final transient SiteImports imports;
    private final TextArea text = new TextArea();
    private final TextField reason = new TextField();
    private final Button tryIt = outlined(getTranslation("site-import.try"));
    private final Button doIt = primary(getTranslation("site-import.do"));
    private final Div answer = new Div();
    private final transient Paging paging = new Paging(200);
    private transient byte[] file = new byte[0];

    public SiteImportView(SiteImports imports) {
        this.imports = imports;
        title(getTranslation("site-import.title"));
        sub(getTranslation("site-import.what"));
        text.setLabel(getTranslation("site-import.text"));
        text.setId("import-text");
        text.setWidthFull();
        text.setMinRows(6);
        text.setMaxRows(16);
        text.addValueChangeListener(_ -> doIt.setEnabled(false));
        reason.setLabel(getTranslation("site-import.reason"));
        reason.setHelperText(getTranslation("site-import.reason.help"));
        reason.setId("import-reason");
        reason.setMaxLength(1_000);
        reason.setWidthFull();
        reason.setValue(getTranslation("site-import.reason.usual"));
        tryIt.setId("import-try");
        tryIt.addClickListener(_ -> run(true));
        doIt.setId("import-do");
        doIt.setEnabled(false);
        doIt.addClickListener(_ -> run(false));
        actions(Rights.guarded(this, Permission.ONBOARD, tryIt, doIt));
        answer.getElement().setAttribute("aria-live", "polite");
        var form = new Div(upload(), text, reason);
        form.setMaxWidth("56rem");
        add(
                form,
                answer,
                section(
                        getTranslation("site-import.form"),
                        new Paragraph(getTranslation("site-import.form.what")),
                        example()));
    }

    private Component upload() {
        var upload = new Upload();
        upload.setUploadHandler(
                UploadHandler.inMemory((_, bytes) -> {
                    file = bytes.clone();
                    text.clear();
                    upload.clearFileList();
                    run(true);
                }));
        upload.setId("import-file");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(1024 * 1024);
        upload.setAcceptedFileExtensions(".csv", ".json");
        upload.setUploadButton(outlined(getTranslation("site-import.file")));
        upload.setDropLabel(new Span(getTranslation("site-import.drop")));
        return upload;
    }

    private static Component example() {
        var example = new Pre(EXAMPLE);
        example.addClassName("hf-mono");
        example.getElement().setAttribute("tabindex", "0");
        var scroll = new Div(example);
        scroll.addClassName("hf-scroll");
        return scroll;
    }

    /** What was pasted goes before what was uploaded. */
    private byte[] given() {
        return text.getValue().isBlank() ? file : text.getValue().getBytes(StandardCharsets.UTF_8);
    }

    private void run(boolean dryRun) {
        answer.removeAll();
        doIt.setEnabled(false);
        try {
            var report = imports.run(given(), form(given()), reason.getValue(), dryRun);
            show(report, dryRun);
            doIt.setEnabled(dryRun && report.allProblems().isEmpty());
            if (report.applied()) {
                file = new byte[0];
                text.clear();
            }
        } catch (Refused refused) {
            answer.add(Parts.refused(this, refused));
        }
    }

    private static SiteImports.Form form(byte[] bytes) {
        for (var one : bytes) {
            if (!Character.isWhitespace(one)) {
                return one == '[' || one == '{' ? SiteImports.Form.JSON : SiteImports.Form.CSV;
            }
        }
        return SiteImports.Form.CSV;
    }

    private void show(ImportReport report, boolean dryRun) {
        var sentence = dryRun ? "would" : report.applied() ? "done" : "refused";
        var counts =
                getTranslation(
                        "site-import." + sentence,
                        report.count(Action.ADD),
                        report.count(Action.PROPOSE),
                        report.count(Action.UNCHANGED),
                        report.count(Action.FAULTY));
        answer.add(
                note(report.allProblems().isEmpty() ? Tone.OK : Tone.ATTENTION, new Span(counts)));
        report.change()
                .ifPresent(change ->
                        answer.add(
                                new Paragraph(
                                        new Anchor(
                                                Places.change(change),
                                                getTranslation("site-import.change")))));
        report.problems().forEach(p -> answer.add(new Paragraph(sentence(p))));
        answer.add(lines(report.lines()));
    }

    private Component lines(List<ImportReport.Line> lines) {
        var section = new Div();
        section.add(
                section(
                        getTranslation("site-import.lines"),
                        table(paging.of(lines)),
                        paging.below(
                                this, lines.size(), () -> Redraw.into(section, lines(lines)))));
        return section;
    }

    private Component table(List<ImportReport.Line> lines) {
        var table =
                new Table(getTranslation("site-import.lines"))
                        .numberHead(getTranslation("site-import.line"))
                        .head(getTranslation("site-import.becomes"))
                        .head(getTranslation("site-import.about"))
                        .head(getTranslation("site-import.problems"));
        for (var line : lines) {
            var problems = new Div();
            line.problems().forEach(p -> problems.add(new Div(new Span(sentence(p)))));
            table.row(
                    Table.text("" + line.line()),
                    mark(line.action()),
                    Table.text(line.what().isEmpty() ? "-" : line.what()),
                    problems);
        }
        return table;
    }

    private String sentence(ImportProblem problem) {
        var said = Sentences.of(this, problem.code(), problem.detail());
        return problem.field().isEmpty() ? said : problem.field() + ": " + said;
    }

    private StateMark mark(Action action) {
        var word = getTranslation("site-import.action." + action.name().toLowerCase(Locale.ROOT));
        return switch (action) {
            case ADD -> new StateMark(Glyph.PLUS, Tone.OK, word);
            case PROPOSE -> new StateMark(Glyph.PENDING, Tone.PENDING, word);
            case UNCHANGED -> new StateMark(Glyph.KEPT, Tone.STALE, word);
            case FAULTY -> new StateMark(Glyph.ATTENTION, Tone.ATTENTION, word);
        };
    }
}
