package io.holdfast.core.compile;

import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Closing;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
     * @param longest the most that the content before it may run, counted while the site node runs;
     *     zero if only the time ends it
     * @param model what is approved from then on
     * @param closes the conduits that are closed by it
     */
    public record Content(
            Instant from,
            Duration longest,
            ZoneModel model,
            List<ConduitId> closes,
            CompiledSite compiled) {}

    /** The contents of a site in time order; one if nothing ends. */
    public static List<Content> contents(
            ZoneModel model, SitePlan plan, Collection<DeviceSlot> stateful, Instant now) {
        return contents(model, plan, DeviceAbilities.of(stateful, List.of()), now);
    }

    /** The same for devices that can do this. */
    public static List<Content> contents(
            ZoneModel model, SitePlan plan, DeviceAbilities abilities, Instant now) {
        var open = model.at(now);
        var contents = new ArrayList<Content>();
        contents.add(
                new Content(
                        now,
                        Duration.ZERO,
                        open,
                        List.of(),
                        PolicyCompiler.compile(open, plan, abilities)));
        for (var closing : Closing.of(open, plan)) {
            contents.add(
                    new Content(
                            closing.at(),
                            closing.longest(),
                            closing.model(),
                            closing.closes(),
                            PolicyCompiler.compile(closing.model(), plan, abilities)));
        }
        return List.copyOf(contents);
    }
}
