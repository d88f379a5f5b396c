package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.scope.Permission;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every change request, newest first. */
@Route(value = "changes", layout = MainLayout.class)
@PermitAll
public class ChangesView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient Changes changes;
    private final transient InstantSource clock;
    private final transient Paging paging = new Paging(100);
    private final Div list = new Div();

    public ChangesView(Changes changes, InstantSource clock) {
        this.changes = changes;
        this.clock = clock;
        title(getTranslation("changes.title"));
        var propose = primary(getTranslation("matrix.propose"));
        propose.addClickListener(_ -> UI.getCurrent().navigate(Places.PROPOSE));
        var rules = new RouterLink(getTranslation("approvals.title"), ApprovalRulesView.class);
        var guarded = new ArrayList<Component>(List.of(rules));
        guarded.addAll(List.of(Rights.guarded(this, Permission.PROPOSE, propose)));
        actions(guarded.toArray(Component[]::new));
        add(list);
        show();
    }

    private void show() {
        list.removeAll();
        var read = changes.list(paging.shown() + 1, Optional.empty(), List.of());
        var all = paging.of(read);
        if (all.isEmpty()) {
            list.add(empty(getTranslation("changes.empty")));
            return;
        }
        sub(getTranslation("changes.summary", all.size()));
        var table =
                new Table(getTranslation("changes.title"))
                        .head(getTranslation("changes.change"))
                        .head(getTranslation("changes.state"))
                        .head(getTranslation("change.sites"))
                        .head(getTranslation("changes.author"))
                        .numberHead(getTranslation("changes.updated"));
        var now = clock.instant();
        for (var change : all) {
            table.row(
                    Table.twoLines(
                            new RouterLink(
                                    change.title(), ChangePage.class, change.id().toString()),
                            change.note()),
                    States.of(this, change.state()),
                    Table.text(
                            change.sites().stream()
                                    .map(s -> s.toUpperCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))),
                    Table.text(change.authorName()),
                    Times.namedAt(change.updatedAt(), Times.here(), getLocale(), now));
        }
        list.add(table, paging.belowNewest(this, read.size(), this::show));
    }
}
