package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.WireJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two organisations on a real database, and site nodes that speak to their centre over the real
 * link.
 */
abstract class SiteLinksStory {

    static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    static final String KEY_A = "SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    static final String KEY_B = "SHA256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    @TempDir static Path folder;
    static TestPlant plant;
    static OrganizationId water;
    static OrganizationId power;
    static int number;

    @BeforeAll
    static void start() {
        plant = TestPlant.start(folder);
        water = plant.organization("Waterworks");
        power = plant.organization("Power");
    }

    @AfterAll
    static void stop() {
        plant.close();
    }

    static Caller centre(OrganizationId organization) {
        return Caller.centre(organization, "test");
    }

    static Caller person(Permission... permissions) {
        return new Caller(
                        water,
                        Caller.Kind.PERSON,
                        "test",
                        "ada",
                        "Ada",
                        Set.of(Role.OBSERVER),
                        Set.of(permissions))
                .shownAt(Instant.now());
    }

    static SiteId newSite(OrganizationId organization) {
        var site = new SiteId("ww-" + ++number);
        open(organization, site);
        return site;
    }

    static void open(OrganizationId organization, SiteId site) {
        plant.as(
                centre(organization),
                () -> {
                    plant.bean(SiteLinks.class).open(site);
                    return true;
                });
    }

    static TestSite newBox(OrganizationId organization, SiteId site) {
        var token =
                plant.as(centre(organization), () -> plant.bean(Onboarding.class).issueToken(site));
        return new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
    }

    static TestSite enrolled(OrganizationId organization, SiteId site) {
        var box = newBox(organization, site);
        assertThat(box.enrol().status()).isEqualTo(200);
        return box;
    }

    static long offer(OrganizationId organization, SiteId site, String content) {
        return plant.as(
                centre(organization),
                () -> {
                    var bytes = Bytes.utf8(content);
                    var release =
                            new Release(
                                    1,
                                    organization.toString(),
                                    "change-1",
                                    Digests.of(bytes),
                                    1,
                                    RiskClass.R1,
                                    List.of(),
                                    Instant.parse("2026-11-23T09:00:00Z"));
                    var links = plant.bean(SiteLinks.class);
                    return links.offer(site, links.signRelease(release), 0, List.of(), bytes);
                });
    }

    static SiteStanding standing(OrganizationId organization, SiteId site) {
        return plant.as(centre(organization), () -> plant.bean(SiteLinks.class).standing(site));
    }

    static List<String> audited(String code) {
        return plant.sql("select reason from audit_entry where code = '" + code + "'");
    }

    static void age(SiteId site, int seconds) {
        plant.sql(
                "update link_contact set last_heard = now() - interval '%d seconds' where site_code = '%s'"
                        .formatted(seconds, site));
    }

    static AccessStanding confirm(SiteId site, String key) {
        return plant.as(
                centre(water),
                () -> plant.bean(DeviceAccesses.class).confirmHostKey(site, FIREWALL, key));
    }

    static DeviceAccess access(io.holdfast.sitelink.LinkAnswer answer) {
        var envelope = java.util.Objects.requireNonNull(answer.access());
        var key = plant.bean(LinkKeys.class).delivery().publicKey();
        assertThat(Envelopes.verify(envelope, DeviceAccess.TYPE, List.of(key), 1)).isTrue();
        return WireJson.read(DeviceAccess.class, envelope.payload());
    }

    /** Sessions of the centre that wait for somebody else's row. */
    static long hanging() {
        return Long.parseLong(
                plant.sql(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and usename = 'holdfast_app'")
                        .getFirst());
    }

    static void await(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Enrolment.Token at(Enrolment.Token token, String url) {
        return new Enrolment.Token(
                url,
                token.linkCaDigest(),
                token.trustRootDigest(),
                token.identity(),
                token.secret(),
                token.validUntil());
    }
}
