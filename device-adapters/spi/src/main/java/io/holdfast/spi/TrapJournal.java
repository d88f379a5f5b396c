package io.holdfast.spi;

import io.holdfast.core.observe.TrapSighting;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Where notifications are written down before anybody is told that they arrived. */
public interface TrapJournal {

    /**
     * Writes notifications in order, all of a batch at once.
     *
     * @return which of them are kept, and safely on disk; an inform that is not is not
     *     acknowledged, and its sender tries again
     * @throws IOException if none of them is safely written
     */
    BitSet append(List<TrapSighting> traps) throws IOException;

    /** For a journal that keeps whatever comes. */
    static BitSet all(List<TrapSighting> traps) {
        var kept = new BitSet();
        kept.set(0, traps.size());
        return kept;
    }
}
