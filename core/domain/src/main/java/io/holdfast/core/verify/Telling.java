package io.holdfast.core.verify;

import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ZoneName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns a packet that should not pass, or should, into a counter-example with its way in words. */
final class Telling {

    /** In place of a way with more branches than {@link Walk} follows. */
    private static final List<Hop> TOO_WINDING =
            List.of(
                    new Hop(
                            new DeviceSlot("nowhere"),
                            "nowhere",
                            new Decision.SameNetwork("by a way too winding to tell")));

    private final Reachability reach;
    private final RuleOrigins origins;
    private final String state;

    Telling(Reachability reach, RuleOrigins origins, String state) {
        this.reach = reach;
        this.origins = origins;
        this.state = state;
    }

    CounterExample undocumented(
            CounterExample.Claim claim, ZoneName from, ZoneName to, Packet packet, String why) {
        var hops = passing(from, to, packet);
        var decided = permittedBy(hops);
        return tell(
                claim,
                packet,
                from.value(),
                to.value(),
                hops,
                decided,
                packet
                        + " gets from zone "
                        + from
                        + " to zone "
                        + to
                        + why
                        + ": it is "
                        + words(decided));
    }

    private List<Hop> passing(ZoneName from, ZoneName to, Packet packet) {
        var shared = sharedNetwork(from, to);
        if (shared.isPresent()) {
            return List.of(shared.get());
        }
        var ends = reach.topology().networks(to);
        return Walk.from(reach, from, packet, false, Talk.OPENING).stream()
                .filter(w ->
                        w.end() instanceof Walk.End.OnNetwork(int network)
                                && ends.contains(network))
                .findFirst()
                .map(Walk.Way::hops)
                .orElse(TOO_WINDING);
    }

    /** If hosts of two zones are in one network: the port that is in the wrong VLAN, or the way. */
    private Optional<Hop> sharedNetwork(ZoneName from, ZoneName to) {
        for (var start : reach.topology().attachments(from)) {
            for (var end : reach.topology().attachments(to)) {
                var way = reach.topology().way(start, end);
                if (!way.isEmpty()) {
                    return Optional.of(hop(start, end, way));
                }
            }
        }
        return Optional.empty();
    }

    private Hop hop(Attachment start, Attachment end, List<String> way) {
        var wrong =
                List.of(start, end).stream()
                        .filter(a ->
                                !planned(a).isEmpty() && way.stream().noneMatch(planned(a)::equals))
                        .findFirst()
                        .orElse(start);
        return new Hop(
                wrong.device(),
                wrong.port(),
                new Decision.SameNetwork(
                        wrong.device()
                                + " port "
                                + wrong.port()
                                + " of zone "
                                + wrong.zone()
                                + " is in one network with zone "
                                + (wrong.equals(start) ? end.zone() : start.zone())
                                + " ("
                                + String.join(" - ", way)
                                + ")"));
    }

    /** The name of the VLAN the port's zone has on its device. */
    private String planned(Attachment attachment) {
        return reach.site()
                .plan()
                .zone(attachment.zone())
                .filter(z -> z.vlan() > 0)
                .map(z -> attachment.device() + " VLAN " + z.vlan())
                .orElse("");
    }

    /** Whose word let the packet pass: the last rule that permitted it, else the last open door. */
    private static Hop permittedBy(List<Hop> hops) {
        return hops.reversed().stream()
                .filter(h ->
                        h.decision() instanceof Decision.ByRule
                                || h.decision() instanceof Decision.ByPolicy
                                || h.decision() instanceof Decision.ByHostRule)
                .findFirst()
                .or(() ->
                        hops.reversed().stream()
                                .filter(h -> h.decision() instanceof Decision.NoList)
                                .findFirst())
                .orElseGet(hops::getLast);
    }

    CounterExample blocked(ZoneName from, ZoneName to, Packet packet, String approvedBy) {
        var ends = reach.topology().networks(to);
        var way =
                failing(
                        Walk.from(reach, from, packet, true, Talk.ANSWERING).stream()
                                .filter(w ->
                                        !(w.end() instanceof Walk.End.OnNetwork(int n)
                                                && ends.contains(n)))
                                .toList(),
                        from + " has no port at this site");
        var decided = way.getLast();
        return tell(
                CounterExample.Claim.NOTHING_APPROVED_IS_BLOCKED,
                packet,
                from.value(),
                to.value(),
                way,
                decided,
                packet
                        + " from zone "
                        + from
                        + " to zone "
                        + to
                        + " is approved"
                        + approvedBy
                        + ", but is "
                        + words(decided));
    }

