package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.WireJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class PolicyDiffTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks 1", "Europe/Berlin", 1);

    @Test
    void each_value_of_a_model_and_of_a_plan_that_is_another_is_told_and_told_apart() {
        for (var document : List.<Record>of(MODEL, PLAN)) {
            var tree = JSON.readTree(WireJson.text(document));
            var leaves = new ArrayList<List<Object>>();
            leaves(tree, List.of(), leaves);
            assertThat(leaves).hasSizeGreaterThan(60);
            var told = new HashSet<String>();
            for (var leaf : leaves) {
                var diff = PolicyDiff.between("x", tree, with(tree, leaf));
                assertThat(diff).as("%s", leaf).isNotEmpty();
                assertThat(told.add(diff)).as("told apart: %s", leaf).isTrue();
            }
        }
    }

    @Test
    void what_both_have_is_not_told_so_that_a_change_beside_does_not_alter_it() {
        var guardrails = new ArrayList<>(MODEL.guardrails());
        guardrails.add(new Guardrail.ManagementOnlyFromSiteNode("beside"));
        var beside =
                new ZoneModel(MODEL.zones(), MODEL.conduits(), guardrails, MODEL.acceptances());
        var fewer = MODEL.conduits().subList(1, MODEL.conduits().size());
        assertThat(PolicyDiff.between(MODEL, List.of(PLAN), MODEL, List.of(PLAN))).isEmpty();
        assertThat(PolicyDiff.between(beside, List.of(PLAN), beside.with(fewer), List.of(PLAN)))
                .isEqualTo(
                        PolicyDiff.between(MODEL, List.of(PLAN), MODEL.with(fewer), List.of(PLAN)))
                .startsWith("-model/conduits ");
    }

    @Test
    void another_order_and_another_site_are_told() {
        var turned = new ArrayList<>(MODEL.conduits()).reversed();
        assertThat(PolicyDiff.between(MODEL, List.of(PLAN), MODEL.with(turned), List.of(PLAN)))
                .contains("-model/conduits [", "+model/conduits [");
        assertThat(PolicyDiff.between(MODEL, List.of(), MODEL, List.of(PLAN)))
                .contains("+sites/ww-01 {");
    }

    private static void leaves(JsonNode node, List<Object> at, List<List<Object>> found) {
        if (node.isObject()) {
            node.properties().forEach(p -> leaves(p.getValue(), and(at, p.getKey()), found));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(node.get(i), and(at, i), found);
            }
        } else {
            found.add(at);
        }
    }

    private static List<Object> and(List<Object> at, Object step) {
        var longer = new ArrayList<>(at);
        longer.add(step);
        return longer;
    }

    private static JsonNode with(JsonNode tree, List<Object> leaf) {
        var copy = tree.deepCopy();
        JsonNode parent = copy;
        for (var step : leaf.subList(0, leaf.size() - 1)) {
            parent = step instanceof Integer i ? parent.get(i) : parent.get((String) step);
        }
        var other = StringNode.valueOf("another");
        if (leaf.getLast() instanceof Integer i) {
            ((ArrayNode) parent).set(i, other);
        } else {
            ((ObjectNode) parent).set((String) leaf.getLast(), other);
        }
        return copy;
    }
}
