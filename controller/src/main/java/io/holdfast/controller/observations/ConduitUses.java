package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.observations.store.UseStore;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.WatchedUses;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ConduitUse;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
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
public class ConduitUses implements WatchedUses {

    private final Access access;
    private final UseStore uses;
    private final Policies policies;

    ConduitUses(Access access, UseStore uses, Policies policies) {
        this.access = access;
        this.uses = uses;
        this.policies = policies;
    }

    /**
     * How often rules of one conduit in force were logged.
     *
     * @param first empty if it was never seen in use
     */
    public record Tally(
            ConduitId conduit,
            long permitted,
            long denied,
            Optional<Instant> first,
            Optional<Instant> last) {}

    /** Older than what a site keeps; a device whose clock begins anew says 1970. */
    private static final Duration LONGEST_KEPT = Duration.ofDays(400);

    /**
     * What is wrong with what a site told of a conduit; empty if nothing is.
     *
     * @param latest what lies behind it is of the future
     */
    static Optional<String> fault(SiteWord.ConduitUsed used, Instant latest) {
        if (!used.conduit().isEmpty() && id(used.conduit()).isEmpty()) {
            return Optional.of("a conduit with a name that none has");
        }
        boolean inOrder =
                !used.firstSeen().isAfter(used.lastSeen())
                        && !used.lastSeen().isAfter(latest)
                        && used.firstSeen().isAfter(latest.minus(LONGEST_KEPT));
        return inOrder
                ? Optional.empty()
                : Optional.of("uses of conduit " + used.conduit() + " at times that cannot be");
    }

    private static Optional<ConduitId> id(String text) {
        try {
            return Optional.of(new ConduitId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Every conduit in force, those never seen first, then by last use, longest ago first. */
    @Transactional(readOnly = true)
    public List<Tally> list() {
        access.requireRead();
        var told = uses.uses();
        var lines = new ArrayList<Tally>();
        for (var conduit : policies.inForce().model().conduits()) {
            var own = told.stream().filter(u -> u.conduit().equals(conduit.id().value())).toList();
            lines.add(
                    new Tally(
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

    /** What only was denied is no use. */
    @Override
    @Transactional(readOnly = true)
    public Watched of(SiteId site) {
        var told = uses.uses(site);
        return new Watched(
                told.stream().map(UseStore.Use::firstSeen).min(Comparator.naturalOrder()),
                told.stream()
                        .filter(u -> u.permitted() > 0)
                        .flatMap(u ->
                                id(u.conduit()).stream()
                                        .map(id ->
                                                new ConduitUse(
                                                        id, Optional.of(u.lastSeen()), List.of())))
                        .toList());
    }
}
