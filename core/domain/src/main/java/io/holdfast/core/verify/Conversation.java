package io.holdfast.core.verify;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.Packet;
import java.util.List;
import java.util.Optional;

/** What a stateful device does with one packet: the zones' rules, written without diagrams. */
final class Conversation {

    private static final int FIRST_NEIGHBOUR_DISCOVERY = 133;
    private static final int LAST_NEIGHBOUR_DISCOVERY = 136;

    private Conversation() {}

    static Decision between(
            Router router,
            RoutedInterface ingress,
            RoutedInterface egress,
            Packet packet,
            Talk talk) {
        var from = router.zone(ingress);
        var to = router.zone(egress);
        if (from.isEmpty() || to.isEmpty()) {
            return new Decision.NoSecurityZone((from.isEmpty() ? ingress : egress).name());
        }
        var opening = first(router.policy(from.get(), to.get()), packet);
        if (opening.isPresent() && byPolicy(from.get(), to.get(), opening.get()).passes()) {
            return byPolicy(from.get(), to.get(), opening.get());
        }
        if (talk == Talk.ANSWERING) {
            var asked =
                    question(packet).flatMap(p -> first(router.policy(to.get(), from.get()), p));
            if (asked.isPresent() && byPolicy(to.get(), from.get(), asked.get()).passes()) {
                return new Decision.Answers(to.get().name(), from.get().name(), asked.get().name());
            }
        }
        return opening.<Decision>map(rule -> byPolicy(from.get(), to.get(), rule))
                .orElseGet(() -> new Decision.EndOfPolicy(from.get().name(), to.get().name()));
    }

    private static Decision byPolicy(SecurityZone from, SecurityZone to, FilterRule rule) {
        return new Decision.ByPolicy(from.name(), to.name(), rule.name(), rule.verdict());
    }

    static Decision withDevice(Router router, RoutedInterface ingress, Packet packet) {
        var zone = router.zone(ingress);
        if (zone.isEmpty()) {
            return new Decision.NoSecurityZone(ingress.name());
        }
        if (packet.protocol() == Fields.ICMP_FOR_IPV6
                && packet.family() == Family.IPV6
                && FIRST_NEIGHBOUR_DISCOVERY <= packet.destinationPort()
                && packet.destinationPort() <= LAST_NEIGHBOUR_DISCOVERY) {
            return new Decision.NoList(packet.family());
        }
        return first(zone.get().hostInbound(), packet)
                .<Decision>map(rule ->
                        new Decision.ByHostRule(zone.get().name(), rule.name(), rule.verdict()))
                .orElseGet(() -> new Decision.EndOfHostRules(zone.get().name()));
    }

    private static Optional<FilterRule> first(List<FilterRule> rules, Packet packet) {
        return rules.stream().filter(r -> Walk.matches(r.match(), packet)).findFirst();
    }

    /** The packet that this one answers; none if nothing asks for it. */
    private static Optional<Packet> question(Packet answer) {
        int icmp = Fields.icmp(answer.family());
        int reply = answer.family() == Family.IPV4 ? 0 : 129;
        int echo = answer.family() == Family.IPV4 ? 8 : 128;
        if (answer.protocol() == icmp && answer.destinationPort() != reply) {
            return Optional.empty();
        }
        return Optional.of(
                new Packet(
                        /* source= */ answer.destination(),
                        /* destination= */ answer.source(),
                        answer.protocol(),
                        /* sourcePort= */ answer.protocol() == icmp ? 0 : answer.destinationPort(),
                        /* destinationPort= */ answer.protocol() == icmp
                                ? echo
                                : answer.sourcePort()));
    }
}
