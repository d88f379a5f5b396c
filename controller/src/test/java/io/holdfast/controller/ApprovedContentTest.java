package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * What no device hears of at once is approved as well: guardrails, zones and plans decide what the
 * next change may do.
 */
class ApprovedContentTest extends CentreStory {

    private static Map<String, Object> guardrail(String name, String from, String to) {
        return Map.of(
                "type",
                "PUT_GUARDRAIL",
                "guardrail",
                Map.of("name", name, "type", "NEVER_DIRECT", "from", from, "to", to));
    }

    private static Api.Answer drafted(String title, Map<String, Object> edit) {
        var change = water.post("/change-requests", draft(title, edit));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        assertThat(change.body().path("state").asString())
                .as(change.body().toString())
                .isEqualTo("VERIFIED");
        assertThat(change.body().path("sites")).as("no device is told anything").isEmpty();
        return change;
    }

    private static Api.Answer asked(Api.Answer change) {
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        return asked;
    }

    private static Api.Answer approved(Api.Answer asked) {
        return approver.post(path(asked) + "/approve", Map.of(), asked.etag());
    }

    @Test
    void a_guardrail_that_moved_behind_the_reader_is_read_again_first() {
        var read = asked(drafted("Vendors", guardrail("vendors", "WAN", "OT")));
        var other = asked(drafted("Others", guardrail("vendors", "WAN", "OT_DMZ")));
        assertThat(read.body().path("configDiffDigest"))
                .isNotEqualTo(other.body().path("configDiffDigest"));
        assertThat(approved(other).body().path("state").asString()).isEqualTo("RELEASED");

        var late = approved(read);
        assertThat(late.status()).as(late.body().toString()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("CHANGE_BASE_MOVED");

        var again = water.get(path(read));
        assertThat(again.body().path("state").asString()).isEqualTo("IN_REVIEW");
        assertThat(approved(again).body().path("state").asString()).isEqualTo("RELEASED");
    }

    @Test
    void a_zone_that_moved_behind_the_reader_is_read_again_first() {
        var zone = (ObjectNode) water.get("/zones").body().path("items").path(0);
        var read = asked(drafted("Owner", zone(zone.put("ownerRole", "network-operations-a"))));
        var other = asked(drafted("Other", zone(zone.put("ownerRole", "network-operations-b"))));
        assertThat(approved(other).body().path("state").asString()).isEqualTo("RELEASED");
        assertThat(approved(read).code()).isEqualTo("CHANGE_BASE_MOVED");
    }

    private static Map<String, Object> zone(ObjectNode zone) {
        return Map.of("type", "PUT_ZONE", "blueprintZone", zone.deepCopy());
    }

    @Test
    void a_change_beside_it_leaves_what_was_read_as_it_is() {
        var read = asked(drafted("Here", guardrail("here", "WAN", "OT")));
        var beside = asked(drafted("There", guardrail("there", "WAN", "OT_DMZ")));
        assertThat(approved(beside).body().path("state").asString()).isEqualTo("RELEASED");
        assertThat(approved(read).body().path("state").asString()).isEqualTo("RELEASED");
    }
}
