package io.holdfast.core.alarm;

import io.holdfast.core.Names;
import java.time.Instant;

/** What a person did about an alarm. */
public sealed interface Handling {

    /** Nobody did anything. */
    record Open() implements Handling {}

    /** Somebody has seen it and sees to it; ends with the alarm. */
    record Acknowledged(String by, Instant at, String note) implements Handling {
        public Acknowledged {
            Names.text("a name", by, 200);
        }
    }

    /** Put away until then, with a reason; it comes back by itself. */
    record Shelved(String by, Instant at, String reason, Instant until) implements Handling {
        public Shelved {
            Names.text("a name", by, 200);
            Names.text("a reason", reason, 500);
            if (!until.isAfter(at)) {
                throw new IllegalArgumentException("a shelf ends after it begins");
            }
        }
    }
}
