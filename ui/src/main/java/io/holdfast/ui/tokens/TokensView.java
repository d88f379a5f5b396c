package io.holdfast.ui.tokens;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.access.ApiTokenLine;
import io.holdfast.controller.access.ApiTokens;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** The tokens somebody made; of everybody for who administers. */
@Route(value = "tokens", layout = MainLayout.class)
@PermitAll
public class TokensView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient ApiTokens tokens;
    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div body = new Div();

    public TokensView(ApiTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
        title(getTranslation("tokens.title"));
        sub(getTranslation("tokens.about"));
        problem.getElement().setAttribute("aria-live", "polite");
        if (Acting.caller().kind() == Caller.Kind.PERSON) {
            var make = primary(getTranslation("tokens.make"));
            make.setId("make-token");
            make.addClickListener(_ -> new TokenDialog(tokens, clock.instant(), this::show).open());
            actions(make);
        }
        add(problem, body);
        show();
    }

    private void show() {
        body.removeAll();
        var all = tokens.list();
        if (all.isEmpty()) {
            body.add(empty(getTranslation("tokens.none")));
            return;
        }
        var table =
                new Table(getTranslation("tokens.title"))
                        .head(getTranslation("tokens.name"))
                        .head(getTranslation("tokens.owner"))
                        .head(getTranslation("tokens.scopes"))
                        .head(getTranslation("tokens.ends"))
                        .head(getTranslation("tokens.used"))
                        .head(getTranslation("tokens.state"));
        for (var token : all) {
            table.row(
                    Table.twoLines(Table.text(token.name()), token.id().toString()),
                    Table.text(token.owner()),
                    Table.text(
                            token.scopes().stream()
                                    .map(Permission::scope)
                                    .collect(Collectors.joining(", "))),
                    Table.text(named(token.endsAt())),
                    Table.text(
                            token.usedAt().map(this::named).orElse(getTranslation("tokens.never"))),
                    state(token));
        }
        body.add(table);
    }

    private Component state(ApiTokenLine token) {
        if (token.revokedAt().isPresent()) {
            return Table.text(getTranslation("tokens.revoked", named(token.revokedAt().get())));
        }
        if (!token.holds(clock.instant())) {
            return Table.text(getTranslation("tokens.over"));
        }
        var revoke = outlined(getTranslation("tokens.revoke"));
        revoke.setAriaLabel(getTranslation("tokens.revoke.named", token.name()));
        revoke.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("tokens.revoke"),
                        getTranslation("tokens.revoke.consequence", token.name()),
                        () -> revoke(token)));
        return revoke;
    }

    private void revoke(ApiTokenLine token) {
        problem.removeAll();
        try {
            tokens.revoke(token.id());
            show();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }

    private String named(Instant at) {
        return Times.named(at, Times.here(), getLocale(), clock.instant());
    }
}
