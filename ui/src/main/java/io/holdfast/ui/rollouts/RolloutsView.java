package io.holdfast.ui.rollouts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.rollouts.RolloutView;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.Optional;

/** Every rollout, newest first, with its state and why. */
@Route(value = "rollouts", layout = MainLayout.class)
@PermitAll
public class RolloutsView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient Rollouts rollouts;
    private final transient InstantSource clock;
    private final transient Paging paging = new Paging(100);
    private final Div list = new Div();

    public RolloutsView(Rollouts rollouts, InstantSource clock) {
        this.rollouts = rollouts;
        this.clock = clock;
        title(getTranslation("rollouts.title"));
        add(list);
        show();
    }

    private void show() {
        list.removeAll();
        var read = rollouts.list(paging.shown() + 1, Optional.empty());
        var all = paging.of(read);
        if (all.isEmpty()) {
            list.add(empty(getTranslation("rollouts.empty")));
            return;
        }
        sub(getTranslation("rollouts.summary", all.size()));
        var table =
                new Table(getTranslation("rollouts.title"))
                        .head(getTranslation("rollouts.rollout"))
                        .head(getTranslation("rollouts.state"))
                        .numberHead(getTranslation("rollouts.sites"))
                        .head(getTranslation("rollouts.reason"))
                        .numberHead(getTranslation("rollouts.started"));
        var now = clock.instant();
        for (var rollout : all) {
            table.row(
                    new RouterLink(rollout.title(), RolloutPage.class, rollout.id().toString()),
                    States.of(this, rollout.state()),
                    Table.text(kept(rollout) + " / " + rollout.sites().size()),
                    Table.text(rollout.reason()),
                    Times.namedAt(rollout.createdAt(), Times.here(), getLocale(), now));
        }
        list.add(table, paging.belowNewest(this, read.size(), this::show));
    }

    private static long kept(RolloutView rollout) {
        return rollout.sites().stream().filter(s -> s.state().equals("KEPT")).count();
    }
}
