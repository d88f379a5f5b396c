package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;

/** What the conduits of a site let through one device. */
final class ConduitRules {

    private final SiteView site;
    private final Routing routing;
    private final DeviceSlot device;

    ConduitRules(SiteView site, Routing routing, DeviceSlot device) {
        this.site = site;
        this.routing = routing;
        this.device = device;
    }

    /** One permit of one conduit, before it is written. */
    record Rule(
            String name,
            Prefix from,
            Prefix to,
            Service service,
            ZoneName source,
            ZoneName towards,
            boolean logged,
            RuleSource origin) {

        /** To every address: what is inside must have been denied before. */
        boolean leadsOutside() {
            return to.length() == 0;
        }

        Rule named(String other) {
            return new Rule(other, from, to, service, source, towards, logged, origin);
        }

        void writeTo(ListWriter list) {
            list.permit(name, from, to, service, origin, logged);
        }
    }

    /** Everything that comes in through one side of the device, replies too; sorted by conduit. */
    List<Rule> entering(Routing.Side side, Family family) {
        var rules = new ArrayList<Rule>();
        for (var conduit : site.conduits()) {
            if (enters(conduit.from(), conduit.to(), family, side)) {
                rules.addAll(rules(conduit, conduit.from(), conduit.to(), family, false));
            }
            if (enters(conduit.to(), conduit.from(), family, side)) {
                rules.addAll(rules(conduit, conduit.to(), conduit.from(), family, true));
            }
        }
        return rules;
    }

    private boolean enters(Endpoint from, Endpoint to, Family family, Routing.Side side) {
        return routing.enters(from.zone(), to.zone(), family, device, side);
    }

    /**
     * What opens a conversation from one side of the device to another. Rules of both families
     * stand in one policy, so each name says its family.
     */
    List<Rule> opening(Routing.Side in, Routing.Side out, Family family) {
        var rules = new ArrayList<Rule>();
        for (var conduit : site.conduits()) {
            var step = new Routing.Step(device, in, out);
            if (routing.way(conduit.from().zone(), conduit.to().zone(), family).contains(step)) {
                rules.addAll(
                        rules(conduit, conduit.from(), conduit.to(), family, false).stream()
                                .map(r -> r.named(DeviceNames.ofFamily(r.name(), family)))
                                .toList());
            }
        }
        return rules;
    }

    private List<Rule> rules(
            Conduit conduit, Endpoint near, Endpoint far, Family family, boolean reply) {
        var rules = new ArrayList<Rule>();
        var pairs = pairs(near, far, family);
        for (int i = 0; i < conduit.services().size(); i++) {
            var service = conduit.services().get(i);
            var spoken = reply ? service.replies(family) : List.of(service);
            for (int k = 0; k < pairs.size(); k++) {
                for (var one : spoken) {
                    rules.add(
                            new Rule(
                                    name(conduit, i, pairs.size() == 1 ? 0 : k + 1, reply),
                                    pairs.get(k).near(),
                                    pairs.get(k).far(),
                                    one,
                                    near.zone(),
                                    far.zone(),
                                    conduit.logged(),
                                    new RuleSource.OfConduit(conduit.id(), i, reply)));
                }
            }
        }
        return rules;
    }

    private record Pair(Prefix near, Prefix far) {}

    private List<Pair> pairs(Endpoint near, Endpoint far, Family family) {
        var pairs = new ArrayList<Pair>();
        for (var from : site.addresses(near, family)) {
            for (var to : site.addresses(far, family)) {
                pairs.add(new Pair(from, to));
            }
        }
        return pairs;
    }

    private static String name(Conduit conduit, int service, int pair, boolean reply) {
        var rest = "." + (service + 1) + (pair == 0 ? "" : "." + pair) + (reply ? ".reply" : "");
        return DeviceNames.rule(conduit.id().value(), rest);
    }
}
