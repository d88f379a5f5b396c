package io.holdfast.ui.sites;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DecommissionStanding;
import io.holdfast.controller.sitelinks.DecommissionStanding.Item;
import io.holdfast.controller.sitelinks.DecommissionStanding.State;
import io.holdfast.controller.sitelinks.DecommissionStanding.Word;
import io.holdfast.controller.sitelinks.Decommissionings;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** One node that is taken out of service: who said so, what is lost, what is to be replaced. */
final class DecommissionPanel extends Div {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1_000;

    private final transient Decommissionings cases;
    private final transient DecommissionStanding one;
    private final transient ZoneId zone;
    private final transient Instant now;
    private final Div problem = new Div();
    private final Runnable changed;

    DecommissionPanel(
            Decommissionings cases,
            DecommissionStanding one,
            ZoneId zone,
            Instant now,
            Runnable changed) {
        this.cases = cases;
        this.one = one;
        this.zone = zone;
        this.now = now;
        this.changed = changed;
        problem.getElement().setAttribute("aria-live", "polite");
        add(mark(), facts(), buttons(), problem);
        if (one.shutOut().isPresent()) {
            add(lost(), items());
        }
    }

    private Component mark() {
        var words = getTranslation("service.state." + one.state().name().toLowerCase(Locale.ROOT));
        return switch (one.state()) {
            case ASKED -> new StateMark(Glyph.WAITING, Tone.PENDING, words);
            case DROPPED -> new StateMark(Glyph.BACK, Tone.STALE, words);
            case SHUT_OUT -> new StateMark(Glyph.ATTENTION, Tone.ATTENTION, words);
            case COMPLETE -> new StateMark(Glyph.KEPT, Tone.OK, words);
        };
    }

    private String said(Word word) {
        return getTranslation(
                "service.said", word.by(), Times.named(word.at(), zone, getLocale(), now));
    }

    private Facts facts() {
        var facts =
                new Facts()
                        .fact(
                                getTranslation("service.cause"),
                                getTranslation(
                                        "service.cause."
                                                + one.cause().name().toLowerCase(Locale.ROOT)))
                        .fact(getTranslation("service.reason"), one.reason())
                        .fact(getTranslation("service.node"), "" + one.incarnation())
                        .fact(getTranslation("service.asked"), said(one.asked()));
        one.confirmed().ifPresent(w -> facts.fact(getTranslation("service.confirmed"), said(w)));
        one.dropped().ifPresent(w -> facts.fact(getTranslation("service.dropped"), said(w)));
        one.shutOut()
                .ifPresent(at ->
                        facts.fact(
                                getTranslation("service.since"),
                                Times.named(at, zone, getLocale(), now)));
        if (one.inServiceAgain()) {
            facts.fact(getTranslation("service.again"), getTranslation("service.again.about"));
        }
        return facts;
    }

    private Component buttons() {
        var row = new Div();
        row.addClassName("hf-row");
        if (one.confirmed().isEmpty() && one.state() != State.DROPPED) {
            boolean first = one.state() == State.ASKED;
            var confirm =
                    Parts.outlined(
                            getTranslation(first ? "service.confirm" : "service.confirm.seen"));
            confirm.setId("confirm-" + one.id());
            confirm.addClickListener(_ -> {
                if (!first) {
                    tried(() -> cases.confirm(one.site(), one.id()));
                    return;
                }
                Confirm.ask(
                        this,
                        getTranslation("service.confirm"),
                        getTranslation("service.confirm.about"),
                        () -> tried(() -> cases.confirm(one.site(), one.id())));
            });
            row.add(Rights.guarded(this, Permission.APPROVE, confirm));
        }
        if (one.state() == State.ASKED) {
            var drop = Parts.outlined(getTranslation("service.drop"));
            drop.setId("drop-" + one.id());
            drop.addClickListener(_ -> tried(() -> cases.drop(one.site(), one.id())));
            row.add(Rights.guarded(this, Permission.ONBOARD, drop));
        }
        return row;
    }

