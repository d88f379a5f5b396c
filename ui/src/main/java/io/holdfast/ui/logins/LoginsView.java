package io.holdfast.ui.logins;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import io.holdfast.controller.access.AgentName;
import io.holdfast.controller.access.LoginLine;
import io.holdfast.controller.access.Logins;
import io.holdfast.controller.access.OpenLogins;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.KeptLogin;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** Where somebody is logged in; everybody for who administers. Any but this one can be ended. */
@Route(value = "logins", layout = MainLayout.class)
@PermitAll
public class LoginsView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient Logins logins;
    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div body = new Div();

    public LoginsView(Logins logins, InstantSource clock) {
        this.logins = logins;
        this.clock = clock;
        title(getTranslation("logins.title"));
        sub(getTranslation("logins.about"));
        problem.getElement().setAttribute("aria-live", "polite");
        add(problem, body);
        show();
    }

    private void show() {
        body.removeAll();
        var now = clock.instant();
        var all =
                logins.list().stream()
                        .sorted(Comparator.comparing((LoginLine l) -> !l.open(now)))
                        .toList();
        if (all.isEmpty()) {
            body.add(empty(getTranslation("logins.none")));
            return;
        }
        var here = here();
        var table =
                new Table(getTranslation("logins.title"))
                        .head(getTranslation("logins.where"))
                        .head(getTranslation("logins.owner"))
                        .head(getTranslation("logins.began"))
                        .head(getTranslation("logins.seen"))
                        .head(getTranslation("logins.state"));
        for (var login : all) {
            table.row(
                    Table.twoLines(Table.text(program(login)), login.address()),
                    Table.text(login.name()),
                    Table.text(named(login.beganAt())),
                    Table.text(named(login.seenAt())),
                    state(login, here, now));
        }
        body.add(table);
    }

    private static Optional<UUID> here() {
        return VaadinSession.getCurrent().getSession().getAttribute(KeptLogin.PLACE)
                        instanceof KeptLogin kept
                ? Optional.of(kept.login())
                : Optional.empty();
    }

    private String program(LoginLine login) {
        return login.door() == LoginLine.Door.REST
                ? getTranslation("logins.tokens", login.program())
                : AgentName.of(login.agent()).orElse(getTranslation("logins.browser"));
    }

    private Component state(LoginLine login, Optional<UUID> here, Instant now) {
        if (login.endedBy().filter(OpenLogins.THERE::equals).isPresent()) {
            return Table.text(
                    getTranslation("logins.ended.there", named(login.endedAt().orElseThrow())));
        }
        if (login.endedBy().isPresent()) {
            return Table.text(
                    getTranslation(
                            "logins.ended",
                            named(login.endedAt().orElseThrow()),
                            login.endedBy().get()));
        }
        if (!login.open(now)) {
            return Table.text(getTranslation("logins.over"));
        }
        if (here.filter(login.id()::equals).isPresent()) {
            return Table.text(getTranslation("logins.here"));
        }
        var end = outlined(getTranslation("logins.end"));
        var which = program(login) + " " + login.address();
        end.setAriaLabel(getTranslation("logins.end.named", login.name(), which));
        end.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("logins.end"),
                        getTranslation("logins.end.consequence", login.name(), which),
                        () -> end(login)));
        return end;
    }

    private void end(LoginLine login) {
        problem.removeAll();
        try {
            logins.end(login.id());
            show();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }

    private String named(Instant at) {
        return Times.named(at, Times.here(), getLocale(), clock.instant());
    }
}
