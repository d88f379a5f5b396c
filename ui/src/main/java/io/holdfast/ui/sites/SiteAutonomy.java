package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.Sureness;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Ending.Why;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Duration;
import java.time.ZoneId;

/** How long a site can be alone, and everything that ends meanwhile, the first first. */
final class SiteAutonomy extends Div {

    private static final long serialVersionUID = 1L;

    private final transient AutonomyBudget budget;
    private final transient ZoneId zone;

    SiteAutonomy(AutonomyBudget budget, ZoneId zone) {
        this.budget = budget;
        this.zone = zone;
        setId("site-autonomy");
        if (budget.endings().isEmpty()) {
            add(Parts.empty(getTranslation("autonomy.none")));
            return;
        }
        add(new Paragraph(getTranslation("autonomy.about")), headline(), table());
    }

    private Component headline() {
        return budget.first()
                .<Component>map(first ->
                        Parts.note(
                                budget.isBelow(AutonomyBudget.POLICY) ? Tone.ATTENTION : Tone.OK,
                                new Span(
                                        getTranslation(
                                                "autonomy.first",
                                                name(first),
                                                budget.daysLeft().orElse(0L),
                                                AutonomyBudget.POLICY.toDays()))))
                .orElseGet(() -> Parts.empty(getTranslation("autonomy.no-end")));
    }

    private Table table() {
        var table =
                new Table(getTranslation("autonomy.title"))
                        .head(getTranslation("autonomy.what"))
                        .head(getTranslation("autonomy.end"))
                        .head(getTranslation("autonomy.sure"))
                        .head(getTranslation("autonomy.then"));
        for (var ending : budget.endings()) {
            table.row(
                    Table.text(name(ending)),
                    when(ending),
                    Table.text(getTranslation("autonomy.sure." + sure(ending))),
                    Table.text(getTranslation("autonomy.loss." + ending.kind().loss())));
        }
        return table;
    }

    private String name(Ending ending) {
        var kind = getTranslation("autonomy.kind." + ending.kind());
        boolean counted = ending.when() instanceof When.Never(var why) && why == Why.SOME_LEFT;
        return ending.object().isEmpty() || counted ? kind : kind + ": " + ending.object();
    }

    private Component when(Ending ending) {
        return switch (ending.when()) {
            case When.At(var moment, _) ->
                    moment.isAfter(budget.now())
                            ? Table.twoLines(
                                    Times.at(moment, zone, getLocale(), budget.now()),
                                    Times.length(Duration.between(budget.now(), moment)))
                            : Table.text(getTranslation("autonomy.over"));
            case When.Never(var why) -> why(why, ending);
            case When.Missing(var why) -> why(why, ending);
            case When.Unknown(var why) -> why(why, ending);
        };
    }

    private Component why(Why why, Ending ending) {
        return Table.text(getTranslation("autonomy.why." + why, ending.object()));
    }

    private static String sure(Ending ending) {
        return switch (ending.when()) {
            case When.At(_, var sureness) -> sureness == Sureness.EXACT ? "exact" : "estimated";
            case When.Never _ -> "never";
            case When.Missing _ -> "missing";
            case When.Unknown _ -> "unknown";
        };
    }
}
