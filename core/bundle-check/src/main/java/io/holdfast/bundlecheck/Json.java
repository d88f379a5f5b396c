package io.holdfast.bundlecheck;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON text (RFC 8259) as it was written. Numbers stay the digits they were. */
sealed interface Json {

    /** Names in the order they were written. */
    record Members(Map<String, Json> all) implements Json {
        public Members {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }
    }

    record Items(List<Json> all) implements Json {
        public Items {
            all = List.copyOf(all);
        }
    }

    record Text(String value) implements Json {}

    record Digits(String value) implements Json {}

    record Truth(boolean value) implements Json {}

    /** The word null. Nothing in a bundle may be it. */
    record Nothing() implements Json {}
}
