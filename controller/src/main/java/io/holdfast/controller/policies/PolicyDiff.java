package io.holdfast.controller.policies;

import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.WireJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Everything in which two policies differ, zones, conduits, guardrails, exceptions and site plans,
 * as lines with their place. It walks the stored documents and knows none of their fields, so that
 * nothing of a policy can be left out of what an approval binds (rulings D1, D2). What both have
 * does not appear: another change beside this one does not alter it.
 */
final class PolicyDiff {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StringBuilder lines = new StringBuilder();

    private PolicyDiff() {}

    /** One line for each element that goes and each that comes; empty if nothing differs. */
    static String between(
            ZoneModel model, List<SitePlan> plans, ZoneModel newModel, List<SitePlan> newPlans) {
        var diff = new PolicyDiff();
        diff.compare("model", tree(model), tree(newModel));
        var before = bySite(plans);
        var after = bySite(newPlans);
        var sites = new LinkedHashSet<>(before.keySet());
        sites.addAll(after.keySet());
        for (var site : sites) {
            diff.compare(
                    "sites/" + site,
                    before.getOrDefault(site, NullNode.getInstance()),
                    after.getOrDefault(site, NullNode.getInstance()));
        }
        return diff.lines.toString();
    }

    /** The same of two documents of any form. */
    static String between(String place, JsonNode before, JsonNode after) {
        var diff = new PolicyDiff();
        diff.compare(place, before, after);
        return diff.lines.toString();
    }

    private static Map<String, JsonNode> bySite(List<SitePlan> plans) {
        var trees = new TreeMap<String, JsonNode>();
        plans.forEach(p -> trees.put(p.site().value(), tree(p)));
        return trees;
    }

    private static JsonNode tree(Record document) {
        return JSON.readTree(WireJson.text(document));
    }

    private void compare(String place, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            var fields = new LinkedHashSet<>(before.propertyNames());
            fields.addAll(after.propertyNames());
            fields.forEach(f -> compare(place + "/" + f, before.path(f), after.path(f)));
            return;
        }
        if (before.isArray() && after.isArray() && elements(place, before, after)) {
            return;
        }
        line(place, '-', before);
        line(place, '+', after);
    }

    /** Tells the elements only one has; false if those both have stand in another order. */
    private boolean elements(String place, JsonNode before, JsonNode after) {
        var gone = new ArrayList<JsonNode>();
        var kept = new ArrayList<JsonNode>();
        var come = new ArrayList<JsonNode>();
        after.forEach(come::add);
        before.forEach(e -> (come.remove(e) ? kept : gone).add(e));
        gone.forEach(e -> line(place, '-', e));
        come.forEach(e -> line(place, '+', e));
        var still = new ArrayList<JsonNode>();
        after.forEach(still::add);
        come.forEach(still::remove);
        return still.equals(kept);
    }

    private void line(String place, char sign, JsonNode value) {
        lines.append(sign).append(place).append(' ').append(value).append('\n');
    }
}
