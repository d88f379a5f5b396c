package io.holdfast.sitelink.site;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Digests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One device with a confirmed commit. */
final class PlantDevice {
    String running = Digests.of(DeviceConfig.EMPTY);
    String before = "";
    String transaction = "";
    Instant timer = Instant.MAX;
    boolean reachable = true;
    boolean cutByChange;

    /** Digest of a configuration that cuts it off. */
    String cutBy = "";

    boolean selfReverting = true;
    int lostReverts;
    List<SiteEvent.FailedProbe> failedProbes = List.of();
    boolean failsAlways;
    String byHand = "";
    String shownKey = Plant.LISTED;
    String serial = "OLD";
    String model = "M-1";
    final List<String> history = new ArrayList<>();

    boolean isCut() {
        return cutByChange || running.equals(cutBy);
    }

    void passTime(Instant now) {
        if (!transaction.isEmpty() && !now.isBefore(timer)) {
            takeBack();
        }
    }

    void takeBack() {
        running = before;
        transaction = "";
        reachable = true;
        history.add(running);
    }

    SiteEvent.DeviceAnswer confirm(String token) {
        if (!reachable) {
            return new SiteEvent.DeviceAnswer.Unknown("no route");
        }
        if (!this.transaction.equals(token)) {
            return new SiteEvent.DeviceAnswer.Refused("invalid-value", "nothing is pending");
        }
        transaction = "";
        timer = Instant.MAX;
        return new SiteEvent.DeviceAnswer.Done();
    }

    SiteEvent.DeviceAnswer revert(String token) {
        if (!reachable) {
            return new SiteEvent.DeviceAnswer.Unknown("no route");
        }
        if (lostReverts > 0) {
            lostReverts--;
            return new SiteEvent.DeviceAnswer.Unknown("no answer");
        }
        if (!selfReverting && !before.isEmpty()) {
            running = before;
            return new SiteEvent.DeviceAnswer.Done();
        }
        if (!this.transaction.equals(token)) {
            return new SiteEvent.DeviceAnswer.Refused("invalid-value", "nothing is pending");
        }
        takeBack();
        return new SiteEvent.DeviceAnswer.Done();
    }

    /** Somebody dials, and does not log in. */
    SiteEvent met(DeviceSlot slot, long ticket, String pinned) {
        return new SiteEvent.UnitMet(
                slot,
                ticket,
                "OLD-" + slot,
                pinned,
                reachable
                        ? new SiteEvent.Offered.Key(shownKey)
                        : new SiteEvent.Offered.Nobody("no route"));
    }

    /** Somebody logs in, and sends nothing. */
    SiteEvent examined(SiteOrder.ExamineUnit order) {
        return new SiteEvent.UnitExamined(order.slot(), order.ticket(), seen(order.hostKey()));
    }

    private UnitSeen seen(String hostKey) {
        if (!reachable) {
            return new UnitSeen.Shut("UNREACHABLE", "no route");
        }
        if (!shownKey.equals(hostKey)) {
            return new UnitSeen.OtherKey(shownKey);
        }
        return new UnitSeen.Opened(
                new UnitSeen.Wanted("M-1", "ietf", List.of("p1")),
                new UnitSeen.Told(
                        serial,
                        model,
                        "ietf",
                        List.of(),
                        List.of("p1", "p2"),
                        List.of(),
                        selfReverting,
                        new SiteEvent.Reading.Means(running)));
    }
}
