package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A site that was away longer than anything is kept elsewhere (B-17): what it needs to come back is
 * a comparison of states and heads, and these are kept for ever.
 */
class LongAwayTest extends SiteLinksStory {

    private static final int DAYS = 500;

    /** Everything the centre has of a site happened so much longer ago. */
    private static void ages(SiteId site) {
        var shift = " - interval '" + DAYS + " days'";
        for (var column :
                List.of(
                        "site_journal.received_at",
                        "site_bundle.offered_at",
                        "site_delivery.issued_at",
                        "site_delivery.accept_until",
                        "access_list.issued_at",
                        "link_contact.last_heard",
                        "link_contact.connected_since")) {
            var parts = column.split("\\.", 2);
            plant.sql(
                    "update %s set %s = %s%s where site_code = '%s'"
                            .formatted(parts[0], parts[1], parts[1], shift, site));
        }
    }

    private static LinkAnswer says(
            TestSite box, long revision, JournalHead head, List<JournalLine> lines) {
        return box.answer(box.request(revision, 0, head, lines, List.of(), 0));
    }

    private static Delivery delivery(LinkAnswer answer) {
        return WireJson.read(
                Delivery.class, Objects.requireNonNull(answer.bundle()).delivery().payload());
    }

    @Test
    void b17_a_site_that_comes_back_after_five_hundred_days_goes_on_where_it_was() {
        assertThat(Duration.ofDays(DAYS)).isGreaterThan(AutonomyBudget.POLICY);
        var site = newSite(water);
        var box = enrolled(water, site);
        offer(water, site, "{\"first\":0}");
        var lines = box.entries(JournalHead.EMPTY, "Mara", 5);
        says(box, 1, lines.get(2).head(), lines.subList(0, 3));
        ages(site);
        offer(water, site, "{\"second\":0}");

        // Its journal continues: nothing was let go that its next entry names.
        var back = says(box, 1, lines.getLast().head(), lines.subList(3, 5));
        assertThat(back.durable()).isEqualTo(lines.getLast().head());
        assertThat(back.journalProblem()).isNull();

        // Its state too, by a delivery that has not ended, whatever was delivered before.
        assertThat(delivery(back).revision()).isEqualTo(2);
        assertThat(delivery(back).acceptUntil())
                .isAfter(Instant.now().plus(AutonomyBudget.POLICY.minusDays(1)));
    }

    @Test
    void b17_the_centre_has_no_right_to_let_go_what_a_site_comes_back_to() {
        for (var table :
                List.of(
                        "site_journal",
                        "site_journal_head",
                        "site_bundle",
                        "site_delivery",
                        "access_list",
                        "link_site",
                        "site_certificate",
                        "site_decommissioning")) {
            for (var right : List.of("DELETE", "TRUNCATE")) {
                assertThat(
                                plant.sql(
                                        "select has_table_privilege('holdfast_app', 'holdfast.%s', '%s')"
                                                .formatted(table, right)))
                        .as(right + " on " + table)
                        .containsExactly("f");
            }
        }
    }
}
