package io.holdfast.spi;

import io.holdfast.core.observe.TrapSighting;
import java.io.IOException;
import java.util.List;

/** Where notifications are written down before anybody is told that they arrived. */
public interface TrapJournal {

    /**
     * Writes notifications in order.
     *
     * @throws IOException if they are not safely written; an inform is then not acknowledged, and
     *     its sender tries again
     */
    void append(List<TrapSighting> traps) throws IOException;
}
