package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.plant.TestSite;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The link under people who push: at the same moment, without end, with the centre's own account.
 */
class SiteLinksHoldTest extends SiteLinksStory {

    @Test
    void of_two_keys_at_the_same_moment_one_gets_the_site() throws Exception {
        var box = newBox(water, newSite(water));
        var other =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");
        var one = CompletableFuture.supplyAsync(box::enrol);
        var two = CompletableFuture.supplyAsync(other::enrol);

        assertThat(
                        List.of(
                                one.get(20, TimeUnit.SECONDS).status(),
                                two.get(20, TimeUnit.SECONDS).status()))
                .containsExactlyInAnyOrder(200, 403);
    }

    @Test
    void history_cannot_be_changed_with_the_centres_own_account() {
        var jdbc = plant.bean(JdbcClient.class);
        for (var table :
                List.of(
                        "site_journal",
                        "slot_sighting",
                        "site_bundle",
                        "site_delivery",
                        "access_list")) {
            for (var statement : List.of("delete from " + table, "truncate " + table)) {
                refused(jdbc, statement);
            }
        }
        refused(jdbc, "update site_journal set hash = hash");
        assertThatThrownBy(() -> jdbc.sql("select * from link_site").query().listOfRows())
                .isInstanceOf(DataAccessException.class);
    }

    private static void refused(JdbcClient jdbc, String statement) {
        assertThatThrownBy(() -> plant.as(centre(water), () -> jdbc.sql(statement).update()))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void strangers_who_dawdle_keep_nobody_waiting() throws Exception {
        var box = enrolled(water, newSite(water));
        var stalled = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 12; i++) {
                stalled.add(box.begins("/link/v1/enrol", 1000, new byte[] {'{'}));
            }
            await(1);
            assertThat(box.post("/link/v1/enrol", new byte[0]).status()).isEqualTo(400);
            assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(200);
        } finally {
            for (var socket : stalled) {
                socket.close();
            }
        }
    }
}
