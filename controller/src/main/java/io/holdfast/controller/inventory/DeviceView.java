package io.holdfast.controller.inventory;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.SiteId;

/** One device of one site, as it is meant to be. */
public record DeviceView(SiteId site, Device device, long version) {}
