package io.holdfast.core.compile;

import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site is told over time (rulings P5): k hard ends are k + 1 contents, each compiled and
 * proved beforehand, so that the site can close a temporary conduit while it is cut off. Ends at
 * the same time are one end. A risk acceptance ends the same way, but where a zone is essential:
 * there nothing acts by itself, and the conduit goes with the next content.
 */
public final class HardEnds {

    private HardEnds() {}

    /**
     * One content of a site.
     *
     * @param from when it begins; the first begins when it is delivered
     * @param longest the most that the content before it may run, counted while the site node runs
     * @param model what is approved from then on
     */
    public record Content(
            Instant from, Optional<Duration> longest, ZoneModel model, CompiledSite compiled) {}

    /** The contents of a site in time order; one if nothing ends. */
    public static List<Content> contents(
            ZoneModel model, SitePlan plan, Collection<DeviceSlot> stateful, Instant now) {
        return contents(model, plan, DeviceAbilities.of(stateful, List.of()), now);
    }

    /** The same for devices that can do this. */
    public static List<Content> contents(
            ZoneModel model, SitePlan plan, DeviceAbilities abilities, Instant now) {
        var ends = ends(model.at(now), plan, now);
        var contents = new ArrayList<Content>();
        contents.add(content(now, Optional.empty(), model.at(now), plan, abilities));
        var all = longest(model.at(now), plan, now);
        for (var end : ends) {
            contents.add(
                    content(
                            end,
                            Optional.ofNullable(all.get(end)),
                            closed(model, plan, end),
                            plan,
                            abilities));
        }
        return List.copyOf(contents);
    }

    private static Content content(
            Instant from,
            Optional<Duration> longest,
            ZoneModel model,
            SitePlan plan,
            DeviceAbilities abilities) {
        return new Content(from, longest, model, PolicyCompiler.compile(model, plan, abilities));
    }

    /** The times at which something closes by itself at this site. */
    static SortedSet<Instant> ends(ZoneModel model, SitePlan plan, Instant now) {
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
        ends.removeIf(end -> !end.isAfter(now));
        return ends;
    }

    private static boolean here(Conduit conduit, SitePlan plan) {
        return conduit.scope().covers(plan.site());
    }

    private static boolean endsByItself(RiskAcceptance acceptance, ZoneModel model, SitePlan plan) {
        return model.conduit(acceptance.conduit()).stream()
                .filter(c -> here(c, plan))
                .anyMatch(c -> !essential(c.from(), model) && !essential(c.to(), model));
    }

    private static boolean essential(Endpoint end, ZoneModel model) {
        return model.zone(end.zone()).filter(Zone::essentialFunction).isPresent();
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

    private static SortedMap<Instant, Duration> longest(
            ZoneModel model, SitePlan plan, Instant now) {
        var all = new TreeMap<Instant, Duration>();
        for (var conduit : model.conduits()) {
            if (here(conduit, plan)
                    && conduit.lasting() instanceof Lasting.Temporary(var end, var longest)
                    && end.isAfter(now)) {
                all.merge(end, longest, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        return all;
    }
}
