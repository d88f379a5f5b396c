package io.holdfast.site.lookout;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was learnt of each device beside what it says of itself (rulings V5), in the site's store: a
 * device that was seen to lie is not trusted again because the node started anew. It is forgotten
 * when another device stands in the slot (another host key) or the device says it runs other
 * software.
 */
public final class Behaviours {

    private static final String NAME = "behaviour/";

    private final SiteStore store;

    public Behaviours(SiteStore store) {
        this.store = store;
    }

    /**
     * What is kept of one device.
     *
     * @param hostKey of whom this was learnt
     * @param software what it said it ran then; empty if it said nothing
     */
    public record Learnt(String hostKey, String software, BehaviourTable table) {

        /** A device that does not say what it runs is taken for the same as before. */
        private boolean isOf(Learnt other) {
            return hostKey.equals(other.hostKey)
                    && (software.isEmpty()
                            || other.software.isEmpty()
                            || software.equals(other.software));
        }

        private Learnt and(Learnt later) {
            return new Learnt(
                    hostKey,
                    later.software.isEmpty() ? software : later.software,
                    table.and(later.table));
        }
    }

    /** The behaviour table of the device in this slot; empty if nothing was seen. */
    public BehaviourTable of(DeviceSlot slot) {
        return learnt(slot).map(Learnt::table).orElse(BehaviourTable.EMPTY);
    }

    public Optional<Learnt> learnt(DeviceSlot slot) {
        return store.kept(NAME + slot).map(bytes -> WireJson.read(Learnt.class, bytes));
    }

    /** Keeps what a session knows now; on disk when this returns. Written only when it changed. */
    public synchronized void learn(DeviceSlot slot, Learnt now) {
        var before = learnt(slot);
        if (before.isEmpty() && now.table().rows().isEmpty()) {
            return;
        }
        // Two sessions of one device may end in any order: nothing seen is lost by that.
        var all = before.filter(now::isOf).map(known -> known.and(now)).orElse(now);
        if (!before.equals(Optional.of(all))) {
            store.write(List.of(), Map.of(NAME + slot, WireJson.write(all)), List.of());
        }
    }
}
