package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which zone may open a conversation with which, by how many conduits, and what can never be
 * opened: as a grid for eyes and arrow keys, and as a table that is read from top to bottom.
 */
@Route(value = "policy/matrix", layout = MainLayout.class)
@PermitAll
public class MatrixView extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final List<String> OPEN_CHANGES =
            List.of("DRAFT", "VERIFIED", "IN_REVIEW", "APPROVED");

    private final transient Policies policies;
    private final transient Changes changes;
    private final Div body = new Div();
    private final Div side = new Div();
    private final Div below = new Div();
    private final TextField filter = new TextField();
    private final MatrixElement grid = new MatrixElement(this::open);
    private transient Matrix matrix =
            Matrix.of(new ZoneModel(List.of(), List.of(), List.of()), Set.of());
    private transient Map<String, String> query = new HashMap<>();

    public MatrixView(Policies policies, Changes changes) {
        this.policies = policies;
        this.changes = changes;
        title(getTranslation("matrix.title"));
        filter.setPlaceholder(getTranslation("matrix.filter"));
        filter.setAriaLabel(getTranslation("matrix.filter"));
        filter.setId("matrix-filter");
        filter.setClearButtonVisible(true);
        filter.setValueChangeMode(ValueChangeMode.LAZY);
        filter.addValueChangeListener(e -> {
            if (e.isFromClient()) {
                ask("q", e.getValue());
                draw();
            }
        });
        body.addClassName("hf-with-side");
        side.addClassName("hf-side");
        // The filter stays where it is while what is below it is drawn anew: who types in it goes
        // on.
        body.add(new Div(filter, below), side);
        add(body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        query = new HashMap<>();
        event.getLocation()
                .getQueryParameters()
                .getParameters()
                .forEach((key, values) -> query.put(key, values.getFirst()));
        sub(
                getTranslation("matrix.revision", policy.revision(), policy.plans().size())
                        + " "
                        + getTranslation("matrix.direction"));
        matrix = Matrix.of(policy.model(), pending(policy));
        filter.setValue(query.getOrDefault("q", ""));
        var table = outlined(getTranslation(asTable() ? "matrix.as-grid" : "matrix.as-table"));
        table.setId("matrix-form");
        table.addClickListener(_ -> {
            ask("view", asTable() ? "" : "table");
            table.setText(getTranslation(asTable() ? "matrix.as-grid" : "matrix.as-table"));
            draw();
        });
        var propose = primary(getTranslation("matrix.propose"));
        propose.addClickListener(_ -> UI.getCurrent().navigate(ConduitForm.class));
        if (Rights.may(Permission.PROPOSE)) {
            actions(table, propose);
        } else {
            propose.setEnabled(false);
            actions(Rights.why(this, Permission.PROPOSE), table, propose);
        }
        draw();
    }

    private boolean asTable() {
        return "table".equals(query.get("view"));
    }

    /** The pairs that changes speak of which are not in force yet. */
    private Set<Matrix.Pair> pending(PolicyInForce policy) {
        var pending = new HashSet<Matrix.Pair>();
        for (ChangeView change : changes.list(50, Optional.empty(), OPEN_CHANGES)) {
            for (var edit : change.edits()) {
                if (edit instanceof PolicyEdit.PutConduit(var conduit)) {
                    pending.add(Matrix.Pair.of(conduit));
                } else if (edit instanceof PolicyEdit.RemoveConduit(var id)) {
                    policy.model().conduit(id).map(Matrix.Pair::of).ifPresent(pending::add);
                }
            }
        }
        return pending;
    }

    /** Keeps the page's address what the page shows. */
    private void ask(String key, String value) {
        query.put(key, value);
        query.values().removeIf(String::isEmpty);
        UI.getCurrent()
                .getPage()
                .getHistory()
                .replaceState(null, new Location("policy/matrix", QueryParameters.simple(query)));
    }

    private void draw() {
        var shown = matrix.matching(filter.getValue());
        below.removeAll();
        if (shown.zones().isEmpty()) {
            below.add(
                    empty(
                            getTranslation(
                                    "matrix.nothing", filter.getValue(), matrix.zones().size())));
        } else if (asTable()) {
            below.add(table(shown));
        } else {
            grid.show(shown, query.getOrDefault("from", ""), query.getOrDefault("to", ""));
            var scroll = new Div(grid);
            scroll.addClassNames("hf-scroll", "hf-matrix-box");
            below.add(scroll, legend());
        }
        selected().ifPresentOrElse(this::show, this::nothing);
    }

    private Optional<Cell> selected() {
        var from = matrix.zone(query.getOrDefault("from", ""));
        var to = matrix.zone(query.getOrDefault("to", ""));
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(matrix.cell(from.get(), to.get()));
    }

    private void open(String from, String to, boolean byKey) {
        query.put("from", from);
        ask("to", to);
        selected()
                .map(this::show)
                .filter(_ -> byKey)
                .ifPresent(panel -> panel.getElement().callJsFunction("focus"));
    }

    /** Every way that is open or closed by a guardrail; what is not in it is denied. */
    private Component table(Matrix shown) {
        var table =
                new Table(getTranslation("matrix.title"))
                        .head(getTranslation("conduit.from"))
                        .head(getTranslation("conduit.to"))
                        .head(getTranslation("matrix.verdict"))
                        .head(getTranslation("matrix.conduits"));
        for (var from : shown.zones()) {
            for (var to : shown.zones()) {
                var cell = shown.cell(from, to);
                var verdict = cell.verdict();
                if (verdict == Cell.Verdict.SAME || verdict == Cell.Verdict.DENY) {
                    continue;
                }
                var conduits = new Div();
                cell.conduits().forEach(c -> conduits.add(CellPanel.link(c)));
                cell.guardrail().ifPresent(g -> conduits.add(new Span(g.name())));
                table.row(
                        Table.text(from.name().value()),
                        Table.text(to.name().value()),
                        mark(verdict, getTranslation("verdict." + verdict.key())),
                        conduits);
            }
        }
        return new Div(why(getTranslation("matrix.table")), table);
    }

    private Component legend() {
        var legend = new Div();
        legend.addClassName("hf-legend");
        for (var verdict : Cell.Verdict.values()) {
            if (verdict != Cell.Verdict.SAME) {
                legend.add(mark(verdict, getTranslation("verdict." + verdict.key())));
            }
        }
        legend.add(new StateMark(Glyph.PENDING, Tone.PENDING, getTranslation("matrix.pending")));
        return new Div(legend, why(getTranslation("matrix.legend")));
    }

    static StateMark mark(Cell.Verdict verdict, String text) {
        var tone =
                switch (verdict) {
                    case ALLOW -> Tone.ALLOW;
                    case LIMITED -> Tone.LIMITED;
                    case DENY, SAME, NEVER -> Tone.DENY;
                };
        return new StateMark(MatrixDrawing.glyph(verdict), tone, text);
    }

    private void nothing() {
        side.removeAll();
        side.add(
                why(getTranslation("matrix.select")),
                new RouterLink(getTranslation("zones.title"), ZonesView.class));
    }

    private CellPanel show(Cell cell) {
        var panel = new CellPanel(cell, matrix.pending(cell.from(), cell.to()));
        side.removeAll();
        side.add(panel);
        return panel;
    }
}
