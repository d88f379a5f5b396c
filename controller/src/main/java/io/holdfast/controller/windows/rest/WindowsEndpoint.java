package io.holdfast.controller.windows.rest;

import io.holdfast.api.WindowsApi;
import io.holdfast.api.model.FreezeList;
import io.holdfast.api.model.NewFreeze;
import io.holdfast.api.model.WindowList;
import io.holdfast.api.model.WindowOccurrence;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.WindowForms;
import io.holdfast.controller.windows.FreezeView;
import io.holdfast.controller.windows.Windows;
import io.holdfast.core.window.MayStart;
import io.holdfast.core.window.Occurrence;
import java.net.URI;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Windows and freezes over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class WindowsEndpoint implements WindowsApi {

    private final Windows windows;
    private final Idempotency idempotency;

    WindowsEndpoint(Windows windows, Idempotency idempotency) {
        this.windows = windows;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<WindowList> readSiteWindows(String site) {
        var view = windows.of(PathIds.site(site));
        var zone = view.windows().zone();
        var list =
                new WindowList(
                        view.revision(),
                        zone.getId(),
                        view.windows().zoneRules(),
                        view.windows().windows().stream().map(WindowForms::form).toList(),
                        view.next().stream().map(WindowsEndpoint::form).toList(),
                        view.now() instanceof MayStart.Yes,
                        view.now() instanceof MayStart.No no ? no.hold().sentence(zone) : "");
        if (view.now() instanceof MayStart.No(_, var next, _)) {
            next.ifPresent(n -> list.setNextStart(n.atOffset(ZoneOffset.UTC)));
        }
        return ResponseEntity.ok(list);
    }

    private static WindowOccurrence form(Occurrence occurrence) {
        return new WindowOccurrence(
                occurrence.window(),
                occurrence.kind().name(),
                occurrence.from().atOffset(ZoneOffset.UTC),
                occurrence.to().atOffset(ZoneOffset.UTC),
                occurrence.offset().getId());
    }

    @Override
    public ResponseEntity<FreezeList> listFreezes() {
        return ResponseEntity.ok(
                new FreezeList(windows.freezes().stream().map(WindowsEndpoint::form).toList()));
    }

    @Override
    public ResponseEntity<io.holdfast.api.model.Freeze> beginFreeze(
            NewFreeze form, @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "beginFreeze",
                form,
                io.holdfast.api.model.Freeze.class,
                () -> {
                    var begun = windows.freeze(form.getUntil().toInstant(), form.getReason());
                    return ResponseEntity.created(URI.create("/api/v1/freezes/" + begun.id()))
                            .body(form(begun));
                });
    }

    @Override
    public ResponseEntity<io.holdfast.api.model.Freeze> liftFreeze(String freeze) {
        return ResponseEntity.ok(form(windows.lift(PathIds.id("freeze", freeze))));
    }

    private static io.holdfast.api.model.Freeze form(FreezeView view) {
        var form =
                new io.holdfast.api.model.Freeze(
                        view.id().toString(),
                        view.freeze().from().atOffset(ZoneOffset.UTC),
                        view.freeze().until().atOffset(ZoneOffset.UTC),
                        view.freeze().reason(),
                        view.by());
        view.liftedAt().ifPresent(at -> form.setLiftedAt(at.atOffset(ZoneOffset.UTC)));
        return form;
    }
}
