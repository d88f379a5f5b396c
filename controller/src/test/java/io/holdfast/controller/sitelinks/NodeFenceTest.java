package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.observations.Discoveries;
import io.holdfast.controller.observations.DiscoveryOrderForm;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.DecommissionStanding.Item;
import io.holdfast.controller.sitelinks.DecommissionStanding.Kind;
import io.holdfast.controller.sitelinks.DecommissionStanding.State;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for a node that was put out of service, and what does not hold for others. */
class NodeFenceTest extends DecommissionStory {

    private static final DeviceSlot SWITCH = new DeviceSlot("sw-9");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void ends() {
        threads.shutdownNow();
    }

    private static void secretOf(String group, long version, SiteId... at) {
        plant.as(
                centre(water),
                () ->
                        plant.bean(CredentialGroups.class)
                                .put(
                                        group,
                                        version == 0 ? Optional.empty() : Optional.of(version),
                                        List.of(at),
                                        secret()));
    }

    private static void rotate(SiteId site, Opener opener) {
        plant.as(
                centre(water),
                () -> plant.bean(CredentialRotations.class).start(site, SWITCH, opener));
    }

    private static List<String> items(SiteId site, boolean done) {
        return newest(site).items().stream().filter(i -> i.done() == done).map(Item::name).toList();
    }

    private static TestSite.Said renews(TestSite box) {
        return box.post("/link/v1/renew", WireJson.write(box.enrolment("")).toArray());
    }

