package io.holdfast.controller.explanations;

import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.verify.Explanation;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ZoneModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who allowed a conduit: the newest released change that wrote it, its author and approvers. */
@Component
class Authority {

    /** So many pages of released changes are looked through, newest first. */
    private static final int PAGES = 10;

    private static final int PAGE = 100;

    private final Changes changes;

    Authority(Changes changes) {
        this.changes = changes;
    }

    List<Answer.Allowed> of(ZoneModel model, Explanation explanation) {
        return explanation.conduits().stream()
                .flatMap(id -> model.conduit(id).stream())
                .map(conduit -> allowed(conduit, explanation))
                .toList();
    }

    private Answer.Allowed allowed(Conduit conduit, Explanation explanation) {
        boolean reply = !conduit.from().zone().equals(explanation.from());
        return wrote(conduit)
                .map(change ->
                        new Answer.Allowed(
                                conduit,
                                reply,
                                Optional.of(change.id()),
                                change.authorName(),
                                change.verdicts().stream()
                                        .filter(v -> v.stands() && v.decision().equals("APPROVED"))
                                        .map(ChangeView.VerdictLine::name)
                                        .toList(),
                                Optional.of(since(change))))
                .orElseGet(() ->
                        new Answer.Allowed(
                                conduit, reply, Optional.empty(), "", List.of(), Optional.empty()));
    }

    private static Instant since(ChangeView change) {
        return change.updatedAt();
    }

    private Optional<ChangeView> wrote(Conduit conduit) {
        Optional<UUID> before = Optional.empty();
        for (int page = 0; page < PAGES; page++) {
            var found = changes.list(PAGE, before, List.of("RELEASED"));
            for (var change : found) {
                if (change.edits().stream().anyMatch(e -> puts(e, conduit))) {
                    return Optional.of(change);
                }
            }
            if (found.size() < PAGE) {
                return Optional.empty();
            }
            before = Optional.of(found.getLast().id());
        }
        return Optional.empty();
    }

    private static boolean puts(PolicyEdit edit, Conduit conduit) {
        return edit instanceof PolicyEdit.PutConduit(var put) && put.id().equals(conduit.id());
    }
}
