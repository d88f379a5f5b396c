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
import java.util.function.Predicate;
import org.sqlite.SQLiteConfig;

/**
 * The journal as lines of sequence number and hash, for comparing it with the centre's copy. Reads
 * only, so it may run beside a live site node.
 */
public final class JournalListing {

    private static final int PAGE = 1000;
    private static final long PAGE_BYTES = 64L * 1024 * 1024;

    /** A centre takes no more entries, and no larger request ({@code POST .../late-entries}). */
    static final int AT_ONCE = 50_000;

    private JournalListing() {}

    /** Prints one line per entry, oldest first, each hashed again before it is printed. */
    public static void print(Path database, PrintStream out) {
        each(
                database,
                0,
                entry -> {
                    out.println(entry.sequence() + " " + entry.hash());
                    return true;
                });
    }

    /** Entries as a centre takes them in when the node cannot hand them over itself any more. */
    record Whole(List<String> entries) {}

    /**
     * How many entries there are between two numbers, and how many of them fit into one request.
     *
     * @param fit the first ones; all of them, if they were printed
     */
    public record Wanted(long entries, long fit) {

        public boolean printed() {
            return fit == entries;
        }
    }

    /**
     * Prints whole entries after a number up to another, if a centre takes as many at once. Less
     * than all is refused there, so then nothing is printed.
     */
    public static Wanted printWhole(Path database, long after, long to, PrintStream out) {
        var entries = new ArrayList<String>();
        long[] wantedAndBytes = {0, "{'entries':[]}".length()};
        each(
                database,
                after,
                entry -> {
                    if (entry.sequence() > to) {
                        return false;
                    }
                    wantedAndBytes[0]++;
                    wantedAndBytes[1] += written(entry.bytes().toArray());
                    if (entries.size() < AT_ONCE && wantedAndBytes[1] <= WireJson.LIMIT) {
                        entries.add(entry.bytes().text());
                    }
                    return true;
                });
        var wanted = new Wanted(wantedAndBytes[0], entries.size());
        if (wanted.printed()) {
            out.println(WireJson.text(new Whole(entries)));
        }
        return wanted;
    }

    /** Bytes of a text in a list of JSON, its quotation marks and comma included. */
    private static long written(byte[] text) {
        long bytes = 3;
        for (byte each : text) {
            boolean escaped = each == '"' || each == '\\';
            bytes += each >= 0 && each < ' ' ? "\\u0000".length() : escaped ? 2 : 1;
        }
        return bytes;
    }

    private static void each(Path database, long after, Predicate<JournalLine> goesOn) {
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
                    if (!goesOn.test(entry)) {
                        return;
                    }
                    last = entry.sequence();
                }
            }
        } catch (SQLException e) {
            throw new StoreUnusable("cannot read " + database, e);
        }
    }
}
