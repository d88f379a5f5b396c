package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.Outcome;
import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.auditstreams.SyslogReceiver.Manner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was handed to a syslog receiver counts when it is certain, and only then (B-77): whatever
 * the receiver does, nothing is taken for handed over that may be lost.
 */
class SyslogSinkTest {

    private static final Digest SALT = Digest.of(new byte[] {1});
    private static final Reached START = new Reached(0, 0);
    private static final Pattern LEAF = Pattern.compile(" leaf=\"(\\d+)\" count=\"(\\d+)\"");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private StreamKeys keys;

    @SuppressWarnings("NullAway.Init")
    private SyslogReceiver receiver;

    @BeforeEach
    void listens() throws IOException {
        keys = new StreamKeys(folder);
        receiver = new SyslogReceiver(keys.context("localhost"));
    }

    @AfterEach
    void ends() throws IOException {
        receiver.close();
    }

    private SyslogSink sink() {
        return sink(keys, 8_192);
    }

    private SyslogSink sink(StreamKeys own, int longest) {
        var context = own.context("centre");
        return new SyslogSink(
                "localhost",
                receiver.port(),
                () -> context,
                new SyslogMessages("centre.example", 32473, "holdfast.audit/test", longest),
                InstantSource.system());
    }

    private static AuditEntry entry(long number, String after) {
        return new AuditEntry(
                "id-" + number,
                "water",
                Instant.parse("2026-11-27T12:00:00.000001Z").plusSeconds(number),
                "netadmin-1",
                ActorKind.PERSON,
                "change.approve",
                "change",
                "c-" + number,
                number % 2 == 0 ? Outcome.ALLOWED : Outcome.REFUSED,
                "",
                "weil es \"nötig\" ist]\n\\\u007f",
                "rest 192.0.2.7",
                "",
                after);
    }

    private static AuditFeed.Leaf whole(long number, String after) {
        var entry = entry(number, after);
        return new AuditFeed.Leaf.Whole(
                number,
                LogLeaf.of(SALT, number, entry.digest()).tag(),
                entry.digest(),
                Optional.of(entry));
    }

    private static AuditFeed.Part part(long from, int count) {
        return new AuditFeed.Part(
                from,
                LongStream.range(from, from + count)
                        .mapToObj(n -> whole(n, "x".repeat(500)))
                        .toList(),
                List.of());
    }

