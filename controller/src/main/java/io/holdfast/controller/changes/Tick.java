package io.holdfast.controller.changes;

import io.holdfast.controller.changes.Remark.DeviceOfChange;
import java.time.Instant;

/**
 * Somebody has looked at one device's difference.
 *
 * @param by subject of who looked
 * @param mine whether that is who asks
 */
public record Tick(DeviceOfChange device, String by, String name, Instant at, boolean mine) {}
