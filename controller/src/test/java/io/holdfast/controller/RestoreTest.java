package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * An archived version comes back as a change that is reviewed, as far as the policy explains it.
 */
class RestoreTest extends CentreStory {

    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final String BESIDE =
            "<system xmlns=\"urn:ietf:params:xml:ns:yang:ietf-system\">"
                    + "<hostname>fw-1</hostname></system>";

    /** A firewall that judges conversations. */
    private static final List<String> JUNOS = List.of("junos-conf-root", "junos-conf-security");

    private static Box waterworksBox() {
        return boxes.getLast();
    }

    private static Box substationBox() {
        return boxes.getFirst();
    }

    private static void release(String title, Object... edits) {
        var change = water.post("/change-requests", draft(title, edits));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        approvedAndKept(path(change), change.etag());
    }

    private static SiteContent.DeviceContent firewall() {
        return firewall(waterworksBox());
    }

    private static SiteContent.DeviceContent firewall(Box box) {
        return Objects.requireNonNull(box.content).devices().stream()
                .filter(d -> d.slot().equals(FIREWALL))
                .findFirst()
                .orElseThrow();
    }

    /** The site read this; the path of its version. */
    private static String seen(String text) {
        return seen(waterworksBox(), text);
    }

    private static String seen(Box box, String text) {
        var digest = Digests.of(text);
        var site = box.site;
        var said =
                site.post(
                        "/link/v1/telemetry",
                        WireJson.write(
                                        new TelemetryRequest(
                                                1,
                                                site.token.identity(),
                                                List.of(
                                                        new EventLine(
                                                                ++box.told,
                                                                Instant.now(),
                                                                new SiteWord.ConfigurationSeen(
                                                                        FIREWALL,
                                                                        digest,
                                                                        "netconf-xml",
                                                                        "CHANGED",
                                                                        0))),
                                                List.of(),
                                                List.of(Telling.archived(text))))
                                .toArray());
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        return "/sites/"
                + site.token.identity().site()
                + "/devices/fw-1/configurations/"
                + digest
                + "/restore";
    }

    /** Somebody enters the firewall. */
    static void enters(Box box) {
        plant.as(
                Caller.centre(waterworks, "test"),
                () ->
                        plant.bean(DeviceAccesses.class)
                                .putAccess(
                                        box.site.token.identity().site(),
                                        FIREWALL,
                                        new DeviceReach("192.0.2.1", 830, "192.0.2.1", 161),
                                        new DeviceCredentials(
                                                word(), word(), word(), word(), word())));
    }

    private static String word() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, Object> words() {
        return Map.of("title", "Back to what worked", "reason", "the new one cuts telemetry");
    }

    @Test
    void a_version_comes_back_as_far_as_a_revision_explains_it_and_only_through_review() {
        enrol();
        enters(waterworksBox());
        enters(substationBox());
        substationBox().modules = JUNOS;
        substationBox().tells("WAITING");
        release("First", blueprint().stream().map(CentreStory::put).toArray());
        var before = firewall();
        var judging = firewall(substationBox());
        assertThat(judging.config().stateful()).isTrue();
        var back = seen(substationBox(), judging.text());
        var first = water.get(back).body();
        assertThat(first.path("outcome").asString()).as(first.toString()).isEqualTo("IN_FORCE");
        var whole = seen(before.text() + BESIDE);
        assertThat(water.get(whole).body().path("outcome").asString()).isEqualTo("IN_FORCE");
        assertThat(water.post(whole, words()).body().path("code").asString())
                .isEqualTo("ALREADY_IN_FORCE");

        var gone = telemetry().path("id").asString();
        release("Without telemetry", Map.of("type", "REMOVE_CONDUIT", "conduitId", gone));
        assertThat(firewall().config()).isNotEqualTo(before.config());

        var plan = water.get(whole);
        assertThat(plan.status()).as(plan.body().toString()).isEqualTo(200);
        assertThat(plan.body().path("outcome").asString())
                .as(plan.body().toString())
                .isEqualTo("WHOLE");
        assertThat(plan.body().path("edits")).hasSize(1);
        assertThat(plan.body().path("edits").path(0).path("conduit").path("id").asString())
                .isEqualTo(gone);
        assertThat(plan.body().path("restored")).isNotEmpty();
        assertThat(plan.body().path("left")).isEmpty();
        assertThat(plan.body().path("beside").path(0).asString()).isEqualTo("system");
        var judged = water.get(back).body();
        assertThat(judged.path("outcome").asString()).as(judged.toString()).isEqualTo("WHOLE");
        assertThat(judged.path("edits")).isEqualTo(plan.body().path("edits"));

        var drifted =
                seen(
                        before.text()
                                        .replaceFirst(
                                                "<description>[^<]*</description>",
                                                "<description>typed by hand</description>")
                                + BESIDE);
        var partly = water.get(drifted).body();
        assertThat(partly.path("outcome").asString()).as(partly.toString()).isEqualTo("PARTLY");
        assertThat(partly.path("left")).hasSize(1);
        assertThat(partly.path("left").path(0).path("after").asString()).contains("typed by hand");

        var strange = water.get(seen("<acls xmlns=\"urn:of:nobody\"/>" + BESIDE)).body();
        assertThat(strange.path("outcome").asString())
                .as(strange.toString())
                .isEqualTo("NOT_UNDERSTOOD");
        var broken = seen(before.text().replaceFirst("<enabled>true", "<enabled>perhaps"));
        assertThat(water.get(broken).body().path("outcome").asString()).isEqualTo("NOT_UNDERSTOOD");
        assertThat(water.post(broken, words()).body().path("code").asString())
                .isEqualTo("NOT_RESTORABLE");
        assertThat(approver.post(whole, Map.of("title", "", "reason", "x")).body().toString())
                .contains("/title");

        var drafted = water.post(whole, words());
        assertThat(drafted.status()).as(drafted.body().toString()).isEqualTo(201);
        var path = "/change-requests/" + drafted.body().path("changeId").asString();
        var change = water.get(path);
        assertThat(change.body().path("state").asString()).isEqualTo("VERIFIED");
        approvedAndKept(path, change.etag());
        assertThat(firewall().config()).isEqualTo(before.config());
        assertThat(firewall().text()).isEqualTo(before.text());
        assertThat(
                        plant.sql(
                                "select count(*) from audit_entry where action ="
                                        + " 'configuration.restore' and outcome = 'ALLOWED'"))
                .containsExactly("1");
    }
}
