package io.holdfast.controller.observations;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A search as lists and pages show it.
 *
 * @param order without what it asks with
 * @param state ORDERED, RUNNING, STOPPING, DONE, STOPPED, INTERRUPTED, REFUSED, or EXPIRED if its
 *     site never began it in time
 * @param why in the site's words, empty while it runs
 * @param toldAt when the site last told of it, by its clock
 * @param found how many devices were found
 */
public record DiscoveryView(
        UUID id,
        SiteId site,
        DiscoveryOrderForm order,
        String state,
        String why,
        int asked,
        int answered,
        int silent,
        int left,
        int outside,
        int found,
        Instant orderedAt,
        String orderedBy,
        Optional<Instant> stoppedAt,
        String stoppedBy,
        Optional<Instant> toldAt) {

    /** Whether nothing more will come of it. */
    public boolean over() {
        return switch (state) {
            case "ORDERED", "RUNNING", "STOPPING" -> false;
            default -> true;
        };
    }

    /**
     * A search with what it found.
     *
     * @param alike what two or more of them share; reported, never merged
     */
    public record Whole(
            DiscoveryView discovery, List<Found> devices, List<Duplicates.Finding> alike) {
        public Whole {
            devices = List.copyOf(devices);
            alike = List.copyOf(alike);
        }
    }

    /**
     * A device that answered; its own claims.
     *
     * @param managedAs the slot it is managed as, by address or by what only one device has
     * @param managedBy by which of them: ADDRESS, HOST_KEY, SERIAL or ENGINE_ID; empty if none
     */
    public record Found(
            IpAddress address,
            String name,
            String vendor,
            String hardware,
            String software,
            String description,
            DeviceIdentity identity,
            Optional<DeviceSlot> managedAs,
            String managedBy,
            Instant foundAt) {}
}
