package io.holdfast.apps.simulation;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.BreakGlass;
import io.holdfast.sitelink.site.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What of a site's state outlives its node; full now and then. */
final class SimDisk {

    private static final int FULL_ONCE_IN = 3000;

    private final World world;
    private Bytes bytes;
    private SiteState.Desired newest;
    private SiteState.Desired older;
    private Instant full = Instant.MIN;

    SimDisk(World world, SiteState first) {
        this.world = world;
        bytes = WireJson.write(first);
        newest = first.desired();
        older = newest;
    }

    /** Takes nothing now, and perhaps from now on for hours. */
    boolean refuses() {
        if (hasRoom() && world.mishap(FULL_ONCE_IN)) {
            full = world.now().plus(world.between(Duration.ofMinutes(1), Duration.ofHours(6)));
            world.trace("a disk is full");
        }
        return !hasRoom();
    }

    boolean hasRoom() {
        return !world.now().isBefore(full);
    }

    Duration untilRoom() {
        return Duration.between(world.now(), full);
    }

    SiteState read() {
        return WireJson.read(SiteState.class, bytes);
    }

    void keep(SiteState state) {
        if (state.desired().revisionOrZero() > newest.revisionOrZero()) {
            older = newest;
            newest = state.desired();
        }
        var kept = state;
        if (world.is(Sabotage.FORGET_HOLDS)) {
            kept = with(state, state.desired(), withoutHolds(state.breakGlass()));
        }
        if (world.is(Sabotage.FORGET_STATES)) {
            kept = with(state, older, state.breakGlass());
        }
        bytes = WireJson.write(kept);
    }

    /** What a disk has that forgets what people decided at the console. */
    private static BreakGlass withoutHolds(BreakGlass glass) {
        return switch (glass) {
            case BreakGlass.Never never -> never;
            case BreakGlass.Known known ->
                    new BreakGlass.Known(
                            known.codes(),
                            known.guesses(),
                            known.notBefore(),
                            known.holds(),
                            List.of(),
                            known.effects(),
                            known.spent());
        };
    }

    private static SiteState with(SiteState state, SiteState.Desired desired, BreakGlass glass) {
        return new SiteState(
                state.schema(),
                state.identity(),
                state.pace(),
                state.time(),
                state.head(),
                state.acknowledged(),
                desired,
                state.suspended(),
                state.refusals(),
                state.accessVersion(),
                state.slots(),
                state.work(),
                state.link(),
                state.transactions(),
                state.tickets(),
                state.freezes(),
                state.hold(),
                state.selfTests(),
                state.ends(),
                glass,
                state.witness(),
                state.units());
    }
}
