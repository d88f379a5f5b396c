package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What firewalls log of their rules becomes a finding where nobody uses a conduit (R31). */
class UnusedConduitsTest extends CentreStory {

    private static final Duration LONG = Duration.ofDays(100);

    private long told;

    /** Boxes are enrolled in the order of their codes: ww-01 is the second. */
    private void logged(String conduit, long permitted, Duration ago) {
        var at = Instant.now().minus(ago);
        var used = new SiteWord.ConduitUsed(new DeviceSlot("fw-1"), conduit, permitted, 1, at, at);
        var site = boxes.get(1).site;
        var said =
                site.post(
                        "/link/v1/telemetry",
                        WireJson.write(
                                        new TelemetryRequest(
                                                1,
                                                site.token.identity(),
                                                List.of(new EventLine(++told, Instant.now(), used)),
                                                List.of(),
                                                List.of()))
                                .toArray());
        assertThat(said.status()).as(said.body()).isEqualTo(200);
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
        var entered = water.put("/sites/ww-01/devices/fw-1/access", SecretForms.access(), "");
        assertThat(entered.status()).as(entered.body().toString()).isEqualTo(200);
        var edits = blueprint().stream().map(CentreStory::put).toArray();
        var change = water.post("/change-requests", draft("First state", edits));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        assertThat(approved.body().path("state").asString()).isEqualTo("RELEASED");
        assertThat(unused()).as("nobody watched").isEmpty();

        logged("", 5, Duration.ofDays(1));
        assertThat(unused()).as("watched for a day").isEmpty();

        logged("", 5, LONG);
        logged("historian-read", 5, LONG);
        logged("historian-write", 5, Duration.ofDays(1));
        logged("jump-host-access", 0, Duration.ofDays(1));
        logged("No conduit!", 5, Duration.ofDays(1));
        logged("historian-read", 5, Duration.ofDays(20_000));
        assertThat(unused()).as("allowed since today").isEmpty();
        plant.sql("update policy_revision set created_at = created_at - interval '95 days'");
        assertThat(unused())
                .contains(
                        "CONDUIT_UNUSED ww-01 historian-read",
                        "CONDUIT_NEVER_USED ww-01 jump-host-access")
                .noneMatch(f -> f.contains("historian-write") || f.contains("ss-04"));
    }
}
