package io.holdfast.controller.observations.rest;

import io.holdfast.api.model.AlarmItem;
import io.holdfast.api.model.CablingFinding;
import io.holdfast.api.model.CredentialTrial;
import io.holdfast.api.model.LinkEnd;
import io.holdfast.api.model.SampleChart;
import io.holdfast.api.model.SampleGap;
import io.holdfast.api.model.SeenLink;
import io.holdfast.api.model.SiteTopology;
import io.holdfast.api.model.StrangerItem;
import io.holdfast.controller.observations.AlarmView;
import io.holdfast.controller.observations.Chart;
import io.holdfast.controller.observations.CredentialTrials;
import io.holdfast.controller.observations.Topologies;
import io.holdfast.core.alarm.Handling;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.topology.Cabling;
import io.holdfast.core.topology.Stranger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Observations as the API writes them. */
final class ObservationForms {

    private ObservationForms() {}

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static SampleChart form(Chart chart) {
        var form =
                new SampleChart(
                        chart.key().slot().value(),
                        chart.key().metric(),
                        chart.key().instance(),
                        chart.retention().name(),
                        chart.points().stream().map(p -> p.at().toEpochMilli()).toList(),
                        chart.points().stream().map(Chart.Point::value).toList(),
                        chart.gaps().stream()
                                .map(g ->
                                        new SampleGap(
                                                at(g.from()),
                                                at(g.to()),
                                                g.reason().name(),
                                                g.detail()))
                                .toList());
        chart.newest().ifPresent(n -> form.setNewest(at(n)));
        chart.age().ifPresent(a -> form.setAgeSeconds(a.toSeconds()));
        return form;
    }

    static AlarmItem form(AlarmView view) {
        var alarm = view.alarm();
        var item =
                new AlarmItem(
                        view.site().value(),
                        alarm.key().slot().value(),
                        alarm.key().code(),
                        alarm.key().instance(),
                        view.severity().name(),
                        alarm.phase().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                        at(alarm.phase().since()),
                        alarm.phase() instanceof Phase.Unknown(_, var reason, _) ? reason : "",
                        alarm.flapping(),
                        alarm.handling().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                        "",
                        "",
                        at(view.toldAt()),
                        view.age().toSeconds(),
                        view.version());
        switch (alarm.handling()) {
            case Handling.Open() -> {}
            case Handling.Acknowledged(var by, _, var note) -> {
                item.setHandledBy(by);
                item.setHandlingReason(note);
            }
            case Handling.Shelved(var by, _, var reason, var until) -> {
                item.setHandledBy(by);
                item.setHandlingReason(reason);
                item.setShelvedUntil(at(until));
            }
        }
        return item;
    }

    static CredentialTrial form(CredentialTrials.Trial trial) {
        var form = new CredentialTrial(trial.order());
        trial.result().ifPresent(r -> form.result(r.code()).reason(r.reason()).triedAt(at(r.at())));
        return form;
    }

    static SiteTopology form(Topologies.SiteTopology topology) {
        return new SiteTopology(
                topology.site().value(),
                topology.links().stream().map(ObservationForms::form).toList(),
                topology.cabling().stream().map(ObservationForms::form).toList(),
                topology.strangers().stream().map(ObservationForms::form).toList());
    }

    private static LinkEnd form(io.holdfast.core.topology.LinkEnd end) {
        return switch (end) {
            case io.holdfast.core.topology.LinkEnd.Own(var slot, var port) ->
                    new LinkEnd(slot.value(), "", port);
            case io.holdfast.core.topology.LinkEnd.Foreign(var chassis, var port) ->
                    new LinkEnd("", chassis.value(), port);
        };
    }

    private static SeenLink form(io.holdfast.core.topology.SeenLink link) {
        return new SeenLink(
                form(link.near()),
                form(link.far()),
                link.confidence().name(),
                link.evidence().stream().map(Enum::name).toList(),
                link.announcedName(),
                at(link.firstSeen()),
                at(link.lastSeen()),
                link.standing().name());
    }

    private static CablingFinding form(Cabling.Finding finding) {
        return switch (finding) {
            case Cabling.Finding.AsPlanned(var planned, var seen) ->
                    planned("AS_PLANNED", planned).seen(form(seen));
            case Cabling.Finding.Missing(var planned) -> planned("MISSING", planned);
            case Cabling.Finding.Unknown(var planned, var since) ->
                    planned("UNKNOWN", planned).since(at(since));
            case Cabling.Finding.Elsewhere(var planned, var seen) ->
                    planned("ELSEWHERE", planned).seen(form(seen));
            case Cabling.Finding.NotInThePlan(var seen, var unused) ->
                    new CablingFinding("NOT_IN_THE_PLAN")
                            .seen(form(seen))
                            .portShouldBeUnused(unused);
        };
    }

    private static CablingFinding planned(String finding, Cabling.Planned planned) {
        return new CablingFinding(finding).one(form(planned.one())).other(form(planned.other()));
    }

    private static StrangerItem form(Stranger stranger) {
        var item =
                new StrangerItem(
                        stranger.chassis().kind().name(),
                        stranger.chassis().value(),
                        stranger.announcedName(),
                        stranger.seenAt().stream().map(ObservationForms::form).toList(),
                        at(stranger.firstSeen()),
                        at(stranger.lastSeen()),
                        stranger.state().name());
        stranger.charge()
                .ifPresent(c -> {
                    item.setOwner(c.owner());
                    item.setDue(at(c.due()));
                    item.setReason(c.reason());
                });
        return item;
    }
}
