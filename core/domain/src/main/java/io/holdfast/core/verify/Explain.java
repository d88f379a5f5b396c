package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.Explanation.Outcome;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers "may this packet pass, by which way, and who says so?". */
public final class Explain {

    private Explain() {}

    /** Follows a packet that a host of the zone sends to its gateway. */
    public static Explanation packet(
            ZoneModel model,
            SitePlan plan,
            Map<DeviceSlot, DeviceConfig> configs,
            ZoneName from,
            Packet packet,
            RuleOrigins origins) {
        return follow(Situation.of(model, plan, configs), from, packet, true, origins);
    }

    /** Follows a packet that a host of the zone sends to any router of its network. */
    public static Explanation tried(
            Situation site, ZoneName from, Packet packet, RuleOrigins origins) {
        return follow(site, from, packet, false, origins);
    }

    private static Explanation follow(
            Situation site, ZoneName from, Packet packet, boolean planned, RuleOrigins origins) {
        var space = PacketSpace.create();
        var reach = new Reachability(space, site);
        var conduits =
                new Approved(space, site.model(), site.plan())
                        .flows().stream()
                                .filter(f -> speaksOf(f, from, packet))
                                .map(f -> f.conduit().id())
                                .toList();
        var way =
                Walk.from(reach, from, packet, planned, Talk.ANSWERING).stream()
                        .max(
                                Comparator.comparing(Walk.Way::arrives)
                                        .thenComparingInt(w -> w.hops().size()));
        var hops = way.map(Walk.Way::hops).orElse(List.of());
        var outcome = way.map(w -> outcome(reach, w.end())).orElseGet(Outcome.Dropped::new);
        return new Explanation(
                packet,
                from,
                outcome,
                hops,
                conduits,
                sentence(packet, from, outcome, hops, conduits, origins));
    }

    private static boolean speaksOf(Approved.Flow flow, ZoneName from, Packet packet) {
        return (flow.conduit().from().zone().equals(from) && flow.forward().contains(packet))
                || (flow.conduit().to().zone().equals(from) && flow.reply().contains(packet));
    }

    private static Outcome outcome(Reachability reach, Walk.End end) {
        return switch (end) {
            case Walk.End.OnNetwork(int network) ->
                    new Outcome.Delivered(
                            reach.site().plan().zones().stream()
                                    .map(SiteZone::zone)
                                    .filter(zone ->
                                            reach.topology().networks(zone).contains(network))
                                    .sorted()
                                    .toList());
            case Walk.End.AtDevice(var device) -> new Outcome.AcceptedBy(device);
            case Walk.End.Lost _ -> new Outcome.Dropped();
        };
    }

    private static String sentence(
            Packet packet,
            ZoneName from,
            Outcome outcome,
            List<Hop> hops,
            List<ConduitId> conduits,
            RuleOrigins origins) {
        var end =
                switch (outcome) {
                    case Outcome.Delivered(var zones) ->
                            zones.isEmpty()
                                    ? "is sent to where no zone stands"
                                    : "gets to zone "
                                            + zones.stream()
                                                    .map(ZoneName::value)
                                                    .collect(Collectors.joining(" and zone "));
                    case Outcome.AcceptedBy(var device) -> "is accepted by " + device + " itself";
                    case Outcome.Dropped _ -> "does not pass";
                };
        var why =
                hops.isEmpty()
                        ? "zone " + from + " has no port at this site"
                        : hops.stream()
                                .map(hop -> words(hop, origins))
                                .collect(Collectors.joining(", then "));
        var approved =
                conduits.isEmpty()
                        ? "no conduit allows it"
                        : "allowed by "
                                + conduits.stream()
                                        .map(ConduitId::value)
                                        .collect(Collectors.joining(" and "));
        return packet + " from zone " + from + " " + end + ": " + why + "; " + approved;
    }

    private static String words(Hop hop, RuleOrigins origins) {
        return hop + origins.words(hop);
    }
}
