package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.DecommissionStanding.Item;
import io.holdfast.controller.sitelinks.DecommissionStanding.Kind;
import io.holdfast.controller.sitelinks.DecommissionStanding.State;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A site's node is taken out of service, or was stolen (issue 6, T10, B-3 and B-4 of security.md).
 */
class DecommissioningTest extends DecommissionStory {

    @Test
    void a_second_person_decides_and_from_then_on_the_node_is_refused_on_every_path() {
        var site = newSite(water);
        var box = boxWithDevice(site);
        var asked = ask(site, Cause.WITHDRAWN);
        assertThat(asked.state()).isEqualTo(State.ASKED);
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(200);
        assertThat(refusal(() -> plant.as(ada, () -> cases().confirm(site, id(1)))))
                .isEqualTo("ASKER_CANNOT_CONFIRM");
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(200);

        assertThat(confirm(site, 1).state()).isEqualTo(State.SHUT_OUT);

        for (int i = 0; i < 20; i++) {
            for (var said :
                    List.of(
                            box.contact(box.quiet(0, 0)),
                            box.post("/link/v1/renew", WireJson.write(box.enrolment("")).toArray()),
                            box.post("/link/v1/telemetry", telemetry(box)))) {
                assertThat(said.status()).isEqualTo(403);
                assertThat(said.body()).contains(LinkAnswer.OUT_OF_SERVICE);
            }
        }
        assertThat(told("SHUT_OUT_NODE_SPOKE", site)).hasSize(1);
        assertThat(told("SITE_OUT_OF_SERVICE", site)).hasSize(1);
        assertThat(
                        plant.sql(
                                "select count(*) from audit_entry where action = 'link.contact' and"
                                        + " code = 'SITE_OUT_OF_SERVICE' and object_id = '"
                                        + site
                                        + "#1'"))
                .containsExactly("1");
        assertThat(standing(water, site).outOfService()).isPresent();
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.ISLANDED);
    }

    private static byte[] telemetry(TestSite box) {
        return WireJson.write(
                        new TelemetryRequest(
                                1, box.token.identity(), List.of(), List.of(), List.of()))
                .toArray();
    }

    @Test
    void a_contact_that_is_held_ends_with_the_no_at_once() throws Exception {
        var site = newSite(water);
        var box = enrolled(water, site);
        var held = CompletableFuture.supplyAsync(() -> box.contact(box.quiet(0, 10)));
        await(1);
        var begun = Instant.now();
        ask(site, Cause.STOLEN);
        var said = held.get(8, TimeUnit.SECONDS);
        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains(LinkAnswer.OUT_OF_SERVICE);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_stolen_box_is_shut_out_by_one_person_and_a_second_looks_at_it_afterwards() {
        var site = newSite(water);
        var box = boxWithDevice(site);
        ask(site, Cause.WITHDRAWN);
        var stolen = ask(site, Cause.STOLEN);
        assertThat(stolen.number()).isEqualTo(2);
        assertThat(stolen.state()).isEqualTo(State.SHUT_OUT);
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(403);
        assertThat(plant.as(ada, () -> cases().of(site)))
                .extracting(DecommissionStanding::state)
                .containsExactly(State.SHUT_OUT, State.DROPPED);
        assertThat(refusal(() -> plant.as(ada, () -> cases().confirm(site, id(2)))))
                .isEqualTo("ASKER_CANNOT_CONFIRM");
        assertThat(confirm(site, 2).confirmed()).isPresent();
        assertThat(refusal(() -> plant.as(ada, () -> cases().ask(site, Cause.STOLEN, "again"))))
                .isEqualTo("ALREADY_OUT_OF_SERVICE");
    }

    @Test
    void nothing_is_sealed_to_signed_for_or_carried_to_a_node_that_was_shut_out() {
        var site = newSite(water);
        boxWithDevice(site);
        offer(water, site, "{}");
        ask(site, Cause.STOLEN);
        assertThat(refusal(() -> run(() -> give(site, FIREWALL, new Opener.Own(secret())))))
                .isEqualTo("SITE_OUT_OF_SERVICE");
        assertThat(
                        refusal(() ->
                                plant.as(
                                        centre(water),
                                        () -> plant.bean(CarriedFiles.class).bundle(site))))
                .isEqualTo("SITE_OUT_OF_SERVICE");
    }

    private static boolean run(Runnable what) {
        what.run();
        return true;
    }

    @Test
    void what_it_knew_is_listed_and_only_a_proved_replacement_or_a_persons_word_ends_it() {
        var site = newSite(water);
        var other = newSite(water);
        var box = boxWithDevice(site);
        var neighbour = enrolled(water, other);
        var shared = new DeviceSlot("sw-9");
        plant.as(
                centre(water),
                () ->
                        plant.bean(CredentialGroups.class)
                                .put(
                                        "switches-" + site,
                                        Optional.empty(),
                                        List.of(site, other),
                                        secret()));
        give(other, shared, new Opener.OfGroup("switches-" + site));
        confirm(site, ask(site, Cause.WITHDRAWN).number());
        assertThat(newest(site).items())
                .extracting(Item::kind, Item::name, Item::done)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.CODES, "1", false),
                        org.assertj.core.groups.Tuple.tuple(Kind.DEVICE, site + "/fw-1", false),
                        org.assertj.core.groups.Tuple.tuple(Kind.DEVICE, other + "/sw-9", false),
                        org.assertj.core.groups.Tuple.tuple(Kind.GROUP, "switches-" + site, false));

        // The shared secret is replaced without the site that must not have it any more.
        plant.as(
                centre(water),
                () ->
                        plant.bean(CredentialGroups.class)
                                .put(
                                        "switches-" + site,
                                        Optional.of(1L),
                                        List.of(other),
                                        secret()));
        assertThat(done(site)).containsExactly("switches-" + site);
        proves(neighbour, shared, 1);
        assertThat(done(site)).containsExactly(other + "/sw-9", "switches-" + site);

        // Another node comes, the device's secret is replaced, new codes are issued.
        var next = enrolled(water, site);
        assertThat(next.token.identity().incarnation()).isEqualTo(2);
        next.answer(next.able(LinkRequest.BREAK_GLASS));
        give(site, FIREWALL, new Opener.Own(secret()));
        assertThat(done(site)).doesNotContain(site + "/fw-1");
        plant.as(
                centre(water),
                () ->
                        plant.bean(CredentialRotations.class)
                                .start(site, FIREWALL, new Opener.Own(secret())));
        assertThat(done(site)).doesNotContain(site + "/fw-1");
        proves(next, FIREWALL, 1);
        assertThat(done(site)).contains(site + "/fw-1");
        assertThat(newest(site).state()).isEqualTo(State.SHUT_OUT);

        plant.as(
                ada,
                () -> cases().settle(site, id(1), Kind.CODES, "1", "the papers were shredded"));
        assertThat(newest(site).state()).isEqualTo(State.COMPLETE);
        assertThat(newest(site).inServiceAgain()).isTrue();
        assertThat(
                        refusal(() ->
                                plant.as(
                                        ada,
                                        () ->
                                                cases().settle(
                                                                site,
                                                                id(1),
                                                                Kind.CODES,
                                                                "1",
                                                                "once more"))))
                .isEqualTo("ALREADY_REPLACED");
        assertThat(box.contact(box.quiet(0, 0)).body()).contains(LinkAnswer.OUT_OF_SERVICE);
        assertThat(standing(water, site).outOfService()).isEmpty();
    }

    private static List<String> done(SiteId site) {
        return newest(site).items().stream().filter(Item::done).map(Item::name).toList();
    }

    static void proves(TestSite box, DeviceSlot slot, long number) {
        tried(box, slot, number, "PROVED");
    }

    static void tried(TestSite box, DeviceSlot slot, long number, String result) {
        var said =
                box.post(
                        "/link/v1/telemetry",
                        WireJson.write(
                                        new TelemetryRequest(
                                                1,
                                                box.token.identity(),
                                                List.of(
                                                        new EventLine(
                                                                number,
                                                                Instant.now(),
                                                                new SiteWord.RotationTried(
                                                                        slot, number, 1, result,
                                                                        ""))),
                                                List.of(),
                                                List.of()))
                                .toArray());
        assertThat(said.status()).as(said.body()).isEqualTo(200);
    }

    @Test
    void
            entries_never_handed_over_are_declared_lost_by_number_and_found_ones_count_by_their_hash() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "Mara", 9);
        says(box, lines.get(7).head(), lines.subList(0, 3));
        var left = ask(site, Cause.STOLEN).left();
        assertThat(left.durable()).isEqualTo(3);
        assertThat(left.told()).isEqualTo(8);
        assertThat(left.missing()).isEqualTo(5);

        assertThat(late(site, lines.subList(4, 8))).isEqualTo("LATE_ENTRIES_MISSING");
        assertThat(late(site, lines.subList(3, 7))).isEqualTo("SHORT_OF_THE_FENCE");
        assertThat(late(site, lines.subList(3, 9))).isEqualTo("BEYOND_THE_FENCE");
        var forged = box.entries(lines.get(2).head(), "Thief", 5);
        assertThat(late(site, forged)).isEqualTo("NOT_THE_FENCE");
        assertThat(newest(site).left().found()).isEqualTo(3);

        assertThat(late(site, lines.subList(3, 8))).isEqualTo("taken");
        assertThat(newest(site).left().missing()).isZero();
        assertThat(newest(site).left().late()).isEqualTo(5);
        assertThat(late(site, lines.subList(3, 8))).isEqualTo("taken");

        // What it recorded stays readable when another node serves the site.
        enrolled(water, site);
        var page =
                plant.as(ada, () -> plant.bean(Journals.class).page(site, Optional.of(1), 0, 100));
        assertThat(page.items()).extracting(JournalPage.Item::sequence).hasSize(8);
        assertThat(page.items())
                .extracting(JournalPage.Item::late)
                .containsExactly(false, false, false, true, true, true, true, true);
        assertThat(
                        plant.as(
                                        ada,
                                        () ->
                                                plant.bean(Journals.class)
                                                        .newest(site, Optional.empty(), 100))
                                .items())
                .isEmpty();
    }

    @Test
    void a_hold_that_is_found_late_is_a_case_all_the_same() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var line = holds(box);
        says(box, line.head(), List.of());
        ask(site, Cause.STOLEN);
        assertThat(late(site, List.of(line))).isEqualTo("taken");
        assertThat(plant.as(ada, () -> plant.bean(BreakGlassSets.class).holds(site)))
                .extracting(HoldStanding::person)
                .containsExactly("Mara Lind");
    }

    @Test
    void who_may_not_is_refused_and_each_step_is_audited() {
        var site = newSite(water);
        enrolled(water, site);
        var reader = named("eve", Permission.READ, Permission.OPERATE, Permission.ROLL_OUT);
        assertThat(refusal(() -> plant.as(reader, () -> cases().ask(site, Cause.STOLEN, "x"))))
                .isEqualTo("NOT_PERMITTED");
        assertThat(refusal(() -> plant.as(ada, () -> cases().ask(site, Cause.STOLEN, " "))))
                .isEqualTo("REASON_MISSING");
        ask(site, Cause.WITHDRAWN);
        var onboarder = named("cy", Permission.ONBOARD, Permission.READ);
        assertThat(refusal(() -> plant.as(onboarder, () -> cases().confirm(site, id(1)))))
                .isEqualTo("NOT_PERMITTED");
        assertThat(plant.as(ada, () -> cases().drop(site, id(1))).state()).isEqualTo(State.DROPPED);
        assertThat(refusal(() -> confirm(site, 1))).isEqualTo("DECOMMISSIONING_DROPPED");
        ask(site, Cause.WITHDRAWN);
        confirm(site, 2);
        assertThat(refusal(() -> plant.as(ada, () -> cases().drop(site, id(2)))))
                .isEqualTo("NOTHING_TO_DROP");
        assertThat(
                        plant.sql(
                                "select action from audit_entry where object_id = '%s' and outcome ="
                                                .formatted(site)
                                        + " 'ALLOWED' and action like 'site.%' and action <>"
                                        + " 'site.issue-token' order by entry_id"))
                .containsSubsequence(
                        "site.decommission",
                        "site.drop-decommissioning",
                        "site.decommission",
                        "site.confirm-decommissioning",
                        "site.shut-out");
    }

    @Test
    void a_node_enrolled_meanwhile_is_not_taken_out_by_an_old_question() {
        var site = newSite(water);
        enrolled(water, site);
        ask(site, Cause.WITHDRAWN);
        var next = enrolled(water, site);
        assertThat(refusal(() -> confirm(site, 1))).isEqualTo("ANOTHER_NODE_SERVES");
        assertThat(next.contact(next.quiet(0, 0)).status()).isEqualTo(200);
    }
}
