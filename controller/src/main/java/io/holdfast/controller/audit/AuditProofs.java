package io.holdfast.controller.audit;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.GrowthProof;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.witness.ShownHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The log as a witness is shown it: the newest signed head, and the proof that the log which the
 * witness keeps a head of only grew. Hashes and a signature, over all organisations.
 */
@Component
public class AuditProofs {

    /** Witnesses keep few different sizes: all are shown the same heads. */
    private static final int REMEMBERED = 500;

    /** Of no leaves at all. */
    private static final Digest NO_ROOT = Digest.of(new byte[0]);

    private final AuditKeys keys;
    private final AuditHeads heads;
    private final AuditTiles tiles;
    private final Map<String, List<String>> made =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
                    return size() > REMEMBERED;
                }
            };

    AuditProofs(AuditKeys keys, AuditHeads heads, AuditTiles tiles) {
        this.keys = keys;
        this.heads = heads;
        this.tiles = tiles;
    }

    /** The key that signs the heads. */
    public NoteKey key() {
        return keys.key();
    }

    /** How many leaves have a number. */
    long size() {
        return tiles.size();
    }

    /** Whether the log can be compared: a log that has just grown is ready within a second. */
    public boolean areReady() {
        return tiles.cover(tiles.size());
    }

    /**
     * The newest head for somebody who keeps one.
     *
     * @param kept how many leaves his has, 0 if he keeps none
     * @return empty if there is none, if his is as new, or if the proof cannot be made yet
     */
    public Optional<ShownHead> newer(long kept) {
        long newest = heads.newestSize();
        if (newest == 0 || newest == kept || !areReady()) {
            return Optional.empty();
        }
        return heads.of(newest)
                .map(note ->
                        new ShownHead(
                                keys.key().text(), note.written(), kept, proof(kept, newest)));
    }

    /** A log that is shorter than what is kept has no proof, and must be seen to have none. */
    private List<String> proof(long kept, long newest) {
        if (kept == 0 || kept > newest) {
            return List.of();
        }
        try {
            return remembered(
                    kept + "-" + newest,
                    () ->
                            GrowthProof.between(kept, newest, tiles).stream()
                                    .map(Digest::hex)
                                    .toList());
        } catch (AuditTiles.MissingLeaves e) {
            // The witness is to see that it cannot be proved, and says so.
            return List.of();
        }
    }

    /**
     * The root of the log's first leaves, as they are now; empty if it has not so many. Asked once
     * the log {@linkplain #areReady is ready}.
     */
    public Optional<Digest> root(long size) {
        if (size < 1 || size > tiles.size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GrowthProof.root(size, tiles));
        } catch (AuditTiles.MissingLeaves e) {
            // What is left of it has no such root: whoever keeps one keeps another log.
            return Optional.of(NO_ROOT);
        }
    }

    private List<String> remembered(String what, Supplier<List<String>> maker) {
        synchronized (made) {
            var known = made.get(what);
            if (known != null) {
                return known;
            }
        }
        var fresh = maker.get();
        synchronized (made) {
            made.put(what, fresh);
        }
        return fresh;
    }
}
