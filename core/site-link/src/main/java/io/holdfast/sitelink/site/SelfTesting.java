package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord.SelfTestResult;
import java.time.Instant;
import java.util.List;

/**
 * A self-test that was ordered for a device, and how far it has come.
 *
 * @param order its number; orders of a device are counted
 * @param notAfter it is not begun later
 */
public record SelfTesting(DeviceSlot slot, long order, Instant notAfter, Stage stage) {

    /** How far it has come. */
    public sealed interface Stage {

        /** The site has heard of it. */
        record Ordered() implements Stage {}

        /** The device is being tried. */
        record Running(long ticket) implements Stage {}

        /**
         * It is over, or was never begun; the centre is told so.
         *
         * @param found names of the behaviours seen in it
         */
        record Over(SelfTestResult result, String reason, List<String> found) implements Stage {
            public Over {
                found = List.copyOf(found);
            }
        }
    }

    SelfTesting at(Stage now) {
        return new SelfTesting(slot, order, notAfter, now);
    }
}
