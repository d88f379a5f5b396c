package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.WireJson;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SiteStandingTest extends SiteLinksStory {

    @Test
    void a_waiting_poll_is_woken_by_an_offer_within_a_second() throws Exception {
        var site = newSite(water);
        var box = enrolled(water, site);
        var poll = CompletableFuture.supplyAsync(() -> box.answer(box.quiet(0, 10)));
        TimeUnit.MILLISECONDS.sleep(1500);
        assertThat(poll).isNotDone();

        long revision = offer(water, site, "state one");

        var answer = poll.get(1, TimeUnit.SECONDS);
        var bundle = java.util.Objects.requireNonNull(answer.bundle());
        var root =
                WireJson.read(
                        Enrolment.TrustRoot.class,
                        plant.as(centre(water), () -> plant.bean(LinkKeys.class).trustRoot()));
        assertThat(Envelopes.verify(bundle.delivery(), Delivery.TYPE, root.deliveryKeys(), 1))
                .isTrue();
        assertThat(Envelopes.verify(bundle.release(), Release.TYPE, root.releaseKeys(), 1))
                .isTrue();
        var delivery = WireJson.read(Delivery.class, bundle.delivery().payload());
        assertThat(delivery.revision()).isEqualTo(revision).isEqualTo(1);
        assertThat(delivery.contentDigest()).isEqualTo(Digests.of(bundle.content()));
        assertThat(Duration.between(delivery.issuedAt(), delivery.acceptUntil()))
                .isEqualTo(Duration.ofDays(90));
    }

    @Test
    void a_poll_is_woken_by_another_replicas_word_too() throws Exception {
        var site = newSite(water);
        var box = enrolled(water, site);
        var poll = CompletableFuture.supplyAsync(() -> box.answer(box.quiet(0, 10)));
        TimeUnit.MILLISECONDS.sleep(1500);
        offer(water, site, "state");
        poll.get(2, TimeUnit.SECONDS);
        var next = CompletableFuture.supplyAsync(() -> box.answer(box.quiet(1, 10)));
        TimeUnit.MILLISECONDS.sleep(1500);

        plant.sql(
                "insert into site_bundle select organization_id, site_code, 2, content_digest,"
                        + " release, leaf, proof, content, take_over, offered_at, offered_by"
                        + " from site_bundle where site_code = '"
                        + site
                        + "'");
        plant.sql("update link_site set desired_revision = 2 where site_code = '" + site + "'");
        plant.sql("select pg_notify('holdfast_link', '" + water + "/" + site + "')");

        assertThat(next.get(1, TimeUnit.SECONDS).bundle()).isNotNull();
    }

    @Test
    void a_newer_contact_of_the_site_ends_the_older_one() throws Exception {
        var site = newSite(water);
        var box = enrolled(water, site);
        var older = CompletableFuture.supplyAsync(() -> box.answer(box.quiet(0, 10)));
        TimeUnit.MILLISECONDS.sleep(1500);

        var newer = CompletableFuture.supplyAsync(() -> box.answer(box.quiet(0, 10)));

        assertThat(older.get(2, TimeUnit.SECONDS).bundle()).isNull();
        offer(water, site, "state");
        assertThat(newer.get(1, TimeUnit.SECONDS).bundle()).isNotNull();
    }

    @Test
    void what_a_site_accepted_or_refused_is_seen() {
        var site = newSite(water);
        var box = enrolled(water, site);
        offer(water, site, "one");
        offer(water, site, "two");
        var offered = box.answer(box.quiet(0, 0));
        assertThat(
                        WireJson.read(
                                        Delivery.class,
                                        java.util.Objects.requireNonNull(offered.bundle())
                                                .delivery()
                                                .payload())
                                .revision())
                .isEqualTo(2);

        var refusing =
                new LinkRequest(
                        1,
                        "test 1",
                        box.token.identity(),
                        1,
                        1,
                        new LinkRequest.Refusal(1, 2, "DIALECT_UNKNOWN", "No such dialect."),
                        0,
                        JournalHead.EMPTY,
                        List.of(),
                        List.of(TestSite.report("fw-1", "KEPT", KEY_A)),
                        0);
        assertThat(box.answer(refusing).bundle()).isNull();

        var standing = standing(water, site);
        assertThat(standing.desired()).isEqualTo(2);
        assertThat(standing.delivered()).isEqualTo(1);
        assertThat(standing.refusal().orElseThrow().code()).isEqualTo("DIALECT_UNKNOWN");
        assertThat(standing.slot(FIREWALL).orElseThrow().modules())
                .containsExactly("ietf-interfaces");
        assertThat(standing.desiredContent()).isEqualTo(Digests.of(Bytes.utf8("two")));
        assertThat(standing.progress(List.of(FIREWALL)).slots()).hasSize(1);

        box.answer(box.quiet(2, 0));
        assertThat(standing(water, site).refusal()).isEmpty();
    }

    /** B-11: no connection is believed, only what was last heard. */
    @Test
    void a_site_is_autonomous_by_the_age_of_its_last_word_alone() {
        var site = newSite(water);
        var box = enrolled(water, site);
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.ISLANDED);
        box.answer(box.quiet(0, 0));
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.CONNECTED);

        age(site, 21);
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.DEGRADED);
        age(site, 31);
        var alone = standing(water, site);
        assertThat(alone.link().state()).isEqualTo(LinkState.ISLANDED);
        assertThat(alone.link().since()).isEqualTo(alone.lastHeard().orElseThrow());

        box.answer(box.quiet(0, 0));
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.CONNECTED);
    }

    @Test
    void two_organisations_never_see_each_other() {
        var site = new SiteId("same-1");
        open(water, site);
        open(power, site);
        var ours = enrolled(water, site);
        var theirs = enrolled(power, site);
        offer(water, site, "water's state");
        ours.answer(
                ours.request(
                        0,
                        0,
                        JournalHead.EMPTY,
                        List.of(),
                        List.of(TestSite.report("fw-1", "KEPT", KEY_A)),
                        0));

        assertThat(theirs.answer(theirs.quiet(0, 0)).bundle()).isNull();
        assertThat(standing(power, site).slots()).isEmpty();
        assertThat(standing(power, site).desired()).isZero();
        assertThat(theirs.contact(ours.quiet(0, 0)).status()).isEqualTo(403);
        assertThat(standing(water, site).slots()).hasSize(1);
        var inPower = plant.as(centre(power), () -> plant.bean(SiteLinks.class).standings());
        assertThat(inPower).extracting(SiteStanding::site).containsExactly(site);
    }

    @Test
    void credentials_are_sealed_to_the_site_and_the_host_key_is_pinned_as_shown() {
        var site = newSite(water);
        var accesses = plant.bean(DeviceAccesses.class);
        var reach = new DeviceReach("127.0.0.1", 8300, "127.0.0.1", 1610);
        var secrets =
                new DeviceCredentials(
                        "holdfast", "very-secret-pass", "snmp", "auth-pass", "priv-pass");
        assertThatThrownBy(() ->
                        plant.as(
                                centre(water),
                                () -> accesses.putAccess(site, FIREWALL, reach, secrets)))
                .hasMessageContaining("enrol it before");
        var box = enrolled(water, site);

        plant.as(
                person(Permission.READ, Permission.ONBOARD),
                () -> accesses.putAccess(site, FIREWALL, reach, secrets));
        var first = access(box.answer(box.quiet(0, 5)));
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.devices().getFirst().pinnedHostKey()).isNull();
        var opened =
                Sealing.open(
                        box.encryption.getPrivate(),
                        box.encryptionKey().toArray(),
                        Sealing.deviceSecret(box.token.identity(), FIREWALL),
                        Base64.getDecoder().decode(first.devices().getFirst().sealedSecret()));
        assertThat(
                        new String(
                                ((Sealing.Opened.Plain) opened).bytes(),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("very-secret-pass");
        for (var table : List.of("device_access", "access_list", "audit_entry")) {
            assertThat(plant.sql("select t::text from " + table + " t").toString())
                    .doesNotContain("very-secret-pass")
                    .doesNotContain(Bytes.utf8("very-secret-pass").hex());
        }

        assertThatThrownBy(() -> confirm(site, KEY_A)).hasMessageContaining("not told which key");
        box.answer(
                box.request(
                        0,
                        1,
                        JournalHead.EMPTY,
                        List.of(),
                        List.of(TestSite.report("fw-1", "NOT_ONBOARDED", KEY_A)),
                        0));
        assertThatThrownBy(() -> confirm(site, KEY_B)).hasMessageContaining("another host key");
        assertThat(confirm(site, KEY_A).state()).isEqualTo(AccessStanding.State.CONFIRMED);

        var second =
                access(box.answer(box.request(0, 1, JournalHead.EMPTY, List.of(), List.of(), 5)));
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.devices().getFirst().pinnedHostKey()).isEqualTo(KEY_A);
        var moved = new DeviceReach("127.0.0.1", 8301, "127.0.0.1", 1610);
        assertThat(
                        plant.as(
                                        centre(water),
                                        () -> accesses.putAccess(site, FIREWALL, moved, secrets))
                                .pinnedHostKey())
                .isEmpty();
    }

    @Test
    void the_site_is_told_how_a_device_is_reached_and_another_way_needs_its_key_anew() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var accesses = plant.bean(DeviceAccesses.class);
        var secrets = new DeviceCredentials("holdfast", "a-pass", "snmp", "auth-pass", "priv-pass");
        for (var way : NetconfWay.values()) {
            var reach = new DeviceReach("127.0.0.1", 8300, "127.0.0.1", 1610, way, 0);
            var told =
                    plant.as(
                            centre(water),
                            () -> accesses.putAccess(site, FIREWALL, reach, secrets));
            assertThat(told.reach()).isEqualTo(reach);
            assertThat(told.pinnedHostKey()).as("after " + way).isEmpty();
            var device = access(box.answer(box.quiet(0, 5))).devices().getFirst();
            assertThat(device.way()).isEqualTo(way);
            assertThat(device.managementVlan()).isZero();
            box.answer(
                    box.request(
                            0,
                            1,
                            JournalHead.EMPTY,
                            List.of(),
                            List.of(TestSite.report("fw-1", "NOT_ONBOARDED", KEY_A)),
                            0));
            assertThat(confirm(site, KEY_A).pinnedHostKey()).isEqualTo(KEY_A);
        }

        var written = new DeviceReach("127.0.0.1", 0, "127.0.0.1", 1610, NetconfWay.SSH, 99);
        plant.as(centre(water), () -> accesses.putAccess(site, FIREWALL, written, secrets));
        var device = access(box.answer(box.quiet(0, 5))).devices().getFirst();
        assertThat(device.managementVlan()).isEqualTo(99);
        assertThat(device.pinnedHostKey()).isNull();
    }

    @Test
    void a_replaced_box_is_shut_out_and_the_new_one_is_given_the_state() {
        var site = newSite(water);
        var old = enrolled(water, site);
        offer(water, site, "state");
        old.answer(old.quiet(0, 0));
        var next = newBox(water, site);
        assertThat(old.answer(old.quiet(1, 0)).epoch()).isEqualTo(1);

        assertThat(next.enrol().status()).isEqualTo(200);

        assertThat(old.contact(old.quiet(1, 0)).status()).isEqualTo(403);
        await(4);
        var bundle = java.util.Objects.requireNonNull(next.answer(next.quiet(0, 0)).bundle());
        assertThat(WireJson.read(Delivery.class, bundle.delivery().payload()).incarnation())
                .isEqualTo(2);
        assertThat(standing(water, site).incarnation()).isEqualTo(2);
    }

    @Test
    void a_renewal_is_for_the_same_key_and_gives_the_same_until_it_is_due() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var request = WireJson.write(box.enrolment("")).toArray();

        var early =
                WireJson.read(
                        Enrolment.Answer.class,
                        Bytes.utf8(box.post("/link/v1/renew", request).body()));
        assertThat(early.certificateChain()).isEqualTo(box.chain());

        plant.sql(
                "update site_certificate set not_after = now() - interval '100 days' where site_code = '"
                        + site
                        + "'");
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(403);
        var late =
                WireJson.read(
                        Enrolment.Answer.class,
                        Bytes.utf8(box.post("/link/v1/renew", request).body()));
        assertThat(late.certificateChain()).isNotEqualTo(box.chain());
        box.shows(late.certificateChain());
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(200);
    }

    @Test
    @Order(Integer.MAX_VALUE - 2)
    void keys_are_files_for_the_owner_alone_and_a_restart_keeps_everything() throws Exception {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 2);
        offer(water, site, "state");
        box.answer(
                box.request(
                        0,
                        0,
                        lines.getLast().head(),
                        lines,
                        List.of(TestSite.report("fw-1", "KEPT", KEY_A)),
                        0));
        try (var files = Files.list(plant.directory())) {
            assertThat(files.filter(f -> f.toString().endsWith(".pem")).toList())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(f ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(f)))
                                    .isEqualTo("rw-------"));
        }

        plant.restart();

        var after = standing(water, site);
        assertThat(after.desired()).isEqualTo(1);
        assertThat(after.journal().durable()).isEqualTo(2);
        assertThat(after.slots()).hasSize(1);
        var moved =
                new TestSite(
                        at(box.token, plant.bean(LinkAddress.class).url()),
                        plant.bean(LinkKeys.class).authority().certificate(),
                        box.signing,
                        box.encryption,
                        "TLSv1.3");
        moved.shows(box.chain());
        var answer = moved.answer(moved.quiet(0, 0));
        assertThat(answer.durable()).isEqualTo(lines.getLast().head());
        assertThat(answer.bundle()).isNotNull();
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void a_database_without_its_keys_is_refused() {
        assertThatThrownBy(() -> plant.restartWithKeysIn(folder.resolve("elsewhere")))
                .hasStackTraceContaining("but the database was made with it");
        plant.restartWithKeysIn(plant.directory());
    }
}
