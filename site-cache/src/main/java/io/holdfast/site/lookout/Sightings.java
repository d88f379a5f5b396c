package io.holdfast.site.lookout;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.archive.Masking;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest text and inventory of each device, kept so that the centre can be told and that a
 * person at the site can look when the device no longer answers. Claims of devices, never used to
 * decide.
 */
public final class Sightings {

    private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);
    private static final String RUNNING = "running/";
    private static final String INVENTORY = "inventory/";

    private final SiteStore store;
    private final SightingListener listener;

    public Sightings(SiteStore store) {
        this(store, SightingListener.NOBODY);
    }

    public Sightings(SiteStore store, SightingListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /**
     * The owned subtrees as read back, with secrets masked, as in an interface's own password.
     * Written only when they changed. A text that cannot be masked is not kept.
     */
    public void running(DeviceSlot slot, String text) {
        kept(slot, text).ifPresent(bytes -> keep(RUNNING + slot, bytes));
    }

    /** Whether this is not what it was read back with last; a first look finds nothing new. */
    public boolean isNew(DeviceSlot slot, String text) {
        var before = store.kept(RUNNING + slot);
        return before.isPresent()
                && kept(slot, text).filter(now -> !before.get().equals(now)).isPresent();
    }

    private static Optional<Bytes> kept(DeviceSlot slot, String text) {
        return switch (Masking.xml(text)) {
            case Masking.Result.Masked(var masked, int secrets) ->
                    Optional.of(Bytes.utf8(secrets == 0 ? text : masked));
            case Masking.Result.Refused(var reason) -> {
                LOG.warn("{}: what it runs is not kept: {}", slot, reason);
                yield Optional.empty();
            }
        };
    }

    /** A device runs something new, and says by whom. */
    public void changedBy(SiteWord.ChangedBy changed) {
        listener.changedBy(changed);
    }

    /** What SNMP told. */
    public void inventory(DeviceSlot slot, Inventory inventory) {
        keep(INVENTORY + slot, WireJson.write(inventory));
        listener.inventory(slot, inventory);
    }

    /** What SNMP told of it last. */
    public Optional<Inventory> inventory(DeviceSlot slot) {
        return store.kept(INVENTORY + slot).map(bytes -> WireJson.read(Inventory.class, bytes));
    }

    /** Whether the device's whole configuration should be read now. */
    public boolean wantsWhole(DeviceSlot slot, String owned) {
        return listener.wantsWhole(slot, owned);
    }

    /** The whole configuration; goes to the archive and is kept nowhere else. */
    public void whole(DeviceSlot slot, String owned, String whole) {
        listener.whole(slot, owned, whole);
    }

    /** What came of trying what shall open a device. */
    public void rotation(SiteWord.RotationTried tried) {
        listener.rotation(tried);
    }

    private void keep(String name, Bytes bytes) {
        if (!store.kept(name).equals(Optional.of(bytes))) {
            store.write(List.of(), Map.of(name, bytes), List.of());
        }
    }

    /** The same report with the newest text and inventory there are. */
    public SlotReport attach(SlotReport report) {
        var running = store.kept(RUNNING + report.slot()).map(Bytes::text);
        var inventory = inventory(report.slot());
        return new SlotReport(
                report.slot(),
                report.at(),
                report.state(),
                report.revision(),
                report.reason(),
                report.runningDigest(),
                report.trialDeadline(),
                report.shownHostKey(),
                report.modules(),
                inventory.orElse(report.inventory()),
                running.orElse(report.running()));
    }
}
