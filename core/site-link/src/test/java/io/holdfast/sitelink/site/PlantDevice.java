package io.holdfast.sitelink.site;

import io.holdfast.core.config.DeviceConfig;
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
    String shownKey = "SHA256:x";
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
}
