package io.holdfast.core.config;

import io.holdfast.core.Names;
import io.holdfast.core.network.InterfaceAddress;
import java.util.List;

/**
 * One interface (RFC 8343, RFC 8344).
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
        addresses = List.copyOf(addresses);
        ingress = List.copyOf(ingress);
    }
}
