package io.holdfast.site.lookout;

import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord;

/** Who wants to know what was seen. A border: who looks does not know what is kept of it. */
public interface SightingListener {

    /** Nobody wants to know. */
    SightingListener NOBODY =
            new SightingListener() {
                @Override
                public void inventory(DeviceSlot slot, Inventory inventory) {}

                @Override
                public boolean wantsWhole(DeviceSlot slot, String owned) {
                    return false;
                }

                @Override
                public void whole(DeviceSlot slot, String owned, String whole) {}

                @Override
                public void rotation(SiteWord.RotationTried tried) {}

                @Override
                public void changedBy(SiteWord.ChangedBy changed) {}
            };

    void inventory(DeviceSlot slot, Inventory inventory);

    /**
     * Whether the device's whole configuration should be read now.
     *
     * @param owned the owned subtrees as they were just read
     */
    boolean wantsWhole(DeviceSlot slot, String owned);

    void whole(DeviceSlot slot, String owned, String whole);

    /** What shall open a device was tried; kept for the centre when this returns. */
    void rotation(SiteWord.RotationTried tried);

    /** A device runs something new, and says by whom. */
    void changedBy(SiteWord.ChangedBy changed);
}
