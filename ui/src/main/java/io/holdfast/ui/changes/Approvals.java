package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who said what of a change, and what it still takes. */
final class Approvals extends Div {

    private static final long serialVersionUID = 1L;

    Approvals(ChangeView change, Instant now) {
        add(new H2(getTranslation("change.approvals")));
        add(Parts.why(needs(change)));
        if (change.verdicts().isEmpty()) {
            add(Parts.why(getTranslation("change.approvals.none")));
        }
        for (var verdict : change.verdicts()) {
            var at = Times.named(verdict.at(), Times.here(), getLocale(), now);
            var said = verdict.name() + " " + at + " " + verdict.comment();
            add(
                    Table.twoLines(
                            States.of(this, verdict.decision()),
                            verdict.stands()
                                    ? said
                                    : said + " " + getTranslation("change.approval.void")));
        }
    }

    private String needs(ChangeView change) {
        var rule = change.needs();
        var text = getTranslation("change.needs", change.riskClass(), rule.people());
        return rule.roles().isEmpty()
                ? text
                : text
                        + " "
                        + getTranslation(
                                "change.needs.roles",
                                rule.roles().stream()
                                        .map(r -> r.people() + " " + role(this, r.role()))
                                        .collect(Collectors.joining(", ")));
    }

    static String role(Component words, String role) {
        return words.getTranslation("role." + role.toLowerCase(Locale.ROOT));
    }

    /** Whether somebody's yes still holds. */
    static boolean any(List<ChangeView.VerdictLine> verdicts) {
        return verdicts.stream().anyMatch(v -> v.decision().equals("APPROVED") && v.stands());
    }
}
