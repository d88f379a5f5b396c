package io.holdfast.ui.policy;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.observations.ConduitUses;
import io.holdfast.controller.observations.ConduitUses.Tally;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Which conduits are used, when last, and which never: what nobody uses can be taken back. */
@Route(value = "policy/conduit-uses", layout = MainLayout.class)
@PermitAll
public class ConduitUsesView extends Page {

    private static final long serialVersionUID = 1L;

    /** Not seen for so long: somebody should ask whether it is still needed. */
    private static final Duration LONG_AGO = Duration.ofDays(90);

    private final transient ConduitUses uses;
    private final transient InstantSource clock;
    private final transient Paging paging = new Paging(200);
    private final Div list = new Div();

    public ConduitUsesView(ConduitUses uses, InstantSource clock) {
        this.uses = uses;
        this.clock = clock;
        title(getTranslation("uses.title"));
        add(list);
        show();
    }

    private void show() {
        list.removeAll();
        var all = uses.list();
        var now = clock.instant();
        sub(
                getTranslation(
                        "uses.sub",
                        all.size(),
                        all.stream().filter(u -> u.last().isEmpty()).count()));
        if (all.isEmpty()) {
            list.add(empty(getTranslation("uses.empty")));
            return;
        }
        var table =
                new Table(getTranslation("uses.title"))
                        .head(getTranslation("uses.conduit"))
                        .head(getTranslation("devices.state"))
                        .numberHead(getTranslation("uses.last"))
                        .numberHead(getTranslation("uses.first"))
                        .numberHead(getTranslation("uses.permitted"))
                        .numberHead(getTranslation("uses.denied"));
        for (var use : paging.of(all)) {
            table.row(
                    Table.text(use.conduit().value()),
                    mark(use, now),
                    time(use.last(), now),
                    time(use.first(), now),
                    Table.text(getTranslation("device.number", use.permitted())),
                    Table.text(getTranslation("device.number", use.denied())));
        }
        list.add(
                table, paging.below(this, all.size(), this::show), why(getTranslation("uses.how")));
    }

    private Span time(java.util.Optional<Instant> at, Instant now) {
        return at.map(
                        t -> {
                            var span = new Span(Times.length(Duration.between(t, now)));
                            span.getElement()
                                    .setAttribute(
                                            "title",
                                            Times.named(t, ZoneOffset.UTC, getLocale(), now));
                            return span;
                        })
                .orElse(new Span("-"));
    }

    private StateMark mark(Tally use, Instant now) {
        if (use.last().isEmpty()) {
            return new StateMark(Glyph.WAITING, Tone.ATTENTION, getTranslation("uses.never"));
        }
        return use.last().get().plus(LONG_AGO).isBefore(now)
                ? new StateMark(Glyph.STALE, Tone.STALE, getTranslation("uses.long-ago"))
                : new StateMark(Glyph.OK, Tone.OK, getTranslation("uses.used"));
    }
}
