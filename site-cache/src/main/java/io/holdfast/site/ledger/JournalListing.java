package io.holdfast.site.ledger;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * The journal as lines of sequence number and hash, for comparing it with the centre's copy. Reads
 * only, so it may run beside a live site node.
 */
public final class JournalListing {

    private static final int PAGE = 1000;
    private static final long PAGE_BYTES = 64L * 1024 * 1024;

    private JournalListing() {}

    /** Prints one line per entry, oldest first, each hashed again before it is printed. */
    public static void print(Path database, PrintStream out) {
        if (!Files.isRegularFile(database)) {
            throw new StoreDamaged("there is no database at " + database);
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try (var connection =
                DriverManager.getConnection(
                        "jdbc:sqlite:" + database.toAbsolutePath(), config.toProperties())) {
            long last = 0;
            while (true) {
                var page = JournalCheck.entriesAfter(connection, last, PAGE, PAGE_BYTES);
                if (page.isEmpty()) {
                    return;
                }
                for (var entry : page) {
                    out.println(entry.sequence() + " " + entry.hash());
                    last = entry.sequence();
                }
            }
        } catch (SQLException e) {
            throw new StoreUnusable("cannot read " + database, e);
        }
    }
}
