package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.observations.store.UseStore;
import io.holdfast.controller.policies.Policies;
import io.holdfast.core.zone.ConduitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which conduits are used: from what firewalls log about their rules. A conduit nobody logged is
 * "never seen", which is not proof that it is never used: a device may not log it.
 */
@Component
public class ConduitUses {

    private final Access access;
    private final UseStore uses;
    private final Policies policies;

    ConduitUses(Access access, UseStore uses, Policies policies) {
        this.access = access;
        this.uses = uses;
        this.policies = policies;
    }

    /**
     * One conduit in force.
     *
     * @param first empty if it was never seen in use
     */
    public record ConduitUse(
            ConduitId conduit,
            long permitted,
            long denied,
            Optional<Instant> first,
            Optional<Instant> last) {}

    /** Every conduit in force, those never seen first, then by last use, longest ago first. */
    @Transactional(readOnly = true)
    public List<ConduitUse> list() {
        access.requireRead();
        var told = uses.uses();
        var lines = new ArrayList<ConduitUse>();
        for (var conduit : policies.inForce().model().conduits()) {
            var own = told.stream().filter(u -> u.conduit().equals(conduit.id().value())).toList();
            lines.add(
                    new ConduitUse(
                            conduit.id(),
                            own.stream().mapToLong(UseStore.Use::permitted).sum(),
                            own.stream().mapToLong(UseStore.Use::denied).sum(),
                            own.stream()
                                    .map(UseStore.Use::firstSeen)
                                    .min(Comparator.naturalOrder()),
                            own.stream()
                                    .map(UseStore.Use::lastSeen)
                                    .max(Comparator.naturalOrder())));
        }
        lines.sort(Comparator.comparing(u -> u.last().orElse(Instant.MIN)));
        return List.copyOf(lines);
    }
}
