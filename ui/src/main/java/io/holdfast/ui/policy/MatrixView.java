package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.Zone;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which zone may open a conversation with which, by how many conduits, and what can never be
 * opened.
 */
@Route(value = "policy/matrix", layout = MainLayout.class)
@PermitAll
public class MatrixView extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Policies policies;
    private final Div body = new Div();

    public MatrixView(Policies policies) {
        this.policies = policies;
        title(getTranslation("matrix.title"));
        var propose = primary(getTranslation("matrix.propose"));
        propose.addClickListener(_ -> UI.getCurrent().navigate(ConduitForm.class));
        actions(propose);
        body.addClassName("hf-with-side");
        add(body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        var query = event.getLocation().getQueryParameters();
        sub(
                getTranslation("matrix.revision", policy.revision(), policy.plans().size())
                        + " "
                        + getTranslation("matrix.direction"));
        var selected = selected(policy, query);
        var left = new Div(matrix(policy, selected), legend());
        left.addClassName("hf-scroll");
        body.removeAll();
        body.add(left, side(selected));
    }

    private static Optional<Cell> selected(PolicyInForce policy, QueryParameters query) {
        var from = zone(policy, query.getSingleParameter("from"));
        var to = zone(policy, query.getSingleParameter("to"));
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(Cell.of(policy.model(), from.get(), to.get()));
    }

    private static Optional<Zone> zone(PolicyInForce policy, Optional<String> name) {
        return name.flatMap(n ->
                policy.model().zones().stream()
                        .filter(z -> z.name().value().equals(n))
                        .findFirst());
    }

    private Component matrix(PolicyInForce policy, Optional<Cell> selected) {
        var zones = policy.model().zones();
        var heads = new NativeTableRow();
        var corner = new NativeTableHeaderCell(getTranslation("matrix.corner"));
        corner.addClassName("hf-corner");
        heads.add(corner);
        for (var zone : zones) {
            var head = new NativeTableHeaderCell(new Span(words(zone)));
            head.getElement().setAttribute("scope", "col");
            heads.add(head);
        }
        var rows = new NativeTableBody();
        for (var from : zones) {
            var head = new NativeTableHeaderCell(words(from));
            head.getElement().setAttribute("scope", "row");
            var row = new NativeTableRow(head);
            for (var to : zones) {
                row.add(cell(Cell.of(policy.model(), from, to), selected));
            }
            rows.add(row);
        }
        var table = new NativeTable();
        table.add(new NativeTableHeader(heads), rows);
        table.addClassName("hf-matrix");
        table.getElement().setAttribute("aria-label", getTranslation("matrix.title"));
        return table;
    }

    private NativeTableCell cell(Cell cell, Optional<Cell> selected) {
        var td = new NativeTableCell();
        var verdict = cell.verdict();
        if (verdict == Cell.Verdict.SAME) {
            td.addClassName("same");
            td.setText(getTranslation("matrix.open"));
            return td;
        }
        if (verdict == Cell.Verdict.NEVER) {
            td.addClassName("never");
        }
        if (selected.isPresent()
                && selected.get().from().equals(cell.from())
                && selected.get().to().equals(cell.to())) {
            td.addClassName("selected");
        }
        var mark = mark(verdict, cell.conduits().isEmpty() ? "" : "" + cell.conduits().size());
        var button = new NativeButton();
        button.add(mark);
        button.setAriaLabel(
                getTranslation(
                        "matrix.cell",
                        words(cell.from()),
                        words(cell.to()),
                        getTranslation("verdict." + verdict.name().toLowerCase(Locale.ROOT)),
                        cell.conduits().size()));
        button.addClickListener(_ ->
                UI.getCurrent()
                        .navigate(
                                MatrixView.class,
                                QueryParameters.simple(
                                        Map.of(
                                                "from",
                                                cell.from().name().value(),
                                                "to",
                                                cell.to().name().value()))));
        td.add(button);
        return td;
    }

    private StateMark mark(Cell.Verdict verdict, String text) {
        return switch (verdict) {
            case ALLOW -> new StateMark(Glyph.ALLOW, Tone.ALLOW, text);
            case LIMITED -> new StateMark(Glyph.LIMITED, Tone.LIMITED, text);
            case DENY, SAME -> new StateMark(Glyph.DENY, Tone.DENY, text);
            case NEVER -> new StateMark(Glyph.NEVER, Tone.DENY, text);
        };
    }

    private Component legend() {
        var legend = new Div();
        legend.addClassName("hf-legend");
        for (var verdict :
                List.of(
                        Cell.Verdict.ALLOW,
                        Cell.Verdict.LIMITED,
                        Cell.Verdict.DENY,
                        Cell.Verdict.NEVER)) {
            legend.add(
                    mark(
                            verdict,
                            getTranslation("verdict." + verdict.name().toLowerCase(Locale.ROOT))));
        }
        var text = why(getTranslation("matrix.legend"));
        return new Div(legend, text);
    }

    private Component side(Optional<Cell> selected) {
        var side = new Div();
        side.addClassName("hf-side");
        if (selected.isEmpty()) {
            side.add(why(getTranslation("matrix.select")));
            return side;
        }
        var cell = selected.get();
        side.add(new H2(getTranslation("matrix.from-to", words(cell.from()), words(cell.to()))));
        side.add(
                mark(
                        cell.verdict(),
                        getTranslation(
                                "verdict." + cell.verdict().name().toLowerCase(Locale.ROOT))));
        cell.guardrail()
                .ifPresent(g ->
                        side.add(
                                note(
                                        Tone.STALE,
                                        new Span(getTranslation("matrix.guardrail", g.name())))));
        cell.conduits().forEach(c -> side.add(conduit(c)));
        if (cell.guardrail().isEmpty() && cell.verdict() != Cell.Verdict.SAME) {
            var propose = outlined(getTranslation("matrix.propose-here"));
            propose.addClickListener(_ ->
                    UI.getCurrent()
                            .navigate(
                                    ConduitForm.class,
                                    QueryParameters.simple(
                                            Map.of(
                                                    "from",
                                                    cell.from().name().value(),
                                                    "to",
                                                    cell.to().name().value()))));
            side.add(propose);
        }
        return side;
    }

    private Component conduit(Conduit conduit) {
        var services =
                new Span(
                        conduit.services().stream()
                                .map(Service::toString)
                                .collect(Collectors.joining(", ")));
        services.addClassName("hf-mono");
        var scope =
                switch (conduit.scope()) {
                    case Scope.EverySite _ -> getTranslation("conduit.every-site");
                    case Scope.OnlySites(var only) ->
                            only.stream()
                                    .map(s -> s.value().toUpperCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "));
                    case Scope.BetweenSites(var fromSite, var toSite) ->
                            (fromSite + " \u2192 " + toSite).toUpperCase(Locale.ROOT);
                };
        return section(
                conduit.name(),
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
                        .fact(getTranslation("conduit.sites"), scope));
    }

    private String words(Zone zone) {
        return zone.name().value();
    }
}