    @Test
    void a_device_on_its_way_to_a_secret_the_node_knew_is_listed_as_one_that_has_it() {
        var site = newSite(water);
        var other = newSite(water);
        enrolled(water, site);
        enrolled(water, other);
        secretOf("on-the-way", 0, site, other);
        give(other, SWITCH, new Opener.Own(secret()));
        rotate(other, new Opener.OfGroup("on-the-way"));
        ask(site, Cause.STOLEN);
        assertThat(newest(site).items())
                .extracting(Item::kind, Item::name, Item::group)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Kind.DEVICE, other + "/sw-9", "on-the-way"),
                        org.assertj.core.groups.Tuple.tuple(Kind.GROUP, "on-the-way", ""));
    }

    @Test
    void a_way_that_was_given_up_may_have_been_gone_by_a_site_that_is_cut_off() {
        var site = newSite(water);
        var other = newSite(water);
        enrolled(water, site);
        var neighbour = enrolled(water, other);
        secretOf("given-up", 0, site, other);
        give(other, SWITCH, new Opener.Own(secret()));
        rotate(other, new Opener.OfGroup("given-up"));
        DecommissioningTest.tried(neighbour, SWITCH, 1, "SILENT");
        plant.as(
                centre(water), () -> plant.bean(CredentialRotations.class).withdraw(other, SWITCH));
        ask(site, Cause.STOLEN);
        assertThat(items(site, false)).containsExactly(other + "/sw-9", "given-up");
    }

    @Test
    void a_search_that_brought_a_user_of_its_own_is_listed_until_a_person_settles_it() {
        var site = newSite(water);
        enrolled(water, site);
        var ordered =
                plant.as(
                        centre(water),
                        () ->
                                plant.bean(Discoveries.class)
                                        .order(
                                                site,
                                                new DiscoveryOrderForm(
                                                        List.of(Prefix.of("192.0.2.0/24")),
                                                        true,
                                                        List.of(),
                                                        true,
                                                        10,
                                                        10,
                                                        10,
                                                        161,
                                                        830,
                                                        Optional.empty(),
                                                        Optional.of(
                                                                new DiscoveryOrderForm.SnmpUser(
                                                                        "seeker",
                                                                        "auth-secret-1",
                                                                        "priv-secret-1")))));
        ask(site, Cause.STOLEN);
        assertThat(items(site, false)).containsExactly(ordered.id().toString());
        plant.as(
                ada,
                () ->
                        cases().settle(
                                        site,
                                        id(1),
                                        Kind.SEARCH,
                                        ordered.id().toString(),
                                        "the user is gone from all devices"));
        assertThat(items(site, false)).isEmpty();
    }

    @Test
    void a_rotation_onto_a_secret_the_node_knew_replaces_nothing_however_well_it_is_proved() {
        var site = newSite(water);
        var other = newSite(water);
        enrolled(water, site);
        var neighbour = enrolled(water, other);
        secretOf("unchanged", 0, site, other);
        give(other, SWITCH, new Opener.OfGroup("unchanged"));
        ask(site, Cause.STOLEN);

        rotate(other, new Opener.OfGroup("unchanged"));
        DecommissioningTest.proves(neighbour, SWITCH, 1);
        assertThat(items(site, true)).isEmpty();

        secretOf("unchanged", 1, other);
        DecommissioningTest.proves(neighbour, SWITCH, 2);
        assertThat(items(site, true)).containsExactly(other + "/sw-9", "unchanged");
        // It counts also when the group gets yet another secret that is not proved yet.
        secretOf("unchanged", 2, other);
        assertThat(items(site, true)).containsExactly(other + "/sw-9", "unchanged");
    }

    @Test
    void a_certificate_that_is_renewed_while_its_node_is_shut_out_is_not() throws Exception {
        var site = newSite(water);
        var box = enrolled(water, site);
        var open = new CountDownLatch(1);
        var locked = new CountDownLatch(1);
        var row = "select 1 from link_site where site_code = '" + site + "' for update";
        var holding = threads.submit(() -> plant.locking(row, locked, open));
        locked.await();
        plant.sql(
                "update site_certificate set not_after = now() + interval '200 days'"
                        + " where site_code = '"
                        + site
                        + "'");
        // First it is shut out, then it asks; both wait for the row.
        var shutting = threads.submit(() -> ask(site, Cause.STOLEN));
        Awaitility.await().until(() -> hanging() == 1);
        var renewing = threads.submit(() -> renews(box));
        Awaitility.await().until(() -> hanging() == 2);
        open.countDown();
        holding.get();
        assertThat(shutting.get().state()).isEqualTo(State.SHUT_OUT);
        assertThat(renewing.get().body()).contains(LinkAnswer.OUT_OF_SERVICE);
        assertThat(certificates(site)).isEqualTo(1);
    }

    private static long certificates(SiteId site) {
        return Long.parseLong(
                plant.sql("select count(*) from site_certificate where site_code = '" + site + "'")
                        .getFirst());
    }

    @Test
    void the_fence_counts_also_for_a_certificate_that_nobody_revoked() {
        var site = newSite(water);
        var box = enrolled(water, site);
        ask(site, Cause.STOLEN);
        plant.sql("update site_certificate set revoked_at = null where site_code = '" + site + "'");
        assertThat(renews(box).body()).contains(LinkAnswer.OUT_OF_SERVICE);
        assertThat(box.contact(box.quiet(0, 0)).body()).contains(LinkAnswer.OUT_OF_SERVICE);
        assertThat(told("SHUT_OUT_NODE_SPOKE", site)).hasSize(1);
    }

    @Test
    void a_node_that_was_only_replaced_is_not_told_as_one_that_was_put_out_of_service() {
        var site = newSite(water);
        var first = enrolled(water, site);
        var second = enrolled(water, site);
        ask(site, Cause.STOLEN);
        assertThat(first.contact(first.quiet(0, 0)).body()).contains("CERTIFICATE_REFUSED");
        assertThat(told("SHUT_OUT_NODE_SPOKE", site)).isEmpty();
        assertThat(second.contact(second.quiet(0, 0)).body()).contains(LinkAnswer.OUT_OF_SERVICE);
        assertThat(told("SHUT_OUT_NODE_SPOKE", site)).hasSize(1);
    }

    @Test
    void a_hold_of_a_site_that_is_given_up_is_closed_by_its_review() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var line = holds(box);
        says(box, line.head(), List.of(line));
        assertThat(refusal(() -> review(site))).isEqualTo("HOLD_OPEN");
        ask(site, Cause.STOLEN);
        assertThat(review(site).review()).isPresent();
    }

    private static HoldStanding review(SiteId site) {
        return plant.as(
                bo,
                () ->
                        plant.bean(HoldCases.class)
                                .review(
                                        site,
                                        new HoldId(1, 1),
                                        "The station is given up; nothing is left of the hold."));
    }

    @Test
    void a_head_whose_hash_is_none_is_not_the_protocol() {
        var box = enrolled(water, newSite(water));
        for (var hash : List.of("", "0", "g".repeat(64), "A".repeat(64), "0".repeat(65))) {
            var said =
                    box.contact(
                            box.request(0, 0, new JournalHead(1, hash), List.of(), List.of(), 0));
            assertThat(said.status()).as(hash).isEqualTo(400);
            assertThat(said.body()).contains("NOT_THE_PROTOCOL");
        }
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(200);
    }

    @Test
    void a_question_about_a_node_before_holds_up_none_about_the_one_of_now() {
        var site = newSite(water);
        enrolled(water, site);
        ask(site, Cause.WITHDRAWN);
        assertThat(refusal(() -> ask(site, Cause.WITHDRAWN))).isEqualTo("DECOMMISSIONING_ASKED");
        enrolled(water, site);
        var asked = ask(site, Cause.WITHDRAWN);
        assertThat(asked.id()).isEqualTo(new DecommissionId(2, 2));
        assertThat(plant.as(ada, () -> cases().of(site)))
                .extracting(DecommissionStanding::state)
                .containsExactly(State.ASKED, State.DROPPED);
        assertThat(plant.as(bo, () -> cases().confirm(site, asked.id())).shutOut()).isPresent();
    }

    @Test
    void one_case_is_read_as_it_stands_in_the_list() {
        var site = newSite(water);
        boxWithDevice(site);
        ask(site, Cause.STOLEN);
        enrolled(water, site);
        ask(site, Cause.STOLEN);
        var all = plant.as(ada, () -> cases().of(site));
        assertThat(all).hasSize(2);
        for (var one : all) {
            assertThat(plant.as(ada, () -> cases().get(site, one.id()))).isEqualTo(one);
        }
        assertThat(all.getLast().items()).hasSize(2);
        assertThat(refusal(() -> plant.as(ada, () -> cases().get(site, new DecommissionId(1, 2)))))
                .isEqualTo("NOT_FOUND");
    }
}
