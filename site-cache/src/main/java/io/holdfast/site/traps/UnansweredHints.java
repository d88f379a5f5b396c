package io.holdfast.site.traps;

import io.holdfast.core.observe.TrapSighting;
import io.holdfast.spi.TrapJournal;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the informs nobody sealed that a journal took as hints. Nothing of them is written down
 * and nobody is answered, and yet nothing is lost: they must not look as if the disk were full.
 */
final class UnansweredHints implements TrapJournal {

    private final TrapJournal journal;
    private final AtomicLong count = new AtomicLong();

    UnansweredHints(TrapJournal journal) {
        this.journal = journal;
    }

    @Override
    public BitSet append(List<TrapSighting> traps) throws IOException {
        var kept = journal.append(traps);
        for (int i = 0; i < traps.size(); i++) {
            if (!kept.get(i) && !traps.get(i).authenticated() && traps.get(i).inform()) {
                count.incrementAndGet();
            }
        }
        return kept;
    }

    long count() {
        return count.get();
    }
}
