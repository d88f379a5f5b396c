package io.holdfast.core.compile;

import io.holdfast.core.site.DeviceSlot;
import java.util.List;

/**
 * Something the compiler noticed.
 *
 * @param slots the devices it is about, none if it is about the site
 * @param code stable, as in CONDUIT_WITHOUT_PATH
 * @param detail one sentence in English
 * @param blocker true if the result may not be submitted
 */
public record CompileFinding(List<DeviceSlot> slots, String code, String detail, boolean blocker) {

    public CompileFinding {
        slots = List.copyOf(slots);
    }
}
