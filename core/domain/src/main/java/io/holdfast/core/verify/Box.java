package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A readable part of a packet set: every source to every destination by every service, of one
 * family.
 */
public record Box(
        Family family,
        List<AddressRange> sources,
        List<AddressRange> destinations,
        List<ServiceRange> services) {

    public Box {
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
        services = List.copyOf(services);
    }

    @Override
    public String toString() {
        return joined(sources) + " -> " + joined(destinations) + " " + joined(services);
    }

    static String joined(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
