package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.ChangeCopies;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.changes.Reviews;
import io.holdfast.controller.changes.RolloutPlans;
import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.Confirm;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.States;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The review of one change: consequence first, then the proof, then every device's text, and beside
 * it what this person may do and why not.
 */
@Route(value = "changes", layout = MainLayout.class)
@PermitAll
public class ChangePage extends Page implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private final transient Changes changes;
    private final transient RolloutPlans plans;
    private final transient Reviews reviews;
    private final transient ChangeCopies copies;
    private final Span viewed = new Span();

    /** Stays when what was asked for is refused. */
    private final KeptComment comment = new KeptComment();

    private final transient InstantSource clock;
    private final Div problem = new Div();
    private final Div body = new Div();
    private final transient Aside aside = new Aside();
    private transient Optional<UUID> id = Optional.empty();

    /** The waves somebody asked for last, until they are stored. */
    private transient Optional<List<PlannedWave>> waves = Optional.empty();

    public ChangePage(
            Changes changes,
            RolloutPlans plans,
            Reviews reviews,
            ChangeCopies copies,
            InstantSource clock) {
        this.reviews = reviews;
        this.copies = copies;
        viewed.addClassName("hf-why");
        comment.setLabel(getTranslation("change.comment"));
        comment.setMaxLength(1000);
        comment.setId("verdict-comment");
        comment.setWidthFull();
        this.changes = changes;
        this.plans = plans;
        this.clock = clock;
        body.addClassName("hf-with-side");
        add(problem, body);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        try {
            id = Optional.of(UUID.fromString(parameter));
        } catch (IllegalArgumentException e) {
            id = Optional.empty();
        }
        crumb(new RouterLink(getTranslation("changes.title"), ChangesView.class));
        id.ifPresent(comment::bring);
        show();
    }

    private void show() {
        body.removeAll();
        ChangeView change;
        try {
            change = changes.get(id.orElseThrow());
        } catch (Refused | NoSuchElementException e) {
            title(getTranslation("changes.change"));
            body.add(empty(getTranslation("change.unknown")));
            return;
        }
        title(change.title());
        sub(
                States.of(this, change.state()),
                new Span(getTranslation("change.base", change.baseRevision())),
                new Span(getTranslation("change.by", change.authorName())),
                Times.namedAt(change.createdAt(), Times.here(), getLocale(), clock.instant()));
        var left = new Div();
        left.add(new Paragraph(getTranslation("change.justification") + ": " + change.reason()));
        if (!change.note().isEmpty()) {
            left.add(note(Tone.ATTENTION, new Span(change.note())));
        }
        var preview = changes.diff(change.id());
        var diff = new ChangeDiff(preview);
        findings(change).ifPresent(left::add);
        left.add(
                diff.flows(this),
                diff.proof(this),
                new WavesPanel(
                        change,
                        plans.tags(),
                        waves.orElse(change.waves()),
                        wanted -> {
                            waves = Optional.of(wanted);
                            act(() -> plans.plan(change.id(), change.version(), wanted));
                        }),
                new DiffReview(reviews, clock, change.id(), preview, viewed::setText),
                section(
                        getTranslation("comments.title"),
                        new CommentBox(
                                reviews,
                                clock,
                                change.id(),
                                Optional.empty(),
                                reviews.remarks(change.id()))));
        body.add(left, side(change));
    }

    private Optional<Component> findings(ChangeView change) {
        if (change.findings().isEmpty()) {
            return Optional.empty();
        }
        var table =
                new Table(getTranslation("change.findings"))
                        .head(getTranslation("change.severity"))
                        .head(getTranslation("change.where"))
                        .head(getTranslation("change.finding"));
        for (var finding : change.findings()) {
            var mark =
                    finding.blocks()
                            ? new StateMark(Glyph.ATTENTION, Tone.ATTENTION, severity(finding))
                            : new StateMark(Glyph.WAITING, Tone.STALE, severity(finding));
            table.row(
                    mark,
                    Table.text((finding.site() + " " + finding.where()).strip()),
                    Parts.finding(this, finding.code(), finding.detail()));
        }
        return Optional.of(section(getTranslation("change.findings"), table));
    }

    private String severity(FindingLine finding) {
        return getTranslation("finding." + finding.severity().toLowerCase(Locale.ROOT));
    }

    private Component side(ChangeView change) {
        var side = new Div(new Approvals(change, clock.instant()));
        side.addClassName("hf-side");
        side.add(actions(change), new CopyActions(copies, change));
        side.add(section(getTranslation("change.then"), why(getTranslation("change.then.text"))));
        return side;
    }

    private Component actions(ChangeView change) {
        var box = new Div();
        box.addClassNames("hf-empty");
        change.rollout()
                .ifPresent(r ->
                        box.add(new Anchor(Places.rollout(r), getTranslation("change.rollout"))));
        switch (change.state()) {
            case "DRAFT", "VERIFIED" -> box.add(submit(change), withdraw(change));
            case "IN_REVIEW" -> judge(box, change);
            default -> {}
        }
        return box;
    }

    private Component submit(ChangeView change) {
        long blockers = change.findings().stream().filter(f -> f.blocks()).count();
        var submit = primary(getTranslation("change.submit"));
        submit.setId("submit");
        submit.addClickListener(_ -> act(() -> changes.submit(change.id(), change.version())));
        submit.setEnabled(blockers == 0);
        var row = new Div(Rights.guarded(this, Permission.PROPOSE, submit));
        if (blockers > 0) {
            row.add(why(getTranslation("change.blocked", blockers)));
        }
        return row;
    }

    private Component withdraw(ChangeView change) {
        var withdraw = outlined(getTranslation("change.withdraw"));
        withdraw.setId("withdraw");
        withdraw.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("change.withdraw"),
                        getTranslation("change.withdraw.consequence"),
                        () ->
                                act(() ->
                                        changes.withdraw(
                                                change.id(),
                                                change.version(),
                                                getTranslation("change.withdraw")))));
        if (change.author().equals(Acting.caller().subject())) {
            return withdraw;
        }
        withdraw.setEnabled(false);
        return new Div(withdraw, why(getTranslation("change.not-author", change.authorName())));
    }

    private void judge(Div box, ChangeView change) {
        boolean own = change.author().equals(Acting.caller().subject());
        boolean may = Acting.caller().may(Permission.APPROVE);
        var approve = primary(getTranslation("change.approve"));
        approve.setId("approve");
        approve.addClickListener(
                _ -> act(() -> changes.approve(change.id(), change.version(), comment.getValue())));
        var reject = outlined(getTranslation("change.reject"));
        reject.addClickListener(_ ->
                Confirm.ask(
                        this,
                        getTranslation("change.reject"),
                        getTranslation("change.reject.consequence"),
                        () ->
                                act(() ->
                                        changes.reject(
                                                change.id(),
                                                change.version(),
                                                comment.getValue()))));
        for (var button : List.of(approve, reject)) {
            button.setEnabled(may && !own);
        }
        box.add(viewed, comment, approve, reject);
        if (own) {
            box.add(why(getTranslation("change.own")), withdraw(change));
        } else if (!may) {
            box.add(why(getTranslation("change.role")));
        }
        box.add(why(getTranslation("change.bound")));
    }

    private void act(Supplier<ChangeView> action) {
        problem.removeAll();
        problem.add(why(getTranslation("change.working")));
        body.setEnabled(false);
        aside.begin(_ -> action.get(), this::acted);
    }

    private void acted(Aside.Outcome<ChangeView> outcome) {
        problem.removeAll();
        body.setEnabled(true);
        switch (outcome) {
            case Aside.Outcome.Done(var after) when after.rollout().isPresent() -> {
                getUI().ifPresent(ui -> ui.navigate(Places.rollout(after.rollout().get())));
                return;
            }
            case Aside.Outcome.Done<ChangeView> _ -> {
                comment.clear();
                waves = Optional.empty();
            }
            case Aside.Outcome.Denied(var refused) -> {
                comment.keep(id.orElseThrow());
                problem.add(Parts.refused(this, refused));
            }
            case Aside.Outcome.Failed() ->
                    problem.add(note(Tone.ATTENTION, new Span(getTranslation("proposal.failed"))));
        }
        show();
    }
}
