package io.holdfast.core.site;

import io.holdfast.core.Names;

/** One physical port of a device, by the name the device itself gives it. */
public record Port(String name, PortUse use) {

    public Port {
        Names.text("a port name", name, 64);
    }
}
