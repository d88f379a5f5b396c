package io.holdfast.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.controller.access.AuditTrail;
import io.holdfast.controller.audit.AuditFilter;
import io.holdfast.controller.audit.AuditLine;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every entry of the organisation, newest first; whether the log is whole; the export to keep. */
@Route(value = "audit", layout = MainLayout.class)
@PermitAll
public class AuditView extends Page {

    private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;

    private final transient AuditTrail trail;
    private final transient InstantSource clock;
    private final transient Aside aside = new Aside();
    private final transient List<AuditLine> lines = new ArrayList<>();
    private final TextField actor = new TextField();
    private final TextField action = new TextField();
    private final Select<String> outcome = new Select<>();
    private final Div log = new Div();
    private final Div streams = new Div();
    private final Div witnesses = new Div();
    private final Button verify = outlined("");
    private final Div verdict = new Div();
    private final Div list = new Div();
    private boolean more;

    public AuditView(AuditTrail trail, InstantSource clock) {
        this.trail = trail;
        this.clock = clock;
        title(getTranslation("audit.title"));
        sub(getTranslation("audit.sub"));
        if (!Rights.may(Permission.READ_AUDIT)) {
            add(Rights.why(this, Permission.READ_AUDIT));
            return;
        }
        verdict.getElement().setAttribute("aria-live", "polite");
        list.getElement().setAttribute("aria-live", "polite");
        filter(actor, "audit.actor");
        filter(action, "audit.action");
        outcome.setLabel(getTranslation("audit.outcome"));
        outcome.setItems("", "ALLOWED", "REFUSED");
        outcome.setValue("");
        outcome.setItemLabelGenerator(this::outcome);
        outcome.addValueChangeListener(_ -> fresh());
        verify.setText(getTranslation("audit.verify"));
        verify.setId("audit-verify");
        verify.addClickListener(_ -> verify());
        actions(verify, download());
        var filters = new Div(actor, action, outcome);
        filters.addClassName("hf-row");
        add(
                verdict,
                section(getTranslation("audit.log"), log),
                streams,
                section(getTranslation("audit.witnesses"), witnesses),
                section(getTranslation("audit.entries"), filters, list));
        fresh();
    }

    private void filter(TextField field, String label) {
        field.setLabel(getTranslation(label));
        field.setMaxLength(100);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(_ -> fresh());
    }

    private String outcome(String outcome) {
        return getTranslation(
                outcome.isEmpty()
                        ? "audit.outcome.any"
                        : "audit.outcome." + outcome.toLowerCase(Locale.ROOT));
    }

    private void fresh() {
        lines.clear();
        older();
    }

    private void older() {
        var filter =
                new AuditFilter(
                        actor.getValue().strip(), action.getValue().strip(), outcome.getValue());
        try {
            var before = lines.isEmpty() ? Optional.<AuditLine>empty() : Optional.of(last());
            var page = trail.newest(PAGE, before.map(AuditLine::id), filter);
            lines.addAll(page.lines());
            more = page.lines().size() == PAGE;
            head();
            draw();
        } catch (Refused refused) {
            list.removeAll();
            list.add(Parts.refused(this, refused));
        }
    }

    private AuditLine last() {
        return lines.getLast();
    }

    private void head() {
        var head = trail.head();
        var facts =
                new Facts()
                        .fact(
                                getTranslation("audit.size"),
                                getTranslation(
                                        "audit.size.text", head.log().size(), head.log().pending()))
                        .fact(getTranslation("audit.root"), mono(head.log().root()))
                        .fact(getTranslation("audit.key"), mono(head.signed().key()));
        if (!head.signed().note().isEmpty()) {
            var note = new Pre(head.signed().note());
            note.addClassName("hf-mono");
            note.getElement().setAttribute("tabindex", "0");
            note.getElement().setAttribute("aria-label", getTranslation("audit.head"));
            note.getStyle().set("margin", "0");
            var scrolled = new Div(note);
            scrolled.addClassName("hf-scroll");
            facts.fact(getTranslation("audit.head"), scrolled);
        }
        log.removeAll();
        log.add(facts, why(getTranslation("audit.head.keep")));
        streams.removeAll();
        if (!head.streams().isEmpty()) {
            var list = new StreamList(head.streams(), clock.instant());
            streams.add(section(getTranslation("audit.streams"), list));
        }
        witnesses.removeAll();
        witnesses.add(new WitnessList(trail.witnesses(WitnessList.MOST, ""), clock.instant()));
    }

    private static Component mono(String text) {
        var span = new Span(text);
        span.addClassName("hf-mono");
        return span;
    }

