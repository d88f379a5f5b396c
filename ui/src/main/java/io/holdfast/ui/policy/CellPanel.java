package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Tone;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands behind one cell of the matrix, and what can be done about it. */
final class CellPanel extends Div {

    private static final long serialVersionUID = 1L;

    CellPanel(Cell cell, boolean pending) {
        // The heading takes the focus when a cell is opened by key; Escape leads back.
        getElement().setAttribute("tabindex", "-1");
        var from = cell.from().name().value();
        var to = cell.to().name().value();
        add(
                new H2(getTranslation("matrix.from-to", from, to)),
                MatrixView.mark(cell.verdict(), getTranslation("verdict." + cell.verdict().key())));
        if (pending) {
            add(
                    new Div(
                            new StateMark(
                                    Glyph.PENDING,
                                    Tone.PENDING,
                                    getTranslation("matrix.pending"))));
        }
        cell.guardrail()
                .ifPresent(g ->
                        add(
                                Parts.note(
                                        Tone.STALE,
                                        new Span(getTranslation("matrix.guardrail", g.name())))));
        cell.conduits().forEach(c -> add(conduit(c)));
        if (cell.guardrail().isEmpty() && cell.verdict() != Cell.Verdict.SAME) {
            var propose = Parts.outlined(getTranslation("matrix.propose-here"));
            propose.addClickListener(_ ->
                    UI.getCurrent()
                            .navigate(
                                    ConduitForm.class,
                                    QueryParameters.simple(Map.of("from", from, "to", to))));
            add(Rights.guarded(this, Permission.PROPOSE, propose));
        }
    }

    /** A conduit's name that leads to its editor. */
    static RouterLink link(Conduit conduit) {
        var link = new RouterLink(conduit.name(), ConduitForm.class);
        link.setQueryParameters(QueryParameters.simple(Map.of("conduit", conduit.id().value())));
        return link;
    }

    private Component conduit(Conduit conduit) {
        var services =
                new Span(
                        conduit.services().stream()
                                .map(Service::toString)
                                .collect(Collectors.joining(", ")));
        services.addClassName("hf-mono");
        var facts =
                new Facts()
                        .fact(getTranslation("conduit.flow"), services)
                        .fact(
                                getTranslation("conduit.ends"),
                                conduit.from() + " -> " + conduit.to())
                        .fact(getTranslation("conduit.because"), conduit.justification())
                        .fact(getTranslation("conduit.owner"), conduit.ownerRole())
                        .fact(
                                getTranslation("conduit.review"),
                                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                                        .withLocale(getLocale())
                                        .format(conduit.reviewDate()))
                        .fact(getTranslation("conduit.sites"), scope(conduit));
        if (conduit.lasting() instanceof Lasting.Temporary(var end, _)) {
            facts.fact(
                    getTranslation("conduit.end"),
                    DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                    .withLocale(getLocale())
                                    .format(end.atOffset(ZoneOffset.UTC))
                            + " UTC");
        }
        if (conduit.encrypted()) {
            facts.fact(
                    getTranslation("conduit.encrypted"), getTranslation("conduit.encrypted.help"));
        }
        var section = new Section(new H3(link(conduit)), facts);
        section.addClassName("hf-section");
        return section;
    }

    private String scope(Conduit conduit) {
        return switch (conduit.scope()) {
            case Scope.EverySite _ -> getTranslation("conduit.every-site");
            case Scope.OnlySites(var only) ->
                    only.stream()
                            .map(s -> s.value().toUpperCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
            case Scope.BetweenSites(var fromSite, var toSite) ->
                    (fromSite + " \u2192 " + toSite).toUpperCase(Locale.ROOT);
        };
    }
}
