package io.holdfast.controller.changes.rest;

import io.holdfast.api.ReviewsApi;
import io.holdfast.api.model.Change;
import io.holdfast.api.model.ChangeCopy;
import io.holdfast.api.model.Comment;
import io.holdfast.api.model.CommentDraft;
import io.holdfast.api.model.CommentList;
import io.holdfast.api.model.Viewed;
import io.holdfast.api.model.ViewedDiff;
import io.holdfast.api.model.ViewedList;
import io.holdfast.controller.changes.ChangeCopies;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Remark;
import io.holdfast.controller.changes.Remark.DeviceOfChange;
import io.holdfast.controller.changes.Reviews;
import io.holdfast.controller.changes.Tick;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.Versions;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happens beside a change, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ReviewsEndpoint implements ReviewsApi {

    private final Reviews reviews;
    private final ChangeCopies copies;
    private final Idempotency idempotency;

    ReviewsEndpoint(Reviews reviews, ChangeCopies copies, Idempotency idempotency) {
        this.reviews = reviews;
        this.copies = copies;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<CommentList> listComments(String change) {
        return ResponseEntity.ok(
                new CommentList(
                        reviews.remarks(id(change)).stream().map(ReviewsEndpoint::form).toList()));
    }

    @Override
    public ResponseEntity<Comment> addComment(
            String change, CommentDraft form, @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "addComment",
                List.of(change, form),
                Comment.class,
                () ->
                        ResponseEntity.status(201)
                                .body(
                                        form(
                                                reviews.say(
                                                        id(change),
                                                        device(form),
                                                        form.getComment()))));
    }

    private static Optional<DeviceOfChange> device(CommentDraft form) {
        var site = form.getSite();
        var slot = form.getSlot();
        if (site == null && slot == null) {
            return Optional.empty();
        }
        if (site == null || slot == null) {
            throw Refused.invalid(
                    site == null ? "/site" : "/slot",
                    "FIELD_MISSING",
                    "A device is named by its site and its slot.");
        }
        return Optional.of(new DeviceOfChange(site, slot));
    }

    @Override
    public ResponseEntity<ViewedList> listViewed(String change) {
        return answer(reviews.ticks(id(change)));
    }

    @Override
    public ResponseEntity<ViewedList> markViewed(
            String change, String site, String slot, ViewedDiff form) {
        return answer(reviews.view(id(change), new DeviceOfChange(site, slot), form.getDigest()));
    }

    @Override
    public ResponseEntity<ViewedList> unmarkViewed(String change, String site, String slot) {
        return answer(reviews.unview(id(change), new DeviceOfChange(site, slot)));
    }

    @Override
    public ResponseEntity<Change> cloneChange(
            String change, ChangeCopy form, @Nullable String idempotencyKey) {
        return made(
                "cloneChange",
                change,
                form,
                idempotencyKey,
                () -> copies.copy(id(change), form.getTitle(), form.getReason()));
    }

    @Override
    public ResponseEntity<Change> revertChange(
            String change, ChangeCopy form, @Nullable String idempotencyKey) {
        return made(
                "revertChange",
                change,
                form,
                idempotencyKey,
                () -> copies.revert(id(change), form.getTitle(), form.getReason()));
    }

    private ResponseEntity<Change> made(
            String operation,
            String change,
            ChangeCopy form,
            @Nullable String key,
            Supplier<ChangeView> make) {
        return idempotency.once(
                key,
                operation,
                List.of(change, form),
                Change.class,
                () -> {
                    var made = make.get();
                    return ResponseEntity.created(
                                    URI.create("/api/v1/change-requests/" + made.id()))
                            .eTag(Versions.tag(made.version()))
                            .body(ChangeForms.form(made));
                });
    }

    private static UUID id(String text) {
        return PathIds.id("change request", text);
    }

    private static Comment form(Remark remark) {
        var form =
                new Comment(
                        remark.id().toString(),
                        remark.by(),
                        remark.name(),
                        remark.at().atOffset(ZoneOffset.UTC),
                        remark.comment(),
                        remark.stands());
        remark.device()
                .ifPresent(d -> {
                    form.setSite(d.site());
                    form.setSlot(d.slot());
                });
        return form;
    }

    private static ResponseEntity<ViewedList> answer(List<Tick> ticks) {
        return ResponseEntity.ok(
                new ViewedList(
                        ticks.stream()
                                .map(t ->
                                        new Viewed(
                                                t.device().site(),
                                                t.device().slot(),
                                                t.by(),
                                                t.name(),
                                                t.at().atOffset(ZoneOffset.UTC),
                                                t.mine()))
                                .toList()));
    }
}
