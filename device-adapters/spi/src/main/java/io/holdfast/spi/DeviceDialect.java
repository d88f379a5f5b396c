package io.holdfast.spi;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import java.util.List;

/**
 * Our model in the words of one device family, and back. Pure: no IO, no clock. Found by {@link
 * java.util.ServiceLoader}. For each configuration without blockers {@code read(render(c))} equals
 * {@code c}.
 */
public interface DeviceDialect {

    /** Stable name, as in ietf; stored in bundles. */
    String name();

    /** Whether this dialect speaks to a device with these capabilities. */
    boolean recognises(DeviceCapabilities capabilities);

    /**
     * Whether a device with these capabilities judges conversations and not each packet. It is then
     * to be told security zones and policies, and nothing about answers.
     */
    default boolean judgesConversations(DeviceCapabilities capabilities) {
        return false;
    }

    /**
     * Whether a device with these capabilities is told VLANs and ports and nothing else. It is then
     * asked for no filter, not even for its own management.
     */
    default boolean bridgesOnly(DeviceCapabilities capabilities) {
        return false;
    }

    /** Whether a device with these capabilities can be told to bring up tunnels (IPsec). */
    default boolean bringsUpTunnels(DeviceCapabilities capabilities) {
        return false;
    }

    /**
     * Why this configuration cannot be told to a device with these modules; empty if it can
     * (rulings V4).
     */
    List<String> blockers(DeviceConfig config, DeviceCapabilities capabilities);

    /**
     * What a person must have done at the device before it can be told this configuration, one
     * sentence each; Holdfast neither does it nor carries what it needs.
     */
    default List<String> beforehand(DeviceConfig config) {
        return List.of();
    }

    /** The text that makes the owned subtrees of a device exactly this configuration. */
    Rendered render(DeviceConfig config, DeviceCapabilities capabilities);

    /**
     * The meaning of a text: one that {@link #render} wrote, or the owned subtrees read from a
     * device.
     */
    ReadResult read(String text);

    /** The subtrees owned on a device with these capabilities. */
    List<Subtree> owns(DeviceCapabilities capabilities);
}
