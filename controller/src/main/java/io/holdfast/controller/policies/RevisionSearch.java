package io.holdfast.controller.policies;

import io.holdfast.core.change.Edits;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.compile.SiteToSite;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the revision of the policy that explains what one device once ran, and the fewest edits
 * that lead from what is in force back to it there. It changes nothing: the edits are for a draft.
 * It may compile hundreds of revisions and keeps no connection meanwhile.
 */
@Component
public class RevisionSearch {

    /** So many revisions are looked through, newest first. */
    private static final int MOST_REVISIONS = 300;

    /** More edits than this are not tried one by one for being needed. */
    private static final int MOST_TRIED = 60;

    private final PolicyBook book;
    private final Dialects dialects;
    private final SeenDevices seen;

    RevisionSearch(PolicyBook book, Dialects dialects, SeenDevices seen) {
        this.book = book;
        this.dialects = dialects;
        this.seen = seen;
    }

    /**
     * Which device is looked at, and as what.
     *
     * @param abilities of the site's devices: a revision is compiled for them as they are, as
     *     everywhere else
     */
    private record Sought(SiteId site, DeviceSlot slot, Instant seenAt, DeviceAbilities abilities) {

        /** What a policy asks of it; empty if it is in no plan. */
        Optional<DeviceConfig> under(ZoneModel model, List<SitePlan> plans) {
            return plans.stream()
                    .filter(p -> p.site().equals(site))
                    .findFirst()
                    .map(plan -> SiteToSite.at(model.at(seenAt), plan, plans))
                    .map(view -> PolicyCompiler.compile(view.model(), view.plan(), abilities))
                    .flatMap(c -> Optional.ofNullable(c.devices().get(slot)));
        }

        Optional<DeviceConfig> after(PolicyInForce policy, List<PolicyEdit> edits) {
            return switch (Edits.apply(policy.model(), policy.plans(), edits)) {
                case Edits.Edited.Applied(var model, var plans) -> under(model, plans);
                case Edits.Edited.Refused _ -> Optional.empty();
            };
        }
    }

    /**
     * The way back.
     *
     * @param inForce what the device is meant to run now
     * @param revision the one that comes nearest; the newest of those that come equally near
     * @param edits from what is in force; empty if nothing comes nearer than that
     * @param given what the device is meant to run once the edits are made
     */
    public record Way(
            DeviceConfig inForce, long revision, List<PolicyEdit> edits, DeviceConfig given) {
        public Way {
            edits = List.copyOf(edits);
        }
    }

    /**
     * The way to what a device ran.
     *
     * @param seenAt when it ran it: conduits that have an end are taken as they were then
     * @return empty if the device is in no plan in force
     */
    public Optional<Way> to(SiteId site, DeviceSlot slot, DeviceConfig wanted, Instant seenAt) {
        var current = book.read();
        var abilities = dialects.abilities(seen.modules(site));
        var sought = new Sought(site, slot, seenAt, abilities);
        var inForce = sought.under(current.model(), current.plans());
        if (inForce.isEmpty()) {
            return Optional.empty();
        }
        var best = new Way(inForce.get(), current.revision(), List.of(), inForce.get());
        int distance = distance(inForce.get(), wanted);
        long oldest = Math.max(1, current.revision() - MOST_REVISIONS);
        for (long n = current.revision() - 1; n >= oldest && distance > 0; n--) {
            var older = book.read(n);
            if (older.isEmpty()) {
                continue;
            }
            var then =
                    sought.under(older.get().model(), older.get().plans())
                            .filter(c -> !c.equals(inForce.get()));
            if (then.isEmpty() || distance(then.get(), wanted) >= distance) {
                continue;
            }
            var way = way(current, older.get(), sought, inForce.get());
            if (way.isPresent() && explains(way.get(), wanted, distance)) {
                best = way.get();
                distance = distance(best.given(), wanted);
            }
        }
        return Optional.of(best);
    }

    /** Nearer than what was found, and at least half of the way: less is another configuration. */
    private static boolean explains(Way way, DeviceConfig wanted, int best) {
        int left = distance(way.given(), wanted);
        return left < best && 2 * left <= distance(way.inForce(), wanted);
    }

    private static int distance(DeviceConfig one, DeviceConfig other) {
        return ConfigDiff.between(one, other).lines().size();
    }

    /** Edits to an older revision, as far as edits can go: zones and devices are not edited. */
    private static Optional<Way> way(
            PolicyInForce current, PolicyInForce older, Sought sought, DeviceConfig inForce) {
        var plans = withZonesOf(older, current.plans(), sought.site());
        var edits = Edits.between(current.model(), current.plans(), older.model(), plans);
        if (edits.isEmpty() || edits.get().isEmpty()) {
            return Optional.empty();
        }
        return sought.after(current, edits.get())
                .map(given -> {
                    var needed = needed(current, edits.get(), sought, given);
                    return new Way(inForce, older.revision(), needed, given);
                });
    }

    private static List<SitePlan> withZonesOf(
            PolicyInForce older, List<SitePlan> plans, SiteId site) {
        return plans.stream()
                .map(p ->
                        p.site().equals(site)
                                ? older.plan(site)
                                        .map(old -> p.with(old.zones(), p.devices()))
                                        .orElse(p)
                                : p)
                .toList();
    }

    /** Without those that make no difference to this device: they belong to other decisions. */
    private static List<PolicyEdit> needed(
            PolicyInForce current, List<PolicyEdit> edits, Sought sought, DeviceConfig given) {
        if (edits.size() > MOST_TRIED) {
            return edits;
        }
        var needed = new ArrayList<>(edits);
        for (var edit : edits) {
            var fewer = new ArrayList<>(needed);
            fewer.remove(edit);
            if (!fewer.isEmpty() && sought.after(current, fewer).equals(Optional.of(given))) {
                needed.remove(edit);
            }
        }
        return needed;
    }
}
