package io.holdfast.controller.sitelinks;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;

/**
 * In two words what a site told of a device last.
 *
 * @param state the site's word, as in KEPT; empty if nothing was told since the centre keeps it
 * @param runningDigest of what the owned configuration read back means, empty if never read
 */
public record SlotWord(SiteId site, DeviceSlot slot, String state, String runningDigest) {}