    private List<Long> leaves() {
        return receiver.received().stream()
                .map(LEAF::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    @Test
    void what_a_receiver_read_to_the_end_and_said_so_counts() throws IOException {
        var sink = sink();
        assertThat(sink.hand(part(0, 300), START, 300)).isEqualTo(new Reached(300, 0));
        assertThat(leaves()).isEqualTo(LongStream.range(0, 300).boxed().toList());
        assertThat(receiver.suites()).containsExactly("TLSv1.3 TLS_AES_256_GCM_SHA384");
    }

    @Test
    void with_tls_1_2_as_well_and_without_authenticated_encryption_never() throws IOException {
        receiver.protocols = new String[] {"TLSv1.2"};
        assertThat(sink().hand(part(0, 20), START, 20)).isEqualTo(new Reached(20, 0));
        assertThat(receiver.suites())
                .singleElement()
                .asString()
                .startsWith("TLSv1.2 TLS_ECDHE_")
                .contains("GCM");
    }

    @Test
    void a_receiver_of_another_name_or_authority_is_told_nothing() throws IOException {
        receiver.close();
        receiver = new SyslogReceiver(keys.context("elsewhere.example"));
        assertThatThrownBy(() -> sink().hand(part(0, 1), START, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost");
        receiver.close();
        receiver = new SyslogReceiver(keys.context("localhost"));
        var foreign = new StreamKeys(folder);
        assertThatThrownBy(() -> sink(foreign, 8_192).hand(part(0, 1), START, 1))
                .isInstanceOf(IOException.class);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void a_receiver_that_does_not_answer_the_close_confirmed_nothing() {
        receiver.manner = Manner.NO_ANSWER;
        assertThatThrownBy(() -> sink().hand(part(0, 10), START, 10))
                .hasMessageContaining("instead of the answer to the close of TLS");
        assertThat(leaves()).hasSize(10);
    }

    @Test
    void a_receiver_that_accepts_and_resets_confirmed_nothing() {
        receiver.manner = Manner.RESETS;
        var sink = sink();
        assertThatThrownBy(() -> sink.hand(part(0, 500), START, 500))
                .isInstanceOf(IOException.class);
        assertThat(sink.most()).as("the next one is smaller").isEqualTo(500);
    }

    /** It closes TLS in order, and yet has not read what is under way to it. */
    @Test
    void a_receiver_that_is_stopped_in_order_in_the_middle_confirmed_nothing() {
        receiver.manner = Manner.STOPPED;
        for (int few : List.of(1, 2, 9)) {
            receiver.bear = few;
            var sink = sink();
            assertThatThrownBy(() -> sink.hand(part(0, 10), START, 10))
                    .as("read %d of 10", few)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_slow_receiver_is_sent_as_much_as_it_bears_and_comes_to_the_end() throws IOException {
        receiver.manner = Manner.SLOW;
        var sink = sink();
        var reached = START;
        long begun = System.nanoTime();
        var deliveries = new ArrayList<Long>();
        while (reached.size() < 250) {
            var part = part(reached.size(), (int) Math.min(sink.most(), 250 - reached.size()));
            reached = sink.hand(part, reached, 250);
            deliveries.add(reached.size());
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofMinutes(2));
        }
        assertThat(deliveries).as("more than one delivery").hasSizeGreaterThan(1);
        assertThat(leaves()).isEqualTo(LongStream.range(0, 250).boxed().toList());
    }

    @Test
    void whoever_stops_the_centre_in_the_middle_has_confirmed_nothing() throws Exception {
        receiver.manner = Manner.SILENT;
        var outcome = new java.util.concurrent.CompletableFuture<Exception>();
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                sink().hand(part(0, 10), START, 10);
                                outcome.complete(new Exception("it counted"));
                            } catch (IOException e) {
                                outcome.complete(e);
                            }
                        });
        Thread.sleep(1_500);
        thread.interrupt();
        assertThat(outcome.get(10, java.util.concurrent.TimeUnit.SECONDS))
                .hasMessageContaining("stopped before it was certain");
    }

    @Test
    void what_does_not_fit_is_cut_and_named_and_the_rest_is_whole() throws IOException {
        var long_ = "ä".repeat(60_000);
        var part = new AuditFeed.Part(0, List.of(whole(0, long_), whole(1, "{}")), List.of());
        sink(keys, 8_192).hand(part, START, 2);
        var messages = receiver.received();
        assertThat(messages.getFirst().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_193);
        assertThat(messages.getFirst())
                .startsWith(
                        "<109>1 2026-11-27T12:00:00.000001Z centre.example holdfast - ENTRY"
                                + " [meta sequenceId=\"1\"][holdfast@32473 version=\"1\""
                                + " log=\"holdfast.audit/test\" leaf=\"0\" count=\"1\" tag=\"")
                .contains(" cut=\"after\"] {");
        assertThat(messages.get(1)).startsWith("<108>1 ").doesNotContain(" cut=\"");
        var text = JsonMapper.shared().readTree(messages.get(1).split("] ", 2)[1]);
        assertThat(text.path("event").path("reason").asString())
                .isEqualTo("weil es \"nötig\" ist]\n\\\u007f");
        assertThat(text.path("event").path("outcome").asString()).isEqualTo("failure");
        assertThat(messages).allMatch(m -> m.chars().allMatch(c -> c >= 0x20 && c < 0x7f));
    }

    @Test
    void of_others_only_hashes_are_sent_and_silence_is_told_from_a_gap() throws IOException {
        var leaves = new ArrayList<AuditFeed.Leaf>();
        for (long n = 0; n < 100; n++) {
            leaves.add(
                    n == 50
                            ? whole(n, "")
                            : new AuditFeed.Leaf.Hashed(n, SALT, Digest.of(new byte[] {(byte) n})));
        }
        assertThat(sink().hand(new AuditFeed.Part(0, leaves, List.of()), START, 120))
                .isEqualTo(new Reached(100, 0));
        assertThat(receiver.received())
                .extracting(m ->
                        m.replaceFirst(
                                "(?s).* - ([A-Z]+) .*?(leaf|next)=\"(\\d+)\" (count|size)=\"(\\d+)\".*",
                                "$1 $3 $5"))
                .containsExactly("OTHERS 0 50", "ENTRY 50 1", "OTHERS 51 49", "STANDING 100 120");
    }
}
