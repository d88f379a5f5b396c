package io.holdfast.core.config;

import java.util.List;

/**
 * Interfaces of a stateful firewall that are judged alike. Between two zones, and between two
 * interfaces of one zone, passes only what a {@link ZonePolicy} permits.
 *
 * @param interfaces names of {@link InterfaceConfig}s, sorted, each in one zone only; on a device
 *     with zones an interface in none passes nothing
 * @param hostInbound judges packets of both families that arrive here for the device itself, first
 *     match decides; what no rule matches is dropped. Answers to the device's own conversations
 *     pass, and so does what layer 3 itself needs on the link (neighbour discovery, RFC 4861)
 */
public record SecurityZone(
        SecurityZoneName name, List<String> interfaces, List<FilterRule> hostInbound) {

    public SecurityZone {
        interfaces = interfaces.stream().distinct().sorted().toList();
        hostInbound = List.copyOf(hostInbound);
    }
}
