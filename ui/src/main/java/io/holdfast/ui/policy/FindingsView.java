package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.policies.Findings;
import io.holdfast.controller.policies.PolicyFinding;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people should look at in the policy in force, and the way from each to a change. */
@Route(value = "policy/findings", layout = MainLayout.class)
@PermitAll
public class FindingsView extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final String EVERY = "";

    private final transient Findings findings;
    private final TextField filter = new TextField();
    private final Select<String> severity = new Select<>();
    private final Div list = new Div();
    private final transient Paging paging = new Paging(100);
    private final transient Aside aside = new Aside();
    private transient List<PolicyFinding> all = List.of();

    public FindingsView(Findings findings) {
        this.findings = findings;
        title(getTranslation("findings.title"));
        filter.setPlaceholder(getTranslation("findings.filter"));
        filter.setAriaLabel(getTranslation("findings.filter"));
        filter.setId("findings-filter");
        filter.setClearButtonVisible(true);
        filter.setValueChangeMode(ValueChangeMode.LAZY);
        filter.addValueChangeListener(_ -> draw());
        severity.setAriaLabel(getTranslation("change.severity"));
        severity.setItems(EVERY, "BLOCKER", "WARNING", "TASK", "NOTE");
        severity.setItemLabelGenerator(this::word);
        severity.setValue(EVERY);
        severity.addValueChangeListener(_ -> draw());
        var bar = new Div(filter, severity);
        bar.addClassName("hf-row");
        list.getElement().setAttribute("aria-live", "polite");
        add(bar, list);
    }

    private String word(String one) {
        return getTranslation(
                one.isEmpty() ? "findings.every" : "finding." + one.toLowerCase(Locale.ROOT));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("q")
                .ifPresent(filter::setValue);
        list.removeAll();
        list.add(why(getTranslation("findings.working")));
        aside.begin(_ -> findings.all(), this::found);
    }

    private void found(Aside.Outcome<List<PolicyFinding>> outcome) {
        switch (outcome) {
            case Aside.Outcome.Done(var found) -> {
                all = found;
                sub(getTranslation("findings.sub", all.size(), count("BLOCKER"), count("TASK")));
                draw();
            }
            case Aside.Outcome.Denied(var refused) -> failed(Parts.refused(this, refused));
            case Aside.Outcome.Failed() ->
                    failed(note(Tone.ATTENTION, new Span(getTranslation("proposal.failed"))));
        }
    }

    private void failed(Component said) {
        list.removeAll();
        list.add(said);
    }

    private long count(String one) {
        return all.stream().filter(f -> f.severity().equals(one)).count();
    }

    private boolean matches(PolicyFinding finding) {
        var text =
                (finding.code()
                                + " "
                                + finding.site()
                                + " "
                                + finding.where()
                                + " "
                                + finding.detail())
                        .toLowerCase(Locale.ROOT);
        return text.contains(filter.getValue().strip().toLowerCase(Locale.ROOT))
                && (severity.getValue().isEmpty()
                        || finding.severity().equals(severity.getValue()));
    }

    private void draw() {
        list.removeAll();
        var shown = all.stream().filter(this::matches).toList();
        if (shown.isEmpty()) {
            list.add(
                    empty(
                            all.isEmpty()
                                    ? getTranslation("findings.empty")
                                    : getTranslation("findings.none", all.size())));
            return;
        }
        var table =
                new Table(getTranslation("findings.title"))
                        .head(getTranslation("change.severity"))
                        .head(getTranslation("change.where"))
                        .head(getTranslation("change.finding"))
                        .head(getTranslation("findings.then"));
        paging.of(shown).forEach(f -> row(table, f));
        list.add(table, paging.below(this, shown.size(), this::draw));
    }

    private void row(Table table, PolicyFinding finding) {
        boolean blocks = finding.severity().equals("BLOCKER");
        boolean asks = blocks || !finding.severity().equals("NOTE");
        var mark =
                new StateMark(
                        asks ? Glyph.ATTENTION : Glyph.WAITING,
                        asks ? Tone.ATTENTION : Tone.STALE,
                        word(finding.severity()));
        var site = new Span(finding.site().toUpperCase(Locale.ROOT));
        site.getStyle().set("white-space", "nowrap");
        table.row(
                mark,
                Table.twoLines(site, finding.where()),
                Parts.finding(this, finding.code(), finding.detail()),
                change(finding));
    }

    /** The editor in which mending it begins. */
    private Component change(PolicyFinding finding) {
        var text = getTranslation("findings.change");
        RouterLink link;
        if (finding.conduit().isPresent()) {
            link = new RouterLink(text, ConduitForm.class);
            link.setQueryParameters(
                    QueryParameters.simple(
                            Map.of(
                                    "conduit",
                                    finding.conduit().map(ConduitId::value).orElse(""),
                                    "because",
                                    finding.detail())));
        } else if (finding.code().equals("ACCEPTANCE_ENDS")) {
            link = new RouterLink(text, AcceptanceForm.class);
            link.setQueryParameters(QueryParameters.simple(Map.of("acceptance", finding.where())));
        } else if (finding.site().isEmpty()) {
            link = new RouterLink(text, ZonesView.class);
        } else {
            link = new RouterLink(text, PlanView.class, finding.site());
        }
        link.getElement().setAttribute("aria-label", text + ": " + finding.detail());
        return link;
    }
}
