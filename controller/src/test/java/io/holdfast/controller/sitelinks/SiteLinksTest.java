package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Sites on a real link to a real centre: TLS with certificates, PostgreSQL with its policies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SiteLinksTest {

    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final String KEY_A = "SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String KEY_B = "SHA256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    @TempDir static Path folder;
    private static TestPlant plant;
    private static OrganizationId water;
    private static OrganizationId power;
    private static int number;

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

    private static Caller centre(OrganizationId organization) {
        return Caller.centre(organization, "test");
    }

    private static Caller person(Permission... permissions) {
        return new Caller(
                water,
                Caller.Kind.PERSON,
                "test",
                "ada",
                "Ada",
                Set.of(Role.OBSERVER),
                Set.of(permissions));
    }

    private static SiteId newSite(OrganizationId organization) {
        var site = new SiteId("ww-" + ++number);
        open(organization, site);
        return site;
    }

    private static void open(OrganizationId organization, SiteId site) {
        plant.as(
                centre(organization),
                () -> {
                    plant.bean(SiteLinks.class).open(site);
                    return true;
                });
    }

    private static TestSite newBox(OrganizationId organization, SiteId site) {
        var token =
                plant.as(centre(organization), () -> plant.bean(Onboarding.class).issueToken(site));
        return new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
    }

    private static TestSite enrolled(OrganizationId organization, SiteId site) {
        var box = newBox(organization, site);
        assertThat(box.enrol().status()).isEqualTo(200);
        return box;
    }

    private static long offer(OrganizationId organization, SiteId site, String content) {
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

    private static SiteStanding standing(OrganizationId organization, SiteId site) {
        return plant.as(centre(organization), () -> plant.bean(SiteLinks.class).standing(site));
    }

    private static List<String> audited(String code) {
        return plant.sql("select reason from audit_entry where code = '" + code + "'");
    }

    @Test
    void a_site_is_enrolled_once_and_a_lost_answer_is_given_again() {
        var site = newSite(water);
        var box = newBox(water, site);

        var first = box.enrol();
        var again = box.enrol();

        assertThat(first.status()).isEqualTo(200);
        assertThat(again).isEqualTo(first);
        var answer = WireJson.read(Enrolment.Answer.class, Bytes.utf8(first.body()));
        assertThat(Digests.of(answer.trustRoot())).isEqualTo(box.token.trustRootDigest());
        assertThat(Digests.of(answer.certificateChain().getLast()))
                .isEqualTo(box.token.linkCaDigest());
        assertThat(
                        plant.sql(
                                "select count(*) from site_certificate where site_code = '"
                                        + site
                                        + "'"))
                .containsExactly("1");
        assertThat(standing(water, site).keyWords().split(" ")).hasSize(8);
    }

    @Test
    void a_used_token_is_refused_to_any_other_key_and_that_is_an_alarm() {
        var box = enrolled(water, newSite(water));
        var thief =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");

        var said = thief.enrol();

        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("ENROLMENT_REFUSED");
        assertThat(audited("ENROLMENT_KEY_MISMATCH")).hasSize(1);
        assertThat(box.answer(box.quiet(0, 0)).durable()).isEqualTo(JournalHead.EMPTY);
    }

    @Test
    void wrong_ended_and_outdated_tokens_cannot_be_told_apart_from_outside() {
        var site = newSite(water);
        var outdated = newBox(water, site);
        var ended = newBox(water, site);
        plant.sql(
                "update enrolment_token set valid_until = now() - interval '1 minute'"
                        + " where site_code = '"
                        + site
                        + "'");

        var wrong =
                ended.post(
                        "/link/v1/enrol",
                        WireJson.write(ended.enrolment("A".repeat(43))).toArray());

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(ended.enrol()).isEqualTo(wrong);
        assertThat(outdated.enrol()).isEqualTo(wrong);
        assertThat(audited("ENROLMENT_TOKEN_ENDED")).isNotEmpty();
        assertThat(audited("ENROLMENT_SECRET_UNKNOWN")).isNotEmpty();
    }

    @Test
    void a_newer_token_ends_the_older_one() {
        var site = newSite(water);
        var older = newBox(water, site);
        var newer = newBox(water, site);

        assertThat(older.enrol().status()).isEqualTo(403);
        assertThat(newer.enrol().status()).isEqualTo(200);
    }

    @Test
    void a_token_names_the_sites_own_address_and_its_secret_is_nowhere_at_the_centre() {
        var site = new SiteId("far-1");
        plant.as(
                centre(water),
                () -> {
                    plant.bean(SiteLinks.class).open(site, URI.create("https://127.0.0.1:9"));
                    return true;
                });

        var box = newBox(water, site);

        assertThat(box.token.linkUrl()).isEqualTo("https://127.0.0.1:9");
        assertThat(plant.sql("select t::text from enrolment_token t").toString())
                .doesNotContain(box.token.secret());
        assertThat(plant.sql("select encode(canonical, 'escape') from audit_entry").toString())
                .contains("site.issue-token")
                .doesNotContain(box.token.secret());
    }

    @Test
    void who_may_not_onboard_gets_no_token_and_that_is_recorded() {
        var site = newSite(water);

        assertThatThrownBy(() ->
                        plant.as(
                                person(Permission.READ),
                                () -> plant.bean(Onboarding.class).issueToken(site)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("site:manage");
        assertThat(audited("NOT_PERMITTED")).isNotEmpty();
    }

    @Test
    void a_contact_without_a_certificate_of_a_site_is_refused() throws Exception {
        var box = newBox(water, newSite(water));
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(401);

        var authority = plant.bean(LinkKeys.class).authority();
        var neverIssued =
                authority.site(water, box.token.identity(), box.signingKey(), Instant.now());
        box.shows(List.of(Bytes.of(neverIssued.getEncoded()), authority.der()));
        var said = box.contact(box.quiet(0, 0));
        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("CERTIFICATE_REFUSED");
    }

    @Test
    void a_certificate_of_another_authority_does_not_pass_the_handshake() {
        var box = enrolled(water, newSite(water));
        var stranger =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");
        stranger.shows(List.of(SelfSigned.certificate(stranger.signing, "Holdfast link CA")));

        assertThatThrownBy(() -> stranger.contact(stranger.quiet(0, 0)))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void an_older_tls_is_not_spoken() {
        var box = enrolled(water, newSite(water));
        var old =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        box.signing,
                        box.encryption,
                        "TLSv1.2");
        old.shows(box.chain());

        assertThatThrownBy(() -> old.contact(old.quiet(0, 0)))
                .hasMessageContaining("protocol_version");
    }

    @Test
    void too_much_and_nonsense_are_answered_with_a_small_problem() throws Exception {
        var box = enrolled(water, newSite(water));

        var large = new byte[17 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');
        var tooLarge = box.post("/link/v1/contact", large);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("\"code\":\"TOO_LARGE\"");

        var notJson =
                box.post("/link/v1/contact", "{\"protocol\":1,".getBytes(StandardCharsets.UTF_8));
        assertThat(notJson.status()).isEqualTo(400);
        assertThat(notJson.body()).contains("MALFORMED").hasSizeLessThan(500);

        var unknown =
                box.post("/link/v1/contact", "{\"a\":[[[[]]]]}".getBytes(StandardCharsets.UTF_8));
        assertThat(unknown.status()).isEqualTo(400);

        assertThat(box.send("/link/v1/contact", new byte[0], "text/plain").status()).isEqualTo(415);
        assertThat(box.post("/link/v1/elsewhere", new byte[0]).status()).isEqualTo(404);
        assertThat(box.post("/link/v1/contact-and-more", new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void a_site_cannot_speak_for_another() {
        var box = enrolled(water, newSite(water));
        var other = enrolled(water, newSite(water));

        var said = box.contact(other.quiet(0, 0));

        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("IDENTITY_DIFFERS");
    }

    @Test
    void a_journal_is_taken_whole_and_a_repeat_is_harmless() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 5);
        var head = lines.getLast().head();

        var first = box.answer(box.request(0, 0, head, lines.subList(0, 3), List.of(), 0));
        var again = box.answer(box.request(0, 0, head, lines, List.of(), 0));

        assertThat(first.durable()).isEqualTo(lines.get(2).head());
        assertThat(again.durable()).isEqualTo(head);
        assertThat(again.journalProblem()).isNull();
        var page = plant.as(centre(water), () -> plant.bean(Journals.class).page(site, 1, 100));
        assertThat(page.items())
                .extracting(JournalPage.Item::sequence)
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(page.items().getFirst().type()).isEqualTo("NODE_STARTED");
        assertThat(page.items().getFirst().hash()).isEqualTo(lines.get(1).hash());
    }

    @Test
    void a_gap_is_named_and_nothing_of_it_is_taken() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 3);

        var said =
                box.answer(
                        box.request(
                                0, 0, lines.getLast().head(), lines.subList(1, 3), List.of(), 10));

        assertThat(said.durable()).isEqualTo(JournalHead.EMPTY);
        assertThat(said.journalProblem()).startsWith("JOURNAL_GAP entry 1 is expected, 2");
        assertThat(standing(water, site).journal().queued()).isEqualTo(3);
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.RECONCILING);
    }

    @Test
    void one_number_with_two_entries_is_kept_apart_and_raises_one_alarm() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 2);
        var forged = box.entries(JournalHead.EMPTY, "somebody", 3);
        var request = box.request(0, 0, forged.getLast().head(), forged, List.of(), 0);
        box.answer(box.request(0, 0, lines.getLast().head(), lines, List.of(), 0));

        var said = box.answer(request);
        box.answer(request);

        assertThat(said.durable()).isEqualTo(lines.getLast().head());
        assertThat(said.journalProblem()).startsWith("JOURNAL_FORK entry 1");
        assertThat(standing(water, site).journal().problem()).startsWith("JOURNAL_FORK");
        assertThat(audited("JOURNAL_FORK")).hasSize(1);
        assertThat(plant.sql("select offered_hash from journal_fork"))
                .containsExactly(forged.getFirst().hash());
        assertThat(
                        plant.sql(
                                "select hash from site_journal where sequence = 1 and site_code = '"
                                        + site
                                        + "'"))
                .containsExactly(lines.getFirst().hash());
    }

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

    private static void age(SiteId site, int seconds) {
        plant.sql(
                "update link_contact set last_heard = now() - interval '%d seconds' where site_code = '%s'"
                        .formatted(seconds, site));
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

    private static AccessStanding confirm(SiteId site, String key) {
        return plant.as(
                centre(water),
                () -> plant.bean(DeviceAccesses.class).confirmHostKey(site, FIREWALL, key));
    }

    private static DeviceAccess access(io.holdfast.sitelink.LinkAnswer answer) {
        var envelope = java.util.Objects.requireNonNull(answer.access());
        var key = plant.bean(LinkKeys.class).delivery().publicKey();
        assertThat(Envelopes.verify(envelope, DeviceAccess.TYPE, List.of(key), 1)).isTrue();
        return WireJson.read(DeviceAccess.class, envelope.payload());
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

    private static void await(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

    private static Enrolment.Token at(Enrolment.Token token, String url) {
        return new Enrolment.Token(
                url,
                token.linkCaDigest(),
                token.trustRootDigest(),
                token.identity(),
                token.secret(),
                token.validUntil());
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void a_database_without_its_keys_is_refused() {
        assertThatThrownBy(() -> plant.restartWithKeysIn(folder.resolve("elsewhere")))
                .hasStackTraceContaining("but the database was made with it");
        plant.restartWithKeysIn(plant.directory());
    }
}
