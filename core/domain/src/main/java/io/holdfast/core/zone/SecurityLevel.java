package io.holdfast.core.zone;

import java.util.List;

/**
 * A target security level (SL-T) as a vector over the seven foundational requirements FR 1 to FR 7
 * of IEC 62443-3-3 (IAC, UC, SI, DC, RDF, TRE, RA), each 0 to 4. Not a single number.
 */
public record SecurityLevel(List<Integer> levels) {

    public SecurityLevel {
        levels = List.copyOf(levels);
        if (levels.size() != 7 || levels.stream().anyMatch(l -> l < 0 || l > 4)) {
            throw new IllegalArgumentException("a security level has seven numbers from 0 to 4");
        }
    }

    /** The same level for all seven requirements. */
    public static SecurityLevel even(int level) {
        return new SecurityLevel(List.of(level, level, level, level, level, level, level));
    }
}