    private void draw() {
        list.removeAll();
        if (lines.isEmpty()) {
            list.add(empty(getTranslation("audit.none")));
            return;
        }
        var table =
                new Table(getTranslation("audit.entries"))
                        .numberHead(getTranslation("audit.leaf"))
                        .head(getTranslation("audit.at"))
                        .head(getTranslation("audit.actor"))
                        .head(getTranslation("audit.action"))
                        .head(getTranslation("audit.outcome"))
                        .head(getTranslation("audit.detail"));
        lines.forEach(line -> row(table, line));
        list.add(table);
        if (more) {
            var older = outlined(getTranslation("list.more", PAGE));
            older.addClickListener(_ -> older());
            list.add(older);
        }
    }

    private void row(Table table, AuditLine line) {
        boolean allowed = line.outcome().equals("ALLOWED");
        var mark =
                new StateMark(
                        allowed ? Glyph.OK : Glyph.DENY,
                        allowed ? Tone.OK : Tone.DENY,
                        outcome(line.outcome()));
        var object = line.objectType() + (line.objectId().isEmpty() ? "" : ":" + line.objectId());
        table.row(
                Table.text(line.leaf().isPresent() ? Long.toString(line.leaf().getAsLong()) : "–"),
                Times.namedAt(line.at(), Times.here(), getLocale(), clock.instant()),
                Table.twoLines(new Span(line.actor()), line.door()),
                Table.twoLines(new Span(line.action()), object),
                line.code().isEmpty() ? mark : Table.twoLines(mark, line.code()),
                detail(line));
    }

    private Component detail(AuditLine line) {
        var said = new Pre(line.detail().isEmpty() ? "{}" : line.detail());
        said.addClassName("hf-mono");
        var whole = new Div(said, mono(line.digest()));
        var open = new NativeDetails(getTranslation("audit.detail.show"), whole);
        return line.reason().isEmpty() ? open : new Div(new Span(line.reason()), open);
    }

    /** The centre checks itself here; whoever does not believe it takes the export along. */
    private void verify() {
        verdict.removeAll();
        verdict.add(why(getTranslation("audit.verifying")));
        verify.setEnabled(false);
        aside.begin(_ -> trail.verify(), this::told);
    }

    private void told(Aside.Outcome<AuditVerdict> outcome) {
        verdict.removeAll();
        verify.setEnabled(true);
        switch (outcome) {
            case Aside.Outcome.Done(var found) -> show(found);
            case Aside.Outcome.Denied(var refused) -> verdict.add(Parts.refused(this, refused));
            case Aside.Outcome.Failed() ->
                    verdict.add(note(Tone.ATTENTION, new Span(getTranslation("proposal.failed"))));
        }
    }

    private void show(AuditVerdict found) {
        if (found.holds()) {
            verdict.add(
                    note(
                            Tone.OK,
                            new Span(
                                    getTranslation(
                                            "audit.holds",
                                            found.size(),
                                            found.own(),
                                            found.heads()))));
            return;
        }
        verdict.add(note(Tone.ATTENTION, new Span(getTranslation("audit.holds-not"))));
        var faults =
                new Table(getTranslation("audit.faults"))
                        .head(getTranslation("audit.fault"))
                        .numberHead(getTranslation("audit.fault.leaves"))
                        .head(getTranslation("audit.detail"));
        for (var fault : found.faults()) {
            faults.row(
                    Table.twoLines(new Span(kind(fault.kind())), fault.kind().name()),
                    Table.text(leaves(fault)),
                    Table.text(fault.detail()));
        }
        verdict.add(faults);
        if (found.more() > 0) {
            verdict.add(why(getTranslation("audit.faults.more", found.more())));
        }
    }

    private String kind(AuditVerdict.Kind kind) {
        return getTranslation("audit.fault." + kind.name().toLowerCase(Locale.ROOT));
    }

    private static String leaves(AuditVerdict.Fault fault) {
        long last = Math.max(fault.from(), fault.to() - 1);
        return last == fault.from() ? Long.toString(last) : fault.from() + " – " + last;
    }

    private Component download() {
        var whole =
                DownloadHandler.fromInputStream(_ -> {
                    var written = trail.export();
                    return new DownloadResponse(
                            written.content(),
                            "holdfast-audit.export",
                            "application/octet-stream",
                            written.length());
                });
        var anchor = new Anchor(whole, getTranslation("audit.export"));
        anchor.setId("audit-export");
        anchor.addClassName("hf-button");
        return anchor;
    }
}
