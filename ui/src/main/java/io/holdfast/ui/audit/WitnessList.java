package io.holdfast.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.audit.AuditWitnesses.Finding;
import io.holdfast.controller.audit.AuditWitnesses.Kept;
import io.holdfast.controller.audit.AuditWitnesses.Standing;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.util.Locale;

/** Who keeps heads of the log elsewhere, how far, and whether one of them keeps another log. */
final class WitnessList extends Div {

    private static final long serialVersionUID = 1L;

    /** As many sites as stand here; the interface has all. */
    static final int MOST = 50;

    private static final int ROOT_DIGITS = 16;

    private final transient Instant now;

    WitnessList(Standing standing, Instant now) {
        this.now = now;
        add(reach(standing));
        if (standing.othersDiffer() > 0) {
            add(
                    Parts.note(
                            Tone.ATTENTION,
                            new Span(
                                    getTranslation(
                                            "audit.witnesses.others-differ",
                                            standing.othersDiffer()))));
        }
        if (!standing.findings().isEmpty()) {
            add(findings(standing));
        }
        if (standing.sites().isEmpty()) {
            add(Parts.empty(getTranslation("audit.witnesses.none")));
        } else {
            add(sites(standing));
        }
        if (standing.others() > 0) {
            add(Parts.why(getTranslation("audit.witnesses.others", standing.others())));
        }
    }

    private Component reach(Standing standing) {
        if (standing.isLate(now)) {
            return Parts.note(
                    Tone.ATTENTION,
                    new Span(
                            getTranslation(
                                    "audit.unwitnessed", since(standing), standing.witnessed())));
        }
        return Parts.note(
                Tone.OK,
                new Span(
                        standing.witnessed() == 0
                                ? getTranslation("audit.witnessed.nothing")
                                : getTranslation(
                                        "audit.witnessed",
                                        standing.witnessed(),
                                        named(standing.witnessedAt()))));
    }

    private String since(Standing standing) {
        return named(standing.unwitnessedSince().orElse(now));
    }

    private Component sites(Standing standing) {
        var table =
                new Table(getTranslation("audit.witnesses"))
                        .head(getTranslation("audit.witness.site"))
                        .numberHead(getTranslation("audit.witness.size"))
                        .head(getTranslation("audit.root"))
                        .head(getTranslation("audit.witness.head-at"))
                        .head(getTranslation("audit.witness.kept-at"))
                        .head(getTranslation("audit.witness.state"));
        standing.sites().forEach(kept -> row(table, kept));
        return table;
    }

    private void row(Table table, Kept kept) {
        var root = new Code(kept.root().hex().substring(0, ROOT_DIGITS));
        root.getElement().setAttribute("title", kept.root().hex());
        table.row(
                Table.text(kept.site().value().toUpperCase(Locale.ROOT)),
                Table.text(Long.toString(kept.size())),
                root,
                at(kept.headAt()),
                at(kept.keptAt()),
                kept.differs().isEmpty()
                        ? new StateMark(Glyph.OK, Tone.OK, getTranslation("audit.witness.holds"))
                        : Table.twoLines(
                                new StateMark(
                                        Glyph.ATTENTION,
                                        Tone.ATTENTION,
                                        getTranslation("audit.witness.differs")),
                                kept.differs()));
    }

    private Component findings(Standing standing) {
        var table =
                new Table(getTranslation("audit.findings"))
                        .head(getTranslation("audit.witness.site"))
                        .head(getTranslation("audit.fault"))
                        .head(getTranslation("audit.finding.weight"))
                        .head(getTranslation("audit.at"))
                        .head(getTranslation("audit.detail"));
        standing.findings().forEach(finding -> row(table, finding));
        boolean explained = standing.findings().stream().allMatch(f -> f.returnedIn().isPresent());
        return new Div(
                explained
                        ? Parts.why(getTranslation("audit.findings.returned"))
                        : Parts.note(
                                Tone.ATTENTION, new Span(getTranslation("audit.findings.about"))),
                table);
    }

    private void row(Table table, Finding finding) {
        table.row(
                Table.text(finding.site().value().toUpperCase(Locale.ROOT)),
                Table.twoLines(
                        new Span(
                                getTranslation(
                                        "audit.finding."
                                                + finding.code().toLowerCase(Locale.ROOT))),
                        finding.begunAnew()
                                ? getTranslation("audit.finding.anew")
                                : finding.code()),
                Table.text(weight(finding)),
                at(finding.at()),
                notes(finding));
    }

    private String weight(Finding finding) {
        return finding.returnedIn()
                .map(epoch -> getTranslation("audit.finding.returned", Long.toString(epoch)))
                .orElseGet(() ->
                        getTranslation(
                                finding.proven()
                                        ? "audit.finding.proven"
                                        : "audit.finding.claimed"));
    }

    private Component notes(Finding finding) {
        var both = new Div(note("audit.finding.kept", finding.kept()));
        if (!finding.shown().isEmpty()) {
            both.add(note("audit.finding.shown", finding.shown()));
        }
        return new NativeDetails(getTranslation("audit.detail.show"), both);
    }

    private Component note(String heading, String text) {
        var said = new Pre(text);
        said.addClassName("hf-mono");
        return new Div(new Span(getTranslation(heading)), said);
    }

    private Component at(Instant at) {
        return Times.namedAt(at, Times.here(), getLocale(), now);
    }

    private String named(Instant at) {
        return Times.named(at, Times.here(), getLocale(), now);
    }
}
