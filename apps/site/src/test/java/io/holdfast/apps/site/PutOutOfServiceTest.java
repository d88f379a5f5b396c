package io.holdfast.apps.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.model.LateEntries;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.DecommissionStanding;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.Decommissionings;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.door.LateJournals;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A real site node, its real centre, and what each says once the node is out of service. */
class PutOutOfServiceTest {

    private static final SiteId SITE = new SiteId("ww-01");

    @TempDir static Path folder;
    private static TestPlant plant;
    private static OrganizationId water;

    @BeforeAll
    static void start() {
        plant = TestPlant.start(folder);
        water = plant.organization("Waterworks");
        open(SITE);
    }

    private static void open(SiteId site) {
        plant.as(
                Caller.centre(water, "test"),
                () -> {
                    plant.bean(SiteLinks.class).open(site);
                    return true;
                });
    }

    @AfterAll
    static void stop() {
        plant.close();
    }

    private static Caller person(String name) {
        return new Caller(
                        water,
                        Caller.Kind.PERSON,
                        "test",
                        name,
                        name,
                        Set.of(Role.OBSERVER),
                        Set.of(Permission.READ, Permission.ONBOARD, Permission.APPROVE))
                .shownAt(Instant.now());
    }

    private static Decommissionings cases() {
        return plant.bean(Decommissionings.class);
    }

    private static SiteStanding standing() {
        return plant.as(person("ada"), () -> plant.bean(SiteLinks.class).standing(SITE));
    }

    private static NodeAndCentre enrolled() throws Exception {
        return NodeAndCentre.start(plant, water, SITE, folder);
    }

    @Test
    void its_page_says_so_its_directory_opens_nothing_and_the_next_node_serves_the_site()
            throws Exception {
        try (var node = enrolled()) {
            node.until("\"CONNECTED\"");
            var asked =
                    plant.as(
                            person("ada"),
                            () -> cases().ask(SITE, Cause.WITHDRAWN, "the station is given up"));
            assertThat(node.page("health")).contains("\"CONNECTED\"");
            plant.as(person("bo"), () -> cases().confirm(SITE, asked.id()));

            node.until("\"OUT_OF_SERVICE\"");
            assertThat(node.page("?lang=en")).contains("Put out of service.");
            assertThat(node.page("?lang=de")).contains("Außer Betrieb genommen.");
            assertThat(standing().outOfService()).isPresent();

            // Somebody starts the same box again: it is refused, and learns it.
            node.kill();
            try (var again = node.again()) {
                again.until("\"OUT_OF_SERVICE\"");
                assertThat(standing().outOfService()).isPresent();
                assertThat(
                                plant.sql(
                                        "select count(*) from event where kind ="
                                                + " 'SHUT_OUT_NODE_SPOKE' and subject = 'site:ww-01'"))
                        .containsExactly("1");
            }

            try (var next = enrolled()) {
                next.until("\"CONNECTED\"");
                assertThat(standing().outOfService()).isEmpty();
                assertThat(standing().incarnation()).isEqualTo(2);
                assertThat(standing().link().state())
                        .isIn(LinkState.CONNECTED, LinkState.RECONCILING);
                assertThat(newest(SITE).inServiceAgain()).isTrue();
            }
        }
    }

    @Test
    void what_its_centre_never_had_is_taken_from_its_disk_as_the_program_prints_it()
            throws Exception {
        var site = new SiteId("ww-02");
        open(site);
        try (var node = NodeAndCentre.start(plant, water, site, folder)) {
            node.until("\"CONNECTED\"");
            node.until(Duration.ofSeconds(60), () -> durable(site) >= 2);
            node.kill();
            long told = durable(site);
            losesAllAfter(site, 1);
            var left =
                    plant.as(person("ada"), () -> cases().ask(site, Cause.STOLEN, "gone")).left();
            assertThat(left.durable()).isEqualTo(1);
            assertThat(left.missing()).isEqualTo(told - 1);

            // Whoever starts the box once more lets it write on: what is after the fence is no
            // proof.
            try (var again = node.again()) {
                again.until("\"OUT_OF_SERVICE\"");
            }
            assertThat(handedIn(site, node.prints("journal", "--entries-after", "1")))
                    .isEqualTo("BEYOND_THE_FENCE");
            var printed =
                    node.prints(
                            "journal",
                            "--entries-after",
                            Long.toString(left.found()),
                            "--entries-to",
                            Long.toString(left.told()));
            assertThat(handedIn(site, printed)).isEqualTo("taken");
            assertThat(newest(site).left().missing()).isZero();
            assertThat(newest(site).left().late()).isEqualTo(told - 1);
        }
    }

    private static long durable(SiteId site) {
        return plant.as(person("ada"), () -> plant.bean(SiteLinks.class).standing(site))
                .journal()
                .durable();
    }

    /** As if the node had told of its entries and never handed them over. */
    private static void losesAllAfter(SiteId site, long sequence) {
        var of = " where site_code = '" + site + "' and incarnation = 1";
        plant.sql("delete from site_journal" + of + " and sequence > " + sequence);
        plant.sql(
                "update site_journal_head h set sequence = j.sequence, hash = j.hash from site_journal"
                        + " j where h.organization_id = j.organization_id and h.site_code = j.site_code"
                        + " and h.incarnation = j.incarnation and j.sequence = "
                        + sequence
                        + " and h.site_code = '"
                        + site
                        + "'");
    }

    /** What a person hands in is what the program printed, read as the API reads it. */
    private static String handedIn(SiteId site, String printed) {
        var form = JsonMapper.shared().readValue(printed, LateEntries.class);
        try {
            return plant.as(
                    person("ada"),
                    () -> {
                        plant.bean(LateJournals.class)
                                .take(site, newest(site).id(), form.getEntries());
                        return "taken";
                    });
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private static DecommissionStanding newest(SiteId site) {
        return plant.as(person("ada"), () -> cases().of(site)).getFirst();
    }
}
