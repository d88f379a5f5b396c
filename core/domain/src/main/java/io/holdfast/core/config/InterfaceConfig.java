package io.holdfast.core.config;

import io.holdfast.core.Names;
import io.holdfast.core.network.InterfaceAddress;
import java.util.Comparator;
import java.util.List;

/**
 * One interface (RFC 8343, RFC 8344). Addresses and lists are kept sorted: their order means
 * nothing to a device, and a device does not keep it between the families.
 *
 * @param enabled administrative state
 * @param ingress access lists that judge packets arriving here, at most one per family; a family
 *     without a list passes unfiltered
 */
public record InterfaceConfig(
        String name,
        String description,
        boolean enabled,
        InterfaceMode mode,
        List<InterfaceAddress> addresses,
        List<AclName> ingress) {

    public InterfaceConfig {
        Names.text("an interface name", name, 64);
        addresses =
                addresses.stream()
                        .sorted(
                                Comparator.comparing(InterfaceAddress::address)
                                        .thenComparingInt(InterfaceAddress::length))
                        .toList();
        ingress = ingress.stream().sorted().toList();
    }
}
