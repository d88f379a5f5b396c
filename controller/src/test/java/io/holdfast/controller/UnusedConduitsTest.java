package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.observations.store.UseStore;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What firewalls log of their rules becomes a finding where nobody uses a conduit (R31). */
class UnusedConduitsTest extends CentreStory {

    private static final Duration LONG = Duration.ofDays(100);

    private static void logged(String site, String conduit, long permitted, Duration ago) {
        var at = Instant.now().minus(ago);
        var used = new SiteWord.ConduitUsed(new DeviceSlot("fw-1"), conduit, permitted, 1, at, at);
        Acting.run(
                Caller.centre(waterworks, "test"),
                () -> plant.bean(UseStore.class).add(new SiteId(site), used));
    }

    private static List<String> unused() {
        var found = new ArrayList<String>();
        water.get("/findings")
                .body()
                .path("items")
                .forEach(f -> {
                    if (f.path("code").asString().startsWith("CONDUIT_")
                            && f.path("code").asString().endsWith("USED")) {
                        found.add(
                                f.path("code").asString()
                                        + " "
                                        + f.path("site").asString()
                                        + " "
                                        + f.path("where").asString());
                    }
                });
        return found;
    }

    @Test
    void R31_a_conduit_that_no_firewall_logged_for_a_quarter_is_a_finding_of_its_site() {
        enrol();
        var edits = blueprint().stream().map(CentreStory::put).toArray();
        var change = water.post("/change-requests", draft("First state", edits));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        assertThat(approved.body().path("state").asString()).isEqualTo("RELEASED");
        assertThat(unused()).as("nobody watched").isEmpty();

        logged("ww-01", "", 5, Duration.ofDays(1));
        assertThat(unused()).as("watched for a day").isEmpty();

        logged("ww-01", "", 5, LONG);
        logged("ww-01", "historian-read", 5, LONG);
        logged("ww-01", "historian-write", 5, Duration.ofDays(1));
        logged("ww-01", "jump-host-access", 0, Duration.ofDays(1));
        assertThat(unused())
                .contains(
                        "CONDUIT_UNUSED ww-01 historian-read",
                        "CONDUIT_NEVER_USED ww-01 jump-host-access")
                .noneMatch(f -> f.contains("historian-write") || f.contains("ss-04"));
    }
}
