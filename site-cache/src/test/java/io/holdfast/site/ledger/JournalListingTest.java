package io.holdfast.site.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.site.ledger.JournalListing.Wanted;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A centre takes what is missing at once or not at all: a list that lacks some helps nobody. */
class JournalListingTest {

    @TempDir private Path folder;
    private Path database = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void place() {
        database = folder.resolve("site.db");
    }

    private static JournalLine entry(long sequence, String text) {
        var stored = Bytes.utf8("{\"entry\":" + sequence + ",\"text\":\"" + text + "\"}");
        var hash = Sha256.hex(new byte[] {0}, stored.toArray());
        return new JournalLine(sequence, hash, stored);
    }

    private void journal(long entries, String text) {
        try (var store = SiteStore.open(database)) {
            for (long from = 1; from <= entries; from += 1_000) {
                var some =
                        LongStream.range(from, Math.min(entries + 1, from + 1_000))
                                .mapToObj(n -> entry(n, text))
                                .toList();
                store.write(some, Map.of(), List.of());
            }
        }
    }

    private Wanted print(long after, long to) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return JournalListing.printWhole(database, after, to, stream);
    }

    private List<String> printed() {
        var json = Bytes.utf8(out.toString(StandardCharsets.UTF_8).strip());
        return WireJson.read(JournalListing.Whole.class, json).entries();
    }

    @Test
    void what_was_asked_for_is_printed_whole() {
        journal(12, "x");
        assertThat(print(2, 10)).isEqualTo(new Wanted(8, 8));
        assertThat(printed())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(3, 10)
                                .mapToObj(n -> entry(n, "x").bytes().text())
                                .toList());
        assertThat(print(12, Long.MAX_VALUE)).isEqualTo(new Wanted(0, 0));
        assertThat(printed()).isEmpty();
    }

    /** Every quotation mark of an entry is two characters in a list of JSON. */
    @Test
    void more_than_sixteen_mebibytes_are_said_in_numbers_and_not_printed() {
        var marks = "\\\"".repeat(1 << 18);
        long each = entry(1, marks).bytes().size() + 2L * (1 << 18) + 3 + 6;
        long fit = WireJson.LIMIT / each;
        journal(fit + 4, marks);
        assertThat(print(0, Long.MAX_VALUE)).isEqualTo(new Wanted(fit + 4, fit));
        assertThat(out.size()).isZero();
        assertThat(print(4, fit + 4).printed()).isTrue();
        assertThat(printed()).hasSize((int) fit);
        assertThat(out.size()).isLessThanOrEqualTo(WireJson.LIMIT + 1);
    }

    @Test
    void more_than_fifty_thousand_are_said_in_numbers_and_not_printed() {
        journal(JournalListing.AT_ONCE + 3, "x");
        assertThat(print(0, Long.MAX_VALUE))
                .isEqualTo(new Wanted(JournalListing.AT_ONCE + 3, JournalListing.AT_ONCE));
        assertThat(out.size()).isZero();
        assertThat(print(3, Long.MAX_VALUE).printed()).isTrue();
        assertThat(printed()).hasSize(JournalListing.AT_ONCE);
    }
}