    CounterExample open(ZoneName from, DeviceSlot device, Packet packet) {
        var hops =
                Walk.from(reach, from, packet, false, Talk.OPENING).stream()
                        .filter(w -> w.end().equals(new Walk.End.AtDevice(device)))
                        .findFirst()
                        .map(Walk.Way::hops)
                        .orElse(TOO_WINDING);
        var decided = permittedBy(hops);
        return tell(
                CounterExample.Claim.DEVICES_ARE_CLOSED,
                packet,
                from.value(),
                device.value(),
                hops,
                decided,
                packet
                        + " from zone "
                        + from
                        + " is accepted by "
                        + device
                        + " itself: it is "
                        + words(decided));
    }

    CounterExample cut(ZoneName from, DeviceSlot device, Packet packet) {
        var way =
                standsThere(device, packet)
                        .map(List::of)
                        .orElseGet(() ->
                                failing(
                                        Walk.from(reach, from, packet, true, Talk.OPENING).stream()
                                                .filter(w ->
                                                        !w.end()
                                                                .equals(
                                                                        new Walk.End.AtDevice(
                                                                                device)))
                                                .toList(),
                                        from + " has no port at this site"));
        return cut(device, packet, way, from.value(), device.value());
    }

    /**
     * The hop that says that no interface of the device answers to this address; empty if one does.
     */
    private Optional<Hop> standsThere(DeviceSlot device, Packet packet) {
        var known =
                reach.topology().interfacesOf(device).stream()
                        .anyMatch(i -> i.owns(packet.destination()));
        return known
                ? Optional.empty()
                : Optional.of(
                        new Hop(
                                device,
                                packet.destination().toString(),
                                new Decision.NotConnected(
                                        "no interface of "
                                                + device
                                                + " that is up has the address "
                                                + packet.destination())));
    }

    CounterExample cutBack(DeviceSlot device, ZoneName to, Packet packet) {
        var ends = reach.topology().networks(to);
        var way =
                failing(
                        Walk.from(reach, device, packet).stream()
                                .filter(w ->
                                        !(w.end() instanceof Walk.End.OnNetwork(int n)
                                                && ends.contains(n)))
                                .toList(),
                        "no port of zone " + to + " is in the network of " + device);
        return cut(device, packet, way, device.value(), to.value());
    }

    private CounterExample cut(
            DeviceSlot device, Packet packet, List<Hop> way, String from, String to) {
        var decided = way.getLast();
        return tell(
                CounterExample.Claim.MANAGEMENT_PATH_SURVIVES,
                packet,
                from,
                to,
                way,
                decided,
                "the management path of "
                        + device
                        + " is cut: "
                        + plain(packet)
                        + " is "
                        + words(decided));
    }

    /** Without the ephemeral port, which only distracts here. */
    private static String plain(Packet packet) {
        return switch (packet.protocol()) {
            case Fields.TCP, Fields.UDP -> {
                boolean back = packet.sourcePort() == 830 || packet.sourcePort() == 161;
                yield (packet.protocol() == Fields.TCP ? "tcp " : "udp ")
                        + packet.source()
                        + (back ? ":" + packet.sourcePort() : "")
                        + " -> "
                        + packet.destination()
                        + (back ? "" : ":" + packet.destinationPort());
            }
            default -> packet.toString();
        };
    }

    /** Of the ways that fail the one that came furthest. */
    private static List<Hop> failing(List<Walk.Way> ways, String otherwise) {
        return ways.stream()
                .map(Walk.Way::hops)
                .filter(hops -> !hops.isEmpty())
                .max(Comparator.comparingInt(List::size))
                .orElseGet(() ->
                        List.of(
                                new Hop(
                                        new DeviceSlot("nowhere"),
                                        "nowhere",
                                        new Decision.NotConnected(otherwise))));
    }

    private String words(Hop hop) {
        return hop + origins.words(hop);
    }

    private CounterExample tell(
            CounterExample.Claim claim,
            Packet packet,
            String from,
            String to,
            List<Hop> hops,
            Hop decided,
            String sentence) {
        var whole = state.isEmpty() ? sentence : "while " + state + ": " + sentence;
        return new CounterExample(claim, state, packet, from, to, hops, decided, whole);
    }
}
