package io.holdfast.apps.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        plant.as(
                Caller.centre(water, "test"),
                () -> {
                    plant.bean(SiteLinks.class).open(SITE);
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
                                                + " 'SHUT_OUT_NODE_SPOKE'"))
                        .containsExactly("1");
                foundLate(again);
            }

            try (var next = enrolled()) {
                next.until("\"CONNECTED\"");
                assertThat(standing().outOfService()).isEmpty();
                assertThat(standing().incarnation()).isEqualTo(2);
                assertThat(standing().link().state())
                        .isIn(LinkState.CONNECTED, LinkState.RECONCILING);
                assertThat(newest().inServiceAgain()).isTrue();
            }
        }
    }

    /** What the node had written when it spoke last is here, or is taken from its disk. */
    private static void foundLate(NodeAndCentre node) throws Exception {
        var left = newest().left();
        var printed = node.prints("journal", "--entries-after", Long.toString(left.found()));
        var entries = new ArrayList<String>();
        var entry = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(printed);
        while (entry.find()) {
            entries.add(entry.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        assertThat(entries.removeFirst()).isEqualTo("entries");
        assertThat(entries).hasSizeGreaterThanOrEqualTo((int) left.missing());
        if (left.missing() > 0) {
            List<String> missing = entries.subList(0, (int) left.missing());
            plant.as(
                    person("ada"),
                    () -> {
                        plant.bean(LateJournals.class).take(SITE, newest().id(), missing);
                        return true;
                    });
        }
        assertThat(newest().left().missing()).isZero();
    }

    private static DecommissionStanding newest() {
        return plant.as(person("ada"), () -> cases().of(SITE)).getFirst();
    }
}
