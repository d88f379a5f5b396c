package io.holdfast.controller.reminders;

import io.holdfast.controller.drifts.DriftReport;
import io.holdfast.controller.drifts.Drifts;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.reminders.store.ToldDriftStore;
import io.holdfast.controller.reminders.store.ToldDriftStore.Device;
import io.holdfast.core.zone.ReviewTask;
import io.holdfast.core.zone.ZoneModel;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What time alone brings: reviews due, conduits about to close, devices that drifted. */
@Service
public class Reminders {

    private final PolicyBook policy;
    private final Drifts drifts;
    private final Notices notices;
    private final ToldDriftStore told;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Reminders(
            PolicyBook policy,
            Drifts drifts,
            Notices notices,
            ToldDriftStore told,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.policy = policy;
        this.drifts = drifts;
        this.notices = notices;
        this.told = told;
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
        transaction.executeWithoutResult(_ -> {
            reviews(model);
            drifted(report);
        });
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
