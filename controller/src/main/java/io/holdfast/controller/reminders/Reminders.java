package io.holdfast.controller.reminders;

import io.holdfast.controller.drifts.DriftReport;
import io.holdfast.controller.drifts.Drifts;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.reminders.store.ToldDriftStore;
import io.holdfast.controller.reminders.store.ToldDriftStore.Device;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Autonomies;
import io.holdfast.core.zone.ReviewTask;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What time alone brings: reviews due, conduits about to close, devices that drifted. */
@Service
public class Reminders {

    /** How often it is looked for what ends while a site is alone. */
    private static final Duration ENDINGS = Duration.ofHours(1);

    private final PolicyBook policy;
    private final Drifts drifts;
    private final Notices notices;
    private final ToldDriftStore told;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final Autonomies autonomies;
    private final Map<OrganizationId, Instant> counted = new ConcurrentHashMap<>();

    Reminders(
            PolicyBook policy,
            Drifts drifts,
            Notices notices,
            ToldDriftStore told,
            Autonomies autonomies,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.policy = policy;
        this.drifts = drifts;
        this.notices = notices;
        this.told = told;
        this.autonomies = autonomies;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Looks and tells what was not told yet. A second look tells nothing; what was mended and came
     * again is told again.
     */
    public void look() {
        var report = drifts.all();
        var model = policy.read().model();
        var now = clock.instant();
        boolean hourly = isHourOver(now);
        var ending = hourly ? autonomies.below() : List.<Autonomies.Shortage>of();
        transaction.executeWithoutResult(_ -> {
            reviews(model);
            drifted(report);
            ending.forEach(this::ends);
        });
        if (hourly) {
            // What could not be told is looked for again with the next look.
            counted.put(Acting.organization(), now);
        }
    }

    /** Nothing of what ends is of minutes, and it looks into every site's content. */
    private boolean isHourOver(Instant now) {
        var last = counted.getOrDefault(Acting.organization(), Instant.EPOCH);
        return !now.isBefore(last.plus(ENDINGS));
    }

    /** Once for each limit and each end. */
    private void ends(Autonomies.Shortage site) {
        var kind = site.first().kind().name();
        notices.tell(
                NoticeKind.AUTONOMY_ENDS,
                "site:" + site.site(),
                site.site().value().toUpperCase(Locale.ROOT),
                site.site() + " " + kind + " " + site.end() + " " + site.limit().toDays(),
                Map.of(
                        "what", kind,
                        "end", site.end().toString(),
                        "limit", Long.toString(site.limit().toDays())));
    }

    private void reviews(ZoneModel model) {
        for (var task : ReviewTask.open(model, clock.instant())) {
            var about =
                    (task.kind() == ReviewTask.Kind.ACCEPTANCE_ENDS ? "exception:" : "conduit:")
                            + task.about();
            notices.tell(
                    task.kind() == ReviewTask.Kind.TEMPORARY_CONDUIT_ENDS
                            ? NoticeKind.CONDUIT_ENDS
                            : NoticeKind.REVIEW_DUE,
                    about,
                    task.about(),
                    about + " " + task.due(),
                    Map.of("owner", task.owner(), "due", task.due().toString()));
        }
    }

    private void drifted(DriftReport report) {
        var now = new HashSet<Device>();
        for (var drift : report.drifts()) {
            var device = new Device(drift.site(), drift.drift().slot());
            if (drift.answer().isEmpty() && now.add(device)) {
                long times = told.seen(device, drift.running());
                var name = device.site() + "/" + device.slot();
                notices.tell(
                        NoticeKind.DRIFT_FOUND,
                        "device:" + name,
                        name,
                        name + " " + drift.running() + (times > 1 ? " " + times : ""),
                        Map.of("site", drift.site().value()));
            }
        }
        told.only(now);
    }
}
