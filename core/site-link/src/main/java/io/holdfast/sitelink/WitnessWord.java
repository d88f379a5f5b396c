package io.holdfast.sitelink;

import java.util.List;

/** What a site says of the centre's audit log, once the centre has shown that it hears it. */
public sealed interface WitnessWord {

    /** Nothing: to a centre that may not know the word. */
    record Silent() implements WitnessWord {}

    /** It keeps no head yet. */
    record KeepsNothing() implements WitnessWord {}

    /**
     * It keeps a head, on disk.
     *
     * @param size of how many leaves
     * @param statement what exactly, signed by the site, if the centre does not have that yet; none
     *     or one {@link io.holdfast.sitelink.witness.WitnessStatement}
     */
    record Keeps(long size, List<Envelope> statement) implements WitnessWord {
        public Keeps {
            statement = List.copyOf(statement);
            if (size < 1 || statement.size() > 1) {
                throw new IllegalArgumentException("a site says of one head that it keeps it");
            }
        }
    }
}
