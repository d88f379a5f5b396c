package io.holdfast.controller.rollouts.rest;

import io.holdfast.api.RolloutsApi;
import io.holdfast.api.model.DeviceInRollout;
import io.holdfast.api.model.Rollout;
import io.holdfast.api.model.RolloutList;
import io.holdfast.api.model.SiteInRollout;
import io.holdfast.api.model.WaveInRollout;
import io.holdfast.api.model.Word;
import io.holdfast.controller.rollouts.RolloutView;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.Versions;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rollouts over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class RolloutsEndpoint implements RolloutsApi {

    private final Rollouts rollouts;

    RolloutsEndpoint(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public ResponseEntity<RolloutList> listRollouts(
            @Nullable Integer limit, @Nullable String cursor) {
        int most = Objects.requireNonNullElse(limit, 50);
        var page = rollouts.list(most, PathIds.cursor(cursor));
        var list = new RolloutList(page.stream().map(RolloutsEndpoint::form).toList());
        if (page.size() == most) {
            list.setNext(page.getLast().id().toString());
        }
        return ResponseEntity.ok(list);
    }

    @Override
    public ResponseEntity<Rollout> readRollout(String rollout) {
        var view = rollouts.get(id(rollout));
        return ResponseEntity.ok().eTag(Versions.tag(view.version())).body(form(view));
    }

    @Override
    public ResponseEntity<Rollout> pauseRollout(String rollout, @Nullable Word word) {
        return ResponseEntity.ok(form(rollouts.pause(id(rollout))));
    }

    @Override
    public ResponseEntity<Rollout> resumeRollout(String rollout, @Nullable Word word) {
        return ResponseEntity.ok(form(rollouts.resume(id(rollout))));
    }

    @Override
    public ResponseEntity<Rollout> rollBackRollout(String rollout, @Nullable Word word) {
        return ResponseEntity.ok(form(rollouts.rollBack(id(rollout))));
    }

    @Override
    public ResponseEntity<Rollout> abortRollout(String rollout, @Nullable Word word) {
        var reason = word == null ? "" : Objects.requireNonNullElse(word.getComment(), "");
        return ResponseEntity.ok(form(rollouts.abort(id(rollout), reason)));
    }

    private static UUID id(String text) {
        return PathIds.id("rollout", text);
    }

    private static Rollout form(RolloutView view) {
        return new Rollout(
                view.id().toString(),
                view.change().toString(),
                view.title(),
                view.state(),
                view.wave(),
                view.reason(),
                view.createdAt().atOffset(ZoneOffset.UTC),
                view.updatedAt().atOffset(ZoneOffset.UTC),
                view.version(),
                view.waves().stream().map(RolloutsEndpoint::form).toList(),
                view.sites().stream().map(RolloutsEndpoint::form).toList());
    }

    private static WaveInRollout form(RolloutView.WaveLine line) {
        var tally = line.tally();
        return new WaveInRollout(
                line.wave(),
                line.rule().kept(),
                line.rule().tolerated(),
                tally.sites(),
                tally.reachable(),
                tally.kept(),
                tally.failed());
    }

    private static SiteInRollout form(RolloutView.SiteLine line) {
        var form =
                new SiteInRollout(
                        line.site().value(),
                        line.wave(),
                        line.state(),
                        line.reason(),
                        line.devices().stream().map(RolloutsEndpoint::form).toList());
        form.setLink(line.link().name());
        line.since().ifPresent(s -> form.setSince(s.atOffset(ZoneOffset.UTC)));
        line.revision().ifPresent(form::setRevision);
        line.nextStart().ifPresent(s -> form.setNextStart(s.atOffset(ZoneOffset.UTC)));
        line.autonomousSince().ifPresent(s -> form.setAutonomousSince(s.atOffset(ZoneOffset.UTC)));
        return form;
    }

    private static DeviceInRollout form(RolloutView.DeviceLine line) {
        var form =
                new DeviceInRollout(
                        line.slot().value(), line.state(), line.reason(), line.changed());
        line.revision().ifPresent(form::setRevision);
        line.deadline().ifPresent(d -> form.setDeadline(d.atOffset(ZoneOffset.UTC)));
        line.observedAt().ifPresent(o -> form.setObservedAt(o.atOffset(ZoneOffset.UTC)));
        return form;
    }
}
