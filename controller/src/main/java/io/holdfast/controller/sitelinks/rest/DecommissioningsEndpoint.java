package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.DecommissioningsApi;
import io.holdfast.api.model.Decommissioning;
import io.holdfast.api.model.DecommissioningItem;
import io.holdfast.api.model.DecommissioningJournal;
import io.holdfast.api.model.DecommissioningList;
import io.holdfast.api.model.LateEntries;
import io.holdfast.api.model.NewDecommissioning;
import io.holdfast.api.model.NewSettlement;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DecommissionId;
import io.holdfast.controller.sitelinks.DecommissionStanding;
import io.holdfast.controller.sitelinks.Decommissionings;
import io.holdfast.controller.sitelinks.door.LateJournals;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Site nodes that are taken out of service, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class DecommissioningsEndpoint implements DecommissioningsApi {

    private final Decommissionings decommissionings;
    private final LateJournals late;
    private final Idempotency idempotency;

    DecommissioningsEndpoint(
            Decommissionings decommissionings, LateJournals late, Idempotency idempotency) {
        this.decommissionings = decommissionings;
        this.late = late;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<DecommissioningList> listDecommissionings(String site) {
        return ResponseEntity.ok(
                new DecommissioningList(
                        decommissionings.of(PathIds.site(site)).stream()
                                .map(DecommissioningsEndpoint::form)
                                .toList()));
    }

    @Override
    public ResponseEntity<Decommissioning> decommissionSite(
            String site, NewDecommissioning form, @Nullable String idempotencyKey) {
        var id = PathIds.site(site);
        return idempotency.once(
                idempotencyKey,
                "decommissionSite " + id,
                form,
                Decommissioning.class,
                () -> {
                    var asked =
                            decommissionings.ask(
                                    id,
                                    word(
                                            DecommissionStanding.Cause.values(),
                                            "/cause",
                                            "CAUSE_UNKNOWN",
                                            form.getCause()),
                                    form.getReason());
                    return ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/sites/"
                                                    + id
                                                    + "/decommissionings/"
                                                    + asked.id()))
                            .body(form(asked));
                });
    }

    @Override
    public ResponseEntity<Decommissioning> readDecommissioning(
            String site, String decommissioning) {
        return answer(decommissionings.get(PathIds.site(site), DecommissionId.in(decommissioning)));
    }

    @Override
    public ResponseEntity<Decommissioning> confirmDecommissioning(
            String site, String decommissioning) {
        return answer(
                decommissionings.confirm(PathIds.site(site), DecommissionId.in(decommissioning)));
    }

    @Override
    public ResponseEntity<Decommissioning> dropDecommissioning(
            String site, String decommissioning) {
        return answer(
                decommissionings.drop(PathIds.site(site), DecommissionId.in(decommissioning)));
    }

    @Override
    public ResponseEntity<Decommissioning> settleDecommissioning(
            String site, String decommissioning, NewSettlement form) {
        return answer(
                decommissionings.settle(
                        PathIds.site(site),
                        DecommissionId.in(decommissioning),
                        word(
                                DecommissionStanding.Kind.values(),
                                "/kind",
                                "KIND_UNKNOWN",
                                form.getKind()),
                        form.getName(),
                        form.getHow()));
    }

    @Override
    public ResponseEntity<Decommissioning> addLateEntries(
            String site, String decommissioning, LateEntries form) {
        var id = PathIds.site(site);
        var which = DecommissionId.in(decommissioning);
        late.take(id, which, form.getEntries());
        return answer(decommissionings.get(id, which));
    }

    private static <E extends Enum<E>> E word(E[] words, String pointer, String code, String text) {
        return Arrays.stream(words)
                .filter(w -> w.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Refused.invalid(
                                pointer, code, "It is one of " + Arrays.toString(words) + "."));
    }

    private static ResponseEntity<Decommissioning> answer(DecommissionStanding standing) {
        return ResponseEntity.ok(form(standing));
    }

    private static Decommissioning form(DecommissionStanding standing) {
        var left = standing.left();
        var journal =
                new DecommissioningJournal(
                        left.durable(), left.found(), left.told(), left.missing(), left.late());
        left.lastHeard().map(DecommissioningsEndpoint::at).ifPresent(journal::setLastHeard);
        var form =
                new Decommissioning(
                        standing.id().toString(),
                        standing.site().value(),
                        standing.incarnation(),
                        standing.cause().name(),
                        standing.reason(),
                        standing.state().name(),
                        at(standing.asked().at()),
                        standing.asked().by(),
                        journal,
                        standing.items().size(),
                        standing.replaced(),
                        standing.items().stream().map(DecommissioningsEndpoint::form).toList(),
                        standing.inServiceAgain());
        standing.confirmed()
                .ifPresent(word -> {
                    form.setConfirmedAt(at(word.at()));
                    form.setConfirmedBy(word.by());
                });
        standing.dropped()
                .ifPresent(word -> {
                    form.setDroppedAt(at(word.at()));
                    form.setDroppedBy(word.by());
                });
        standing.shutOut().map(DecommissioningsEndpoint::at).ifPresent(form::setShutOutAt);
        return form;
    }

    private static DecommissioningItem form(DecommissionStanding.Item item) {
        var form =
                new DecommissioningItem(
                        item.kind().name(), item.name(), item.group(), item.done(), item.rotated());
        item.settled()
                .ifPresent(settled -> {
                    form.setSettledAt(at(settled.at()));
                    form.setSettledBy(settled.by());
                    form.setHow(settled.how());
                });
        return form;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
