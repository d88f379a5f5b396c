package io.holdfast.site.node;

import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.console.ReplaceView;
import io.holdfast.site.devices.AccessBook;
import io.holdfast.site.lookout.Sightings;
import io.holdfast.sitelink.site.SiteState;
import io.holdfast.sitelink.site.SlotState;
import java.time.Instant;
import java.util.List;

/** What people are told of a site's devices who replace one. */
final class ReplaceBoard {

    private ReplaceBoard() {}

    static ReplaceView of(SiteState state, AccessBook access, Sightings sightings) {
        var places =
                switch (state.desired()) {
                    case SiteState.Desired.Nothing() -> List.<ReplaceView.Place>of();
                    case SiteState.Desired.Accepted accepted ->
                            accepted.targets().stream()
                                    .map(SiteState.Target::slot)
                                    .sorted()
                                    .map(slot -> place(slot, state, access, sightings))
                                    .toList();
                };
        return new ReplaceView(places, state.units().underWay(), state.units().lastEnded());
    }

    private static ReplaceView.Place place(
            DeviceSlot slot, SiteState state, AccessBook access, Sightings sightings) {
        var known = state.slot(slot).orElse(SlotState.UNKNOWN);
        var inventory = sightings.inventory(slot);
        return new ReplaceView.Place(
                slot.value(),
                access.address(slot),
                inventory.map(Inventory::serial).orElse(""),
                inventory.map(Inventory::hardware).orElse(""),
                access.pinned(slot).orElse(""),
                known.standing() instanceof SlotState.Standing.Kept(_, var revision) ? revision : 0,
                switch (known.sight()) {
                    case SlotState.Sight.Seen seen -> seen.at();
                    case SlotState.Sight.Silent(_, _, var last) -> last.at();
                    case SlotState.Sight.Never() -> Instant.EPOCH;
                    case SlotState.Sight.KeyShown(_, _) -> Instant.EPOCH;
                    case SlotState.Sight.NeverAnswered(_, _) -> Instant.EPOCH;
                    case SlotState.Sight.KeyChanged(_, _, _) -> Instant.EPOCH;
                },
                state.desired().revisionOrZero());
    }
}
