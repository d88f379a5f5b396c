package io.holdfast.core.compile;

import io.holdfast.core.config.AclName;
import io.holdfast.core.site.DeviceSlot;

/** Where one rule of one device comes from. */
public record Origin(DeviceSlot slot, AclName list, String rule, RuleSource source) {}
