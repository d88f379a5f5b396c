package io.holdfast.core.zone;

import io.holdfast.core.site.SitePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Something that closes by itself at a site (rulings P5): a temporary conduit at its hard end, or a
 * conduit that stands on a risk acceptance. What touches an essential zone stays: nothing acts
 * there by itself.
 *
 * @param at when; what ends at the same time is one closing
 * @param longest the most that it is open, counted while the site node runs; zero if only the time
 *     ends it
 * @param model what the model says from then on
 * @param closes the conduits that are closed, in order
 */
public record Closing(Instant at, Duration longest, ZoneModel model, List<ConduitId> closes) {

    public Closing {
        closes = List.copyOf(closes);
    }

    /** All of a site, in time order. */
    public static List<Closing> of(ZoneModel model, SitePlan plan) {
        var closings = new ArrayList<Closing>();
        var before = model;
        for (var end : ends(model, plan)) {
            var after = closed(model, plan, end);
            closings.add(
                    new Closing(end, longest(model, plan, end), after, gone(before, after, plan)));
            before = after;
        }
        return List.copyOf(closings);
    }

    /** A temporary conduit of this site that touches an essential zone, where none may be. */
    public static Optional<Conduit> forbidden(ZoneModel model, SitePlan plan) {
        return model.conduits().stream()
                .filter(c -> here(c, plan) && c.lasting() instanceof Lasting.Temporary)
                .filter(c -> LastingCheck.touchesEssential(c, model))
                .findFirst();
    }

    private static List<ConduitId> gone(ZoneModel before, ZoneModel after, SitePlan plan) {
        return before.conduits().stream()
                .filter(c -> here(c, plan))
                .map(Conduit::id)
                .filter(id -> after.conduit(id).isEmpty())
                .sorted()
                .toList();
    }

    private static TreeSet<Instant> ends(ZoneModel model, SitePlan plan) {
        var ends = new TreeSet<Instant>();
        for (var conduit : model.conduits()) {
            if (here(conduit, plan) && conduit.lasting() instanceof Lasting.Temporary(var end, _)) {
                ends.add(end);
            }
        }
        for (var acceptance : model.acceptances()) {
            if (endsByItself(acceptance, model, plan)) {
                ends.add(acceptance.end());
            }
        }
        return ends;
    }

    private static boolean here(Conduit conduit, SitePlan plan) {
        return conduit.scope().covers(plan.site());
    }

    private static boolean endsByItself(RiskAcceptance acceptance, ZoneModel model, SitePlan plan) {
        return model.conduit(acceptance.conduit()).stream()
                .filter(c -> here(c, plan))
                .anyMatch(c -> !LastingCheck.touchesEssential(c, model));
    }

    /** The model at an end, where what touches an essential zone has stayed as it was. */
    private static ZoneModel closed(ZoneModel model, SitePlan plan, Instant end) {
        var staying =
                model.acceptances().stream()
                        .filter(a -> a.valid(end) || !endsByItself(a, model, plan))
                        .toList();
        var open = model.at(end);
        var conduits =
                model.conduits().stream()
                        .filter(c ->
                                open.conduit(c.id()).isPresent()
                                        || (!c.over(end)
                                                && staying.stream()
                                                        .anyMatch(a -> a.conduit().equals(c.id()))))
                        .toList();
        return model.with(conduits).accepting(staying);
    }

    private static Duration longest(ZoneModel model, SitePlan plan, Instant at) {
        return model.conduits().stream()
                .filter(c -> here(c, plan))
                .flatMap(c ->
                        c.lasting() instanceof Lasting.Temporary(var end, var longest)
                                        && end.equals(at)
                                ? Optional.of(longest).stream()
                                : Optional.<Duration>empty().stream())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
