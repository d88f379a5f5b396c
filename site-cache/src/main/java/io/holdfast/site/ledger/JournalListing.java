package io.holdfast.site.ledger;

import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.WireJson;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * The journal as lines of sequence number and hash, for comparing it with the centre's copy. Reads
 * only, so it may run beside a live site node.
 */
public final class JournalListing {

    private static final int PAGE = 1000;
    private static final long PAGE_BYTES = 64L * 1024 * 1024;

    private static final int AT_ONCE = 50_000;

    private JournalListing() {}

    /** Prints one line per entry, oldest first, each hashed again before it is printed. */
    public static void print(Path database, PrintStream out) {
        each(database, 0, entry -> out.println(entry.sequence() + " " + entry.hash()));
    }

    /** Entries as a centre takes them in when the node cannot hand them over itself any more. */
    record Whole(List<String> entries) {}

    /**
     * Prints whole entries after a number up to another, at most as many as a centre takes at once.
     */
    public static void printWhole(Path database, long after, long to, PrintStream out) {
        var entries = new ArrayList<String>();
        each(
                database,
                after,
                entry -> {
                    if (entries.size() < AT_ONCE && entry.sequence() <= to) {
                        entries.add(entry.bytes().text());
                    }
                });
        out.println(WireJson.text(new Whole(entries)));
    }

    private static void each(Path database, long after, Consumer<JournalLine> each) {
        if (!Files.isRegularFile(database)) {
            throw new StoreDamaged("there is no database at " + database);
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try (var connection =
                DriverManager.getConnection(
                        "jdbc:sqlite:" + database.toAbsolutePath(), config.toProperties())) {
            long last = after;
            while (true) {
                var page = JournalCheck.entriesAfter(connection, last, PAGE, PAGE_BYTES);
                if (page.isEmpty()) {
                    return;
                }
                for (var entry : page) {
                    each.accept(entry);
                    last = entry.sequence();
                }
            }
        } catch (SQLException e) {
            throw new StoreUnusable("cannot read " + database, e);
        }
    }
}
