package io.holdfast.core.config;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;

/** A static route (RFC 8349). */
public record StaticRoute(Prefix destination, IpAddress nextHop) {

    public StaticRoute {
        if (destination.family() != nextHop.family()) {
            throw new IllegalArgumentException("a route's next hop is of its own family");
        }
    }
}
