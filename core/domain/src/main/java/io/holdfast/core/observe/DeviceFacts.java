package io.holdfast.core.observe;

/**
 * What a device says of itself when a session opens. Device strings are claims of the device: shown
 * as text, never trusted as more.
 *
 * @param hostKey fingerprint of the key the session was pinned to, SHA256:base64 as ssh prints it
 */
public record DeviceFacts(
        String vendor,
        String model,
        String serial,
        String softwareVersion,
        String hostKey,
        DeviceCapabilities capabilities) {}
