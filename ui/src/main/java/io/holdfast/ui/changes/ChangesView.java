package io.holdfast.ui.changes;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every change request, newest first. */
@Route(value = "changes", layout = MainLayout.class)
@PermitAll
public class ChangesView extends Page {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 100;

    public ChangesView(Changes changes, InstantSource clock) {
        title(getTranslation("changes.title"));
        var propose = primary(getTranslation("matrix.propose"));
        propose.addClickListener(_ -> UI.getCurrent().navigate(Places.PROPOSE));
        actions(propose);
        var all = changes.list(SHOWN, Optional.empty(), List.of());
        if (all.isEmpty()) {
            add(empty(getTranslation("changes.empty")));
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
                    Times.at(change.updatedAt(), ZoneId.systemDefault(), getLocale(), now));
        }
        add(table);
    }
}
