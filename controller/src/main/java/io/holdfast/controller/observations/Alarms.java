package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.observations.store.AlarmStore;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.core.alarm.Alarm;
import io.holdfast.core.alarm.AlarmKey;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Alarms of all sites, and what people do about them. */
@Component
public class Alarms {

    /** No list is longer; raised ones come first. */
    public static final int LONGEST = 5_000;

    private final Access access;
    private final AuditLog audit;
    private final AlarmStore alarms;
    private final SiteLinks links;
    private final InstantSource clock;

    Alarms(Access access, AuditLog audit, AlarmStore alarms, SiteLinks links, InstantSource clock) {
        this.access = access;
        this.audit = audit;
        this.alarms = alarms;
        this.links = links;
        this.clock = clock;
    }

    /** The alarms of the organisation, or of one site. */
    @Transactional(readOnly = true)
    public List<AlarmView> list(Optional<SiteId> site) {
        access.requireRead();
        var standings = new HashMap<SiteId, SiteStanding>();
        links.standings().forEach(s -> standings.put(s.site(), s));
        var now = clock.instant();
        return alarms.list(site, LONGEST).stream().map(s -> view(s, standings, now)).toList();
    }

    private static AlarmView view(
            AlarmStore.Stored stored, Map<SiteId, SiteStanding> standings, Instant now) {
        var standing = Optional.ofNullable(standings.get(stored.site()));
        var link = standing.map(s -> s.link().state()).orElse(LinkState.ISLANDED);
        var since = standing.map(s -> s.link().since()).orElse(stored.toldAt());
        var age = Duration.between(stored.toldAt(), now);
        return new AlarmView(
                stored.site(),
                stored.alarm().unshelvedIfOver(now).seenOver(link, since),
                stored.severity(),
                stored.toldAt(),
                age.isNegative() ? Duration.ZERO : age,
                stored.version());
    }

    /** Says that somebody sees to it. */
    @Transactional
    public AlarmView acknowledge(SiteId site, AlarmKey key, String note, long version) {
        return handle(
                site,
                key,
                version,
                "alarm.acknowledge",
                Map.of("note", note),
                (alarm, now) ->
                        alarm.acknowledge(Acting.caller().name(), note, now)
                                .orElseThrow(() ->
                                        Refused.conflict(
                                                "ALARM_NOT_RAISED",
                                                "Only an alarm that is raised can be"
                                                        + " acknowledged.")));
    }

    /** Puts it away until then, with a reason. */
    @Transactional
    public AlarmView shelve(SiteId site, AlarmKey key, String reason, Instant until, long version) {
        var why = Reason.of("/reason", reason, 500);
        return handle(
                site,
                key,
                version,
                "alarm.shelve",
                Map.of("reason", why, "until", until.toString()),
                (alarm, now) ->
                        alarm.shelve(Acting.caller().name(), why, until, now)
                                .orElseThrow(() ->
                                        Refused.invalid(
                                                "/until",
                                                "SHELF_TOO_LONG",
                                                "A shelf ends in the future, within "
                                                        + Alarm.LONGEST_SHELF.toDays()
                                                        + " days.")));
    }

    /** Takes it from the shelf before its end. */
    @Transactional
    public AlarmView unshelve(SiteId site, AlarmKey key, long version) {
        return handle(
                site, key, version, "alarm.unshelve", Map.of(), (alarm, _) -> alarm.unshelve());
    }

    /** What a person decides about an alarm. */
    private interface Decision {
        Alarm of(Alarm alarm, Instant now);
    }

    private AlarmView handle(
            SiteId site,
            AlarmKey key,
            long version,
            String action,
            Map<String, Object> detail,
            Decision decision) {
        var object = "alarm:" + site + "/" + key.slot() + "/" + key.code() + "/" + key.instance();
        access.require(Permission.OPERATE, action, object);
        var stored = alarms.find(site, key).orElseThrow(() -> Refused.notFound("alarm", object));
        if (stored.version() != version) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "ALARM_MOVED",
                    "The alarm is another than you saw. Look again.");
        }
        var now = clock.instant();
        UnaryOperator<Alarm> decide = alarm -> decision.of(alarm.unshelvedIfOver(now), now);
        alarms.handled(site, key, decide.apply(stored.alarm()).handling());
        audit.record(action, object, detail);
        return view(alarms.find(site, key).orElseThrow(), Map.of(site, links.standing(site)), now);
    }
}
