package io.holdfast.ui.rollouts;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.rollouts.RolloutView;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** Every rollout, newest first, with its state and why. */
@Route(value = "rollouts", layout = MainLayout.class)
@PermitAll
public class RolloutsView extends Page {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 100;

    public RolloutsView(Rollouts rollouts, InstantSource clock) {
        title(getTranslation("rollouts.title"));
        var all = rollouts.list(SHOWN, Optional.empty());
        if (all.isEmpty()) {
            add(empty(getTranslation("rollouts.empty")));
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
                    Times.at(rollout.createdAt(), ZoneId.systemDefault(), getLocale(), now));
        }
        add(table);
    }

    private static long kept(RolloutView rollout) {
        return rollout.sites().stream().filter(s -> s.state().equals("KEPT")).count();
    }
}
