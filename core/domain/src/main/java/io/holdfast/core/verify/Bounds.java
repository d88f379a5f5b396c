package io.holdfast.core.verify;

import io.holdfast.core.zone.ZoneName;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Between what and what a state must lie: for a final state both ends are what is approved; while
 * devices change, the old and the new policy together (rulings P2).
 *
 * @param policies the approved policies: one for a final state, old and new for an intermediate one
 */
record Bounds(List<Approved> policies) {

    Bounds {
        policies = List.copyOf(policies);
    }

    /** The most that may be possible: what either policy allows. */
    PacketSet atMost(ZoneName from, ZoneName to) {
        return over(p -> p.atMost(from, to), PacketSet::union);
    }

    /** The least that must be served: what both policies allow. */
    PacketSet atLeast(ZoneName from, ZoneName to) {
        return over(p -> p.atLeast(from, to), PacketSet::intersect);
    }

    /** What either policy lets one zone open to another. */
    PacketSet opened(ZoneName from, ZoneName to) {
        return over(p -> p.opened(from, to), PacketSet::union);
    }

    /** What both let it open, but for the devices' own addresses. */
    PacketSet openedAtLeast(ZoneName from, ZoneName to) {
        return over(p -> p.opened(from, to).minus(p.toInfrastructure()), PacketSet::intersect);
    }

    PacketSet replies(ZoneName from, ZoneName to) {
        return over(p -> p.replies(from, to), PacketSet::union);
    }

    PacketSet sentBy(ZoneName from) {
        return over(p -> p.sentBy(from), PacketSet::union);
    }

    Optional<Approved.Flow> explaining(PacketSet packets, ZoneName from, ZoneName to) {
        return policies.reversed().stream()
                .flatMap(p -> p.explaining(packets, from, to).stream())
                .findFirst();
    }

    boolean isFinal() {
        return policies.size() == 1;
    }

    private PacketSet over(Function<Approved, PacketSet> part, BinaryOperator<PacketSet> together) {
        var all = part.apply(policies.getFirst());
        for (var policy : policies.subList(1, policies.size())) {
            all = together.apply(all, part.apply(policy));
        }
        return all;
    }
}
