package io.holdfast.site.ledger;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads journal rows and believes none before it has hashed it. */
final class JournalCheck {

    private static final String FROM =
            "SELECT sequence, hash, bytes FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?";

    private JournalCheck() {}

    /** Reads the whole journal once: no gap, no changed entry. Answers its head. */
    static JournalHead wholeJournal(Connection connection) throws SQLException {
        var head = JournalHead.EMPTY;
        try (var query = connection.prepareStatement(FROM)) {
            query.setLong(1, 0);
            query.setLong(2, Long.MAX_VALUE);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var row = next(rows, head.sequence() + 1);
                    head = row.head();
                }
            }
        }
        return head;
    }

    static List<JournalLine> entriesAfter(
            Connection connection, long sequence, int limit, long maxBytes) throws SQLException {
        var entries = new ArrayList<JournalLine>();
        try (var query = connection.prepareStatement(FROM)) {
            query.setLong(1, sequence);
            query.setLong(2, limit);
            try (var rows = query.executeQuery()) {
                long bytes = 0;
                while (rows.next()) {
                    var row = next(rows, sequence + 1 + entries.size());
                    bytes += row.bytes().size();
                    if (!entries.isEmpty() && bytes > maxBytes) {
                        break;
                    }
                    entries.add(row);
                }
            }
        }
        return List.copyOf(entries);
    }

    /** Whether the bytes still are what the hash says. */
    static boolean sound(JournalLine line) {
        return Journal.hash(line.bytes()).equals(line.hash());
    }

    private static JournalLine next(ResultSet rows, long expected) throws SQLException {
        var row = new JournalLine(rows.getLong(1), rows.getString(2), Bytes.of(rows.getBytes(3)));
        if (row.sequence() != expected) {
            throw new StoreDamaged(
                    "journal entry " + expected + " is missing, the next is " + row.sequence());
        }
        if (!sound(row)) {
            throw new StoreDamaged("journal entry " + expected + " is not what was written");
        }
        return row;
    }
}
