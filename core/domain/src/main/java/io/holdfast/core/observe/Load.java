package io.holdfast.core.observe;

import java.util.List;
import java.util.Optional;

/**
 * How busy a device is.
 *
 * @param processors per cent of each processor, in the device's order
 * @param memory bytes of main memory, where the device tells
 */
public record Load(List<Integer> processors, Optional<Memory> memory) {

    /** Main memory in bytes. */
    public record Memory(long used, long size) {}

    public Load {
        processors = List.copyOf(processors);
    }
}
