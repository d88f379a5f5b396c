package io.holdfast.controller.bad;

import io.holdfast.spi.DeviceSession;

/** The centre cannot. */
public record SpeaksToDevices(DeviceSession what) {}
