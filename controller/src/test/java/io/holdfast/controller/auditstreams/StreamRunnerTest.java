package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditStreams;
import io.holdfast.controller.audit.AuditStreams.Kind;
import io.holdfast.controller.audit.AuditStreams.Stream;
import io.holdfast.controller.auditstreams.SyslogReceiver.Manner;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever hands a stream on: what it learned it keeps, one does it at a time, and a hole is said.
 */
class StreamRunnerTest {

    private static final Pattern SEQUENCE = Pattern.compile("sequenceId=\"(\\d+)\"");
    private static final Pattern LEAF = Pattern.compile(" leaf=\"(\\d+)\" count=\"(\\d+)\"");

    @TempDir private static Path place;

    @SuppressWarnings("NullAway.Init")
    private static TestPlant plant;

    @SuppressWarnings("NullAway.Init")
    private static List<OrganizationId> whose;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private StreamKeys keys;

    @SuppressWarnings("NullAway.Init")
    private SyslogReceiver receiver;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    @BeforeAll
    static void a_centre() {
        plant = TestPlant.start(place, "--holdfast.url=http://127.0.0.1:18096");
        whose = List.of(plant.organization("Waterworks"), OrganizationId.INSTALLATION);
    }

    @AfterAll
    static void ends() {
        plant.close();
    }

    @BeforeEach
    void listens() throws IOException {
        keys = new StreamKeys(folder);
        receiver = new SyslogReceiver(keys.context("localhost"));
    }

    @AfterEach
    void stops() throws Exception {
        for (var thread : threads) {
            stop(thread);
        }
        receiver.close();
    }

    private static void stop(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(20));
    }

    private Stream stream() {
        return new Stream(Kind.SYSLOG, "localhost:" + receiver.port());
    }

    private Thread runs() {
        var stream = stream();
        var runner =
                new StreamRunner(
                        stream,
                        plant.bean(AuditFeed.class),
                        plant.bean(AuditStreams.class),
                        () -> whose,
                        _ -> sink());
        var thread = Thread.ofPlatform().daemon().start(runner::run);
        threads.add(thread);
        return thread;
    }

    private SyslogSink sink() {
        made.incrementAndGet();
        var context = keys.context("centre");
        return new SyslogSink(
                "localhost",
                receiver.port(),
                () -> context,
                new SyslogMessages("centre.example", 32473, "holdfast.audit/test", 8_192),
                InstantSource.system());
    }

    private static void write(int count) {
        for (int i = 0; i < count; i++) {
            plant.as(
                    Caller.centre(whose.getFirst(), "test"),
                    () -> {
                        plant.bean(AuditLog.class).record("test.write", "test:x", Map.of());
                        return true;
                    });
        }
    }

    private static void await(String what, BooleanSupplier is) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!is.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private String row(String column) {
        var place = stream().place();
        var found =
                plant.sql("select " + column + " from audit_stream where place = '" + place + "'");
        return found.isEmpty() ? "" : found.getFirst();
    }

    private boolean isAllConfirmed() {
        return plant.sql("select count(*) from audit_pending").equals(List.of("0"))
                && row("size = (select size from audit_tree_head)").equals("t");
    }

    /** Each as often as it was received. */
    private List<Long> leaves() {
        return receiver.received().stream()
                .map(LEAF::matcher)
                .filter(java.util.regex.Matcher::find)
                .flatMap(found -> {
                    long from = Long.parseLong(found.group(1));
                    return LongStream.range(from, from + Long.parseLong(found.group(2))).boxed();
                })
                .toList();
    }

    private long longest() {
        return leaves().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    @Test
    void what_was_learned_of_a_receiver_outlives_its_failures() throws Exception {
        write(40);
        receiver.bear = 3;
        receiver.manner = Manner.RESETS;
        runs();
        await("it fails", () -> receiver.suites().size() >= 3);
        receiver.manner = Manner.GOOD;
        await("all is confirmed", this::isAllConfirmed);
        assertThat(made).hasValue(1);
        var sequence =
                receiver.received().stream()
                        .map(SEQUENCE::matcher)
                        .filter(java.util.regex.Matcher::find)
                        .map(found -> Long.parseLong(found.group(1)))
                        .toList();
        assertThat(sequence).as("never the same number again").doesNotHaveDuplicates();
    }

    @Test
    void of_two_one_hands_on_and_the_other_goes_on_when_it_is_gone() throws Exception {
        write(5);
        var first = runs();
        await("the first one has it", this::isAllConfirmed);
        var holder = row("holder");
        var second = runs();
        await("the second one asked", () -> second.getState() == Thread.State.TIMED_WAITING);
        write(30);
        await("all is confirmed", this::isAllConfirmed);
        assertThat(row("holder")).isEqualTo(holder);
        assertThat(made).as("the other has nothing to speak with").hasValue(1);
        assertThat(leaves()).as("one speaks at a time").doesNotHaveDuplicates();
        stop(first);
        write(30);
        await("the second one has it", this::isAllConfirmed);
        assertThat(row("holder")).isNotEqualTo(holder);
        assertThat(made).hasValue(2);
        assertThat(longest()).isEqualTo(plant.bean(AuditFeed.class).size() - 1);
    }

    @Test
    void a_leaf_that_is_gone_from_the_log_stops_the_stream_and_is_said() throws Exception {
        write(20);
        runs();
        await("all is confirmed", this::isAllConfirmed);
        stop(threads.getLast());
        write(6);
        await(
                "all have a number",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));
        long size = plant.bean(AuditFeed.class).size();
        long lost = size - 2;
        plant.sql(
                "set session_replication_role = replica; create table kept_leaf as select * from"
                        + " audit_tree where leaf = "
                        + lost
                        + "; delete from audit_tree where leaf = "
                        + lost);
        try {
            runs();
            await("it is said", () -> row("reason").contains("lost its leaf " + lost));
            assertThat(row("size")).isEqualTo("" + (size - 6));
            assertThat(longest()).isEqualTo(size - 7);
        } finally {
            plant.sql("insert into audit_tree select * from kept_leaf; drop table kept_leaf");
        }
        await("and it goes on where nothing is missing", this::isAllConfirmed);
    }
}
