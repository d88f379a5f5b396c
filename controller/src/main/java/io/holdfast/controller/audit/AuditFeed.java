package io.holdfast.controller.audit;

import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditFile;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log in the order of its leaves, a part at a time, for whoever hands it on as it grows. Of the
 * organisations that are named the entries, of all others what the log has of them: two hashes.
 * Nothing is taken out of a queue: what was read is read again.
 */
@Component
public class AuditFeed {

    /** A part is no larger than this in texts, whatever number of leaves it was asked for. */
    private static final int LARGEST = 4 << 20;

    private final JdbcClient jdbc;
    private final AuditKeys keys;
    private final AuditHeads heads;
    private final AuditProofs proofs;
    private final TransactionTemplate reading;

    AuditFeed(
            JdbcClient jdbc,
            AuditKeys keys,
            AuditHeads heads,
            AuditProofs proofs,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.heads = heads;
        this.proofs = proofs;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** One leaf of the log. */
    public sealed interface Leaf {

        long number();

        Digest tag();

        /** Of the entry, as the log has it. */
        Digest digest();

        /**
         * With its entry.
         *
         * @param entry as its columns say; empty if they can be none
         */
        record Whole(long number, Digest tag, Digest digest, Optional<AuditEntry> entry)
                implements Leaf {}

        /** Of another organisation, or one whose entry is gone. */
        record Hashed(long number, Digest tag, Digest digest) implements Leaf {}
    }

    /** A signed head and the number of leaves it was signed of. */
    public record Head(long size, SignedNote note) {}

    /**
     * A part of the log without a gap.
     *
     * @param from its first leaf; the size it goes on from if it has none
     * @param heads of sizes within it, its beginning and end included, by size
     */
    public record Part(long from, List<Leaf> leaves, List<Head> heads) {
        public Part {
            leaves = List.copyOf(leaves);
            heads = List.copyOf(heads);
        }

        /** The leaf behind the last one. */
        public long to() {
            return from + leaves.size();
        }

        public boolean isEmpty() {
            return leaves.isEmpty() && heads.isEmpty();
        }
    }

    /** The log has lost a leaf. */
    public static final class Broken extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Broken(long leaf) {
            super("the audit log in the database has lost its leaf " + leaf);
        }
    }

    /**
     * What follows.
     *
     * @param from the first leaf; those before it were there
     * @param head heads of this size and smaller ones are not asked for
     * @param whose the organisations whose entries are read
     * @param most so many leaves at most, and fewer if they are large
     * @throws Broken if a leaf is not there that has to be
     */
    public Part after(long from, long head, List<OrganizationId> whose, int most) {
        var hashed = hashes(from, most);
        var entries = new HashMap<Long, Optional<AuditEntry>>();
        long to = from + hashed.size();
        for (var organization : hashed.isEmpty() ? List.<OrganizationId>of() : whose) {
            to = Math.min(to, read(organization, from, to, entries));
        }
        var leaves = new ArrayList<Leaf>();
        for (var leaf : hashed.subList(0, (int) (to - from))) {
            var entry = entries.get(leaf.number());
            leaves.add(
                    entry == null
                            ? leaf
                            : new Leaf.Whole(leaf.number(), leaf.tag(), leaf.digest(), entry));
        }
        return new Part(from, leaves, heads.between(Math.max(from - 1, head), to));
    }

    /** How long the log is was read before its leaves: it may grow meanwhile. */
    private List<Leaf.Hashed> hashes(long from, int most) {
        long size = size();
        if (size < from) {
            throw new Broken(size);
        }
        long to = Math.min(size, from + most);
        if (to == from) {
            return List.of();
        }
        var found =
                jdbc.sql(
                                """
                                select leaf, tag, digest from audit_tree
                                where leaf >= ? and leaf < ? order by leaf\
                                """)
                        .params(from, to)
                        .query((row, _) ->
                                new Leaf.Hashed(
                                        row.getLong(1),
                                        Digest.ofBytes(row.getBytes(2)),
                                        Digest.ofBytes(row.getBytes(3))))
                        .list();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).number() != from + i) {
                throw new Broken(from + i);
            }
        }
        if (found.size() < to - from) {
            throw new Broken(from + found.size());
        }
        return found;
    }

    /** Where it has to stop so that the part is not too large. */
    private long read(
            OrganizationId organization,
            long from,
            long to,
            Map<Long, Optional<AuditEntry>> entries) {
        return Acting.as(
                Caller.centre(organization, "audit-stream"),
                () ->
                        java.util.Objects.requireNonNull(
                                reading.execute(_ -> readAsOne(from, to, entries))));
    }

    private long readAsOne(long from, long to, Map<Long, Optional<AuditEntry>> entries) {
        try (var rows =
                jdbc
                        .sql(
                                """
                                select l.leaf, e.* from audit_leaf l
                                join audit_entry e on e.at = l.entry_at and e.entry_id = l.entry_id
                                where l.leaf >= ? and l.leaf < ? order by l.leaf\
                                """)
                        .withFetchSize(64)
                        .params(from, to)
                        .query((row, _) -> Map.entry(row.getLong("leaf"), EntryColumns.entry(row)))
                        .stream()) {
            long size = 0;
            for (var row : (Iterable<Map.Entry<Long, Optional<AuditEntry>>>) rows::iterator) {
                entries.put(row.getKey(), row.getValue());
                size += row.getValue().map(AuditFeed::texts).orElse(0);
                if (size > LARGEST) {
                    return row.getKey() + 1;
                }
            }
            return to;
        }
    }

    private static int texts(AuditEntry entry) {
        return entry.before().length() + entry.after().length() + entry.reason().length();
    }

    /** How many leaves the log has. */
    public long size() {
        return proofs.size();
    }

    /** Which log. */
    public String origin() {
        return keys.origin();
    }

    /** How a file begins that the log is appended to. */
    public AuditFile.Beginning beginning(List<OrganizationId> whose, MerkleFrontier before) {
        return new AuditFile.Beginning(
                keys.origin(),
                keys.key(),
                whose.stream().map(o -> new AuditFile.Whose(o.toString(), keys.salt(o))).toList(),
                before);
    }

    /** Whether the log can be compared with what was kept of it. */
    public boolean isReady() {
        return proofs.areReady();
    }

    /** Whether the log up to there is this log, as it is now. */
    public boolean holds(MerkleFrontier part) {
        return part.size() == 0 || proofs.root(part.size()).filter(part.root()::equals).isPresent();
    }
}