    private void tried(Runnable what) {
        problem.removeAll();
        try {
            what.run();
            changed.run();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }

    /** What the node never handed over is declared by number, not silently missing. */
    private Component lost() {
        var left = one.left();
        var heard =
                left.lastHeard()
                        .map(at -> Times.named(at, zone, getLocale(), now))
                        .orElse(getTranslation("service.never"));
        if (left.missing() > 0) {
            return Parts.note(
                    Tone.ATTENTION,
                    new Span(
                            getTranslation(
                                    "service.lost",
                                    left.missing(),
                                    left.found() + 1,
                                    left.told(),
                                    heard)));
        }
        return new Paragraph(
                getTranslation(
                        left.late() > 0 ? "service.found-late" : "service.nothing-lost",
                        left.found(),
                        heard,
                        left.late()));
    }

    private Component items() {
        if (one.items().isEmpty()) {
            return Parts.empty(getTranslation("service.items.none"));
        }
        var table =
                new Table(getTranslation("service.items", one.replaced(), one.items().size()))
                        .head(getTranslation("service.item"))
                        .head(getTranslation("service.item.secret"))
                        .head(getTranslation("devices.state"))
                        .head(getTranslation("service.item.by-hand"));
        for (var item : one.items()) {
            table.row(
                    Table.text(
                            getTranslation(
                                    "service.item." + item.kind().name().toLowerCase(Locale.ROOT),
                                    item.name())),
                    Table.text(
                            item.group().isEmpty()
                                    ? ""
                                    : getTranslation("service.item.group-of", item.group())),
                    state(item),
                    item.done() ? Table.text("") : settle(item));
        }
        return new Div(
                new Paragraph(getTranslation("service.items", one.replaced(), one.items().size())),
                table);
    }

    private Component state(Item item) {
        if (item.rotated()) {
            return new StateMark(Glyph.KEPT, Tone.OK, getTranslation("service.item.proved"));
        }
        return item.settled()
                .<Component>map(s ->
                        Table.twoLines(
                                new StateMark(
                                        Glyph.KEPT,
                                        Tone.STALE,
                                        getTranslation(
                                                "service.item.said",
                                                s.by(),
                                                Times.named(s.at(), zone, getLocale(), now))),
                                s.how()))
                .orElseGet(() ->
                        new StateMark(
                                Glyph.ATTENTION,
                                Tone.ATTENTION,
                                getTranslation("service.item.not-yet")));
    }

    private Component settle(Item item) {
        var button = Parts.outlined(getTranslation("service.settle"));
        button.setAriaLabel(getTranslation("service.settle.of", item.name()));
        button.addClickListener(_ -> ask(item));
        return new Div(Rights.guarded(this, Permission.ONBOARD, button));
    }

    private void ask(Item item) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("service.settle.of", item.name()));
        dialog.setWidth("32rem");
        var how = new TextArea(getTranslation("service.settle.how"));
        how.setId("settle-how");
        how.setMaxLength(LONGEST);
        how.setWidthFull();
        how.setManualValidation(true);
        how.setRequiredIndicatorVisible(true);
        var faults = new FieldFaults();
        faults.at("/how", how);
        var fault = new Div();
        fault.getElement().setAttribute("aria-live", "polite");
        var done = Parts.primary(getTranslation("service.settle"));
        done.setId("settle-confirm");
        done.addClickListener(_ -> {
            fault.removeAll();
            faults.clear();
            try {
                cases.settle(one.site(), one.id(), item.kind(), item.name(), how.getValue());
                dialog.close();
                changed.run();
            } catch (Refused refused) {
                faults.show(this, refused)
                        .forEach(s -> fault.add(Parts.note(Tone.ATTENTION, new Span(s))));
            }
        });
        var cancel = new Button(getTranslation("cancel"), _ -> dialog.close());
        dialog.add(new Paragraph(getTranslation("service.settle.about")), how, fault);
        dialog.getFooter().add(cancel, done);
        dialog.open();
        how.focus();
    }
}
