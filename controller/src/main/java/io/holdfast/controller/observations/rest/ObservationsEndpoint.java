package io.holdfast.controller.observations.rest;

import io.holdfast.api.ObservationsApi;
import io.holdfast.api.model.AlarmItem;
import io.holdfast.api.model.AlarmList;
import io.holdfast.api.model.AlarmWord;
import io.holdfast.api.model.ConduitUseItem;
import io.holdfast.api.model.ConduitUseList;
import io.holdfast.api.model.ConfigurationDiff;
import io.holdfast.api.model.ConfigurationItem;
import io.holdfast.api.model.ConfigurationList;
import io.holdfast.api.model.ConfigurationText;
import io.holdfast.api.model.CredentialTrial;
import io.holdfast.api.model.NeighbourCharge;
import io.holdfast.api.model.SampleChart;
import io.holdfast.api.model.SeriesItem;
import io.holdfast.api.model.SeriesList;
import io.holdfast.api.model.SiteTopology;
import io.holdfast.controller.observations.Alarms;
import io.holdfast.controller.observations.Archives;
import io.holdfast.controller.observations.ConduitUses;
import io.holdfast.controller.observations.CredentialTrials;
import io.holdfast.controller.observations.SampleHistory;
import io.holdfast.controller.observations.Topologies;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.Versions;
import io.holdfast.core.alarm.AlarmKey;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.topology.ChassisId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Observations over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ObservationsEndpoint implements ObservationsApi {

    private final SampleHistory samples;
    private final Alarms alarms;
    private final Topologies topologies;
    private final Archives archives;
    private final ConduitUses uses;
    private final CredentialTrials trials;

    ObservationsEndpoint(
            SampleHistory samples,
            Alarms alarms,
            Topologies topologies,
            Archives archives,
            ConduitUses uses,
            CredentialTrials trials) {
        this.samples = samples;
        this.alarms = alarms;
        this.topologies = topologies;
        this.archives = archives;
        this.uses = uses;
        this.trials = trials;
    }

    @Override
    public ResponseEntity<SeriesList> listSeries(String site, @Nullable String slot) {
        var of = Optional.ofNullable(slot).map(PathIds::slot);
        return ResponseEntity.ok(
                new SeriesList(
                        samples.series(PathIds.site(site), of).stream()
                                .map(s ->
                                        new SeriesItem(
                                                s.key().slot().value(),
                                                s.key().metric(),
                                                s.key().instance(),
                                                s.retention().name()))
                                .toList()));
    }

    @Override
    public ResponseEntity<SampleChart> readSamples(
            String slot,
            String metric,
            OffsetDateTime from,
            OffsetDateTime to,
            String site,
            @Nullable String instance) {
        var chart =
                samples.read(
                        PathIds.site(site),
                        series(slot, metric, Objects.requireNonNullElse(instance, "")),
                        from.toInstant(),
                        to.toInstant());
        return ResponseEntity.ok(ObservationForms.form(chart));
    }

    private static SeriesKey series(String slot, String metric, String instance) {
        try {
            return new SeriesKey(PathIds.slot(slot), metric, instance);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("/metric", "NOT_A_SERIES", "This is not the name of a series.");
        }
    }

    @Override
    public ResponseEntity<AlarmList> listAlarms(@Nullable String site) {
        var of = Optional.ofNullable(site).map(PathIds::site);
        return ResponseEntity.ok(
                new AlarmList(alarms.list(of).stream().map(ObservationForms::form).toList()));
    }

    @Override
    public ResponseEntity<AlarmItem> acknowledgeAlarm(
            String site, AlarmWord word, @Nullable String ifMatch) {
        return ResponseEntity.ok(
                ObservationForms.form(
                        alarms.acknowledge(
                                PathIds.site(site),
                                key(word),
                                Objects.requireNonNullElse(word.getReason(), ""),
                                Versions.expected(ifMatch))));
    }

    @Override
    public ResponseEntity<AlarmItem> shelveAlarm(
            String site, AlarmWord word, @Nullable String ifMatch) {
        var until = word.getUntil();
        if (until == null) {
            throw Refused.invalid("/until", "UNTIL_MISSING", "A shelf needs an end.");
        }
        return ResponseEntity.ok(
                ObservationForms.form(
                        alarms.shelve(
                                PathIds.site(site),
                                key(word),
                                Objects.requireNonNullElse(word.getReason(), ""),
                                until.toInstant(),
                                Versions.expected(ifMatch))));
    }

    @Override
    public ResponseEntity<AlarmItem> unshelveAlarm(
            String site, AlarmWord word, @Nullable String ifMatch) {
        return ResponseEntity.ok(
                ObservationForms.form(
                        alarms.unshelve(
                                PathIds.site(site), key(word), Versions.expected(ifMatch))));
    }

    private static AlarmKey key(AlarmWord word) {
        try {
            return new AlarmKey(
                    PathIds.slot(word.getSlot()),
                    word.getCode(),
                    Objects.requireNonNullElse(word.getInstance(), ""));
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("/instance", "NOT_AN_ALARM", "This is not the name of an alarm.");
        }
    }

    @Override
    public ResponseEntity<SiteTopology> readTopology(String site) {
        return ResponseEntity.ok(ObservationForms.form(topologies.of(PathIds.site(site))));
    }

    @Override
    public ResponseEntity<SiteTopology> chargeNeighbour(String site, NeighbourCharge charge) {
        return ResponseEntity.ok(
                ObservationForms.form(
                        topologies.charge(
                                PathIds.site(site),
                                chassis(charge),
                                charge.getOwner(),
                                charge.getDue().toInstant(),
                                charge.getReason())));
    }

    private static ChassisId chassis(NeighbourCharge charge) {
        try {
            return new ChassisId(ChassisId.Kind.valueOf(charge.getKind()), charge.getChassis());
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("/chassis", "NOT_A_CHASSIS", "This is not a chassis id.");
        }
    }

    @Override
    public ResponseEntity<ConfigurationList> listConfigurations(String site, String slot) {
        return ResponseEntity.ok(
                new ConfigurationList(
                        archives.versions(PathIds.site(site), PathIds.slot(slot)).stream()
                                .map(v ->
                                        new ConfigurationItem(
                                                v.seenAt().atOffset(ZoneOffset.UTC),
                                                v.digest(),
                                                v.form(),
                                                v.cause(),
                                                v.masked(),
                                                v.textHere()))
                                .toList()));
    }

    @Override
    public ResponseEntity<ConfigurationText> readConfiguration(
            String site, String slot, String digest) {
        return ResponseEntity.ok(
                new ConfigurationText(
                        digest, archives.text(PathIds.site(site), PathIds.slot(slot), digest)));
    }

    @Override
    public ResponseEntity<ConfigurationDiff> compareConfigurations(
            String from, String site, String slot, String digest) {
        var compared = archives.compare(PathIds.site(site), PathIds.slot(slot), from, digest);
        return ResponseEntity.ok(
                new ConfigurationDiff(compared.from(), compared.to(), compared.lines()));
    }

    @Override
    public ResponseEntity<CredentialTrial> tryAccess(String site, String slot) {
        return ResponseEntity.ok(
                ObservationForms.form(trials.order(PathIds.site(site), PathIds.slot(slot))));
    }

    @Override
    public ResponseEntity<CredentialTrial> readTrial(String site, String slot) {
        return ResponseEntity.ok(
                ObservationForms.form(trials.newest(PathIds.site(site), PathIds.slot(slot))));
    }

    @Override
    public ResponseEntity<ConduitUseList> listConduitUses() {
        return ResponseEntity.ok(
                new ConduitUseList(
                        uses.list().stream()
                                .map(u -> {
                                    var item =
                                            new ConduitUseItem(
                                                    u.conduit().value(), u.permitted(), u.denied());
                                    u.first()
                                            .ifPresent(
                                                    f -> item.setFirst(f.atOffset(ZoneOffset.UTC)));
                                    u.last()
                                            .ifPresent(
                                                    l -> item.setLast(l.atOffset(ZoneOffset.UTC)));
                                    return item;
                                })
                                .toList()));
    }
}
