package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.auditstreams.Rsyslog;
import io.holdfast.controller.auditstreams.StreamKeys;
import io.holdfast.controller.auditstreams.StreamReader;
import io.holdfast.controller.scope.Caller;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.util.FileSystemUtils;

/**
 * The log as it leaves the centre (R39, B-77): with Debian's rsyslog over TLS, which is killed, cut
 * off for long and brought back, nothing is missing at the receiver, and people are told meanwhile.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(AuditStreamTest.SetFirst.class)
class AuditStreamTest extends CentreStory {

    private static final String WATER = "Waterworks";

    private static final Path PLACE = folder();

    /** A long name, as folders have them. */
    private static final Path FILES = PLACE.resolve("d".repeat(200)).resolve("e".repeat(150));

    private static final int PORT = port();
    private static final Rsyslog RECEIVER = new Rsyslog(PLACE, PORT, "ossl");

    /** The centre is told of its streams before it starts. */
    static final class SetFirst implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            set();
        }
    }

    private static void set() {
        created(FILES);
        var keys = new StreamKeys(PLACE);
        keys.of("server", "localhost");
        keys.of("centre", "centre");
        var bundle = "--spring.ssl.bundle.pem.siem.";
        more =
                List.of(
                        "--holdfast.audit-stream.organizations=" + WATER,
                        "--holdfast.audit-stream.late-after=6s",
                        "--holdfast.audit-stream.look=PT1S",
                        "--holdfast.audit-stream.file.folder=" + FILES,
                        "--holdfast.audit-stream.file.largest=8KB",
                        "--holdfast.audit-stream.syslog.host=localhost",
                        "--holdfast.audit-stream.syslog.port=" + PORT,
                        "--holdfast.audit-stream.syslog.bundle=siem",
                        bundle + "keystore.certificate=" + PLACE.resolve("centre.pem"),
                        bundle + "keystore.private-key=" + PLACE.resolve("centre.key"),
                        bundle + "truststore.certificate=" + PLACE.resolve("ca.pem"));
    }

    private static void created(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("holdfast-streams");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void nothingMore() throws IOException {
        more = List.of();
        RECEIVER.close();
        FileSystemUtils.deleteRecursively(PLACE);
    }

    private static void write(int count, String what) {
        for (int i = 0; i < count; i++) {
            int number = i;
            plant.as(
                    Caller.centre(waterworks, "test"),
                    () -> {
                        plant.bean(AuditLog.class)
                                .record(
                                        "test.write",
                                        "test:" + what + "/" + number,
                                        Map.of("words", "Übung \"" + what + "\" ]\\"));
                        return true;
                    });
        }
    }

    private static long leaves() {
        return Long.parseLong(plant.sql("select count(*) from audit_tree").getFirst());
    }

    private static boolean everythingIs(String kind) {
        return plant.sql(
                        "select count(*) from audit_stream where stream = '"
                                + kind
                                + "' and size = (select size from audit_tree_head)"
                                + " and not exists (select 1 from audit_pending)")
                .equals(List.of("1"));
    }

    private static String key() {
        return water.get("/audit-log").body().path("key").asString();
    }

    private static void needsRsyslog() {
        assumeTrue(Rsyslog.isThere("ossl"), "rsyslog with rsyslog-openssl is not installed");
    }

    @Test
    @Order(1)
    void what_is_written_is_at_the_receiver_and_proves_itself_there() throws IOException {
        needsRsyslog();
        RECEIVER.start();
        write(30, "first");
        plant.sql("update audit_checkpoint set signed_at = signed_at - interval '2 minutes'");
        await("all is confirmed", () -> everythingIs("SYSLOG"));
        await("a head is there", () -> said().matches("(?s)leaves \\d+ heads [1-9].*"));
        assertThat(said()).doesNotContain("\n.").hasLineCount(1);
        var text = Files.readString(RECEIVER.written());
        assertThat(text)
                .contains("\"action\":\"test.write\"", "\\u00DCbung", "holdfast - OTHERS")
                .as("nothing of another organisation")
                .doesNotContain("Power", "power-secret");
        var standing = water.get("/audit-log").body().path("streams");
        assertThat(standing).hasSize(2);
        assertThat(standing.path(1).path("kind").asString()).isEqualTo("SYSLOG");
        assertThat(standing.path(1).path("late").asBoolean()).isFalse();
        assertThat(power.get("/audit-log").body().path("streams"))
                .as("what the operator set for one is nothing to another")
                .isEmpty();
    }

    private static String said() {
        return StreamReader.says("syslog", key(), RECEIVER.written());
    }

    @Test
    @Order(2)
    void a_receiver_that_is_killed_again_and_again_has_it_all_in_the_end() throws Exception {
        needsRsyslog();
        for (int kill = 0; kill < 4; kill++) {
            write(40, "kill-" + kill);
            Thread.sleep(300L * (kill + 1));
            if (kill % 2 == 0) {
                RECEIVER.kill();
            } else {
                RECEIVER.stop();
            }
            write(10, "gone-" + kill);
            RECEIVER.start();
        }
        await("all is confirmed", () -> everythingIs("SYSLOG"));
        await("it is all there", AuditStreamTest::isAllThere);
    }

    /** Every leaf, each the same as often as it came, and every head proves it. */
    private static boolean isAllThere() {
        long leaves = leaves();
        var said = said();
        assertThat(said).hasLineCount(1);
        return said.startsWith("leaves " + leaves + " ");
    }

    @Test
    @Order(3)
    void a_receiver_that_is_gone_for_long_loses_nothing_though_the_centre_stops_meanwhile()
            throws IOException {
        needsRsyslog();
        await("it goes on", () -> health().equals("going"));
        int before = told();
        RECEIVER.kill();
        write(60, "cut");
        await("it is late", () -> health().equals("late"));
        assertThat(water.get("/system/health").body().path("state").asString()).isEqualTo("ready");
        await("people are told", () -> told() > before);
        var standing = water.get("/audit-log").body().path("streams").path(1);
        assertThat(standing.path("late").asBoolean()).isTrue();
        assertThat(standing.path("behind").asLong()).isGreaterThanOrEqualTo(60);
        assertThat(standing.path("reason").asString()).isNotEmpty();
        restarted();
        write(20, "after the stop");
        RECEIVER.start();
        await("all is confirmed", () -> everythingIs("SYSLOG"));
        await("it is all there", AuditStreamTest::isAllThere);
        await("it goes on", () -> health().equals("going"));
        await("that is recorded", () -> recorded("resumed") == recorded("late"));
        assertThat(told()).as("each time once").isEqualTo(recorded("late"));
    }

    private static void restarted() {
        plant.restart();
        base =
                "http://127.0.0.1:"
                        + plant.bean(org.springframework.core.env.Environment.class)
                                .getProperty("local.server.port");
        water = Api.program(base, "water", "water-secret-1234", EVERYTHING);
    }

    private static int told() {
        return water.get("/events?kind=AUDIT_STREAM_LATE").body().path("items").size();
    }

    private static int recorded(String what) {
        return water.get("/audit-entries?action=audit.stream-" + what).body().path("items").size();
    }

    private static String health() {
        return water.get("/system/health").body().path("auditStreams").asString();
    }

    @Test
    @Order(4)
    void the_files_are_the_log_and_both_readers_say_so() throws IOException {
        write(80, "file");
        plant.sql("update audit_checkpoint set signed_at = signed_at - interval '2 minutes'");
        await("all is in the files", () -> everythingIs("FILE"));
        var series = FILES.resolve("log-0001");
        await(
                "a head is behind it",
                () -> StreamReader.says("files", key(), series).contains("leaves " + leaves()));
        assertThat(StreamReader.says("files", key(), series)).hasLineCount(1);
        assertThat(audits(series)).as("full files").hasSizeGreaterThan(2);
        var kept = SignedNote.read(water.get("/audit-log").body().path("note").asString());
        try (var in = joined(series)) {
            var verdict =
                    AuditVerifier.verify(
                            in,
                            new AuditVerifier.Known(
                                    Optional.of(NoteKey.read(key())), List.of(), List.of(kept)));
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.size()).isGreaterThanOrEqualTo(leaves() - verdict.unsigned());
            assertThat(verdict.own()).isGreaterThan(100).isLessThan(verdict.size());
        }
    }

    /** A disk or a name server that hangs is to hold nobody but its own stream. */
    @Test
    @Order(5)
    void each_stream_has_a_thread_of_the_platform() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(t -> t.getName().startsWith("audit-stream-"))
                .hasSize(2)
                .allMatch(Thread::isDaemon);
    }

    private static String holders() {
        return String.join(" ", plant.sql("select holder from audit_stream order by stream"));
    }

    private static String holder(int stream) {
        return plant.sql("select holder from audit_stream order by stream").get(stream);
    }

    @Test
    @Order(6)
    void of_two_centres_one_hands_on_and_the_other_goes_on_when_it_stops() throws IOException {
        needsRsyslog();
        var one = holders();
        String two;
        try (var _ =
                new SpringApplicationBuilder(TestPlant.Features.class)
                        .run(plant.replica().toArray(String[]::new))) {
            write(20, "two");
            await("all is confirmed", () -> everythingIs("SYSLOG") && everythingIs("FILE"));
            assertThat(holders()).as("the first one keeps them").isEqualTo(one);
            plant.stop();
            await(
                    "the other one has both",
                    () -> !one.contains(holder(0)) && !one.contains(holder(1)));
            restarted();
            write(20, "taken over");
            await("all is confirmed", () -> everythingIs("SYSLOG") && everythingIs("FILE"));
            two = holders();
        }
        write(20, "given back");
        await("all is confirmed", () -> everythingIs("SYSLOG") && everythingIs("FILE"));
        await("it is all there", AuditStreamTest::isAllThere);
        assertThat(List.of(one, two, holders())).doesNotHaveDuplicates();
        assertThat(StreamReader.says("files", key(), FILES.resolve("log-0001"))).hasLineCount(1);
        assertThat(FILES.resolve("log-0002")).doesNotExist();
    }

    @Test
    @Order(7)
    void files_that_were_cut_while_it_stood_still_are_told_and_never_gone_on_with()
            throws IOException {
        write(10, "before");
        await("all is in the files", () -> everythingIs("FILE"));
        plant.stop();
        var newest = audits(FILES.resolve("log-0001")).getLast();
        var text = Files.readString(newest);
        Files.writeString(newest, text.substring(0, text.lastIndexOf("entry ")));
        var cut = Files.readString(newest);
        restarted();
        await(
                "people are told",
                () -> water.get("/events?kind=AUDIT_LOG_DIFFERS").body().path("items").size() == 1);
        await("all is in the files", () -> everythingIs("FILE"));
        assertThat(recorded("begun-anew")).isOne();
        assertThat(Files.readString(newest)).isEqualTo(cut);
        assertThat(StreamReader.says("files", key(), FILES.resolve("log-0002"))).hasLineCount(1);
    }

    private static List<Path> audits(Path series) throws IOException {
        try (var files = Files.list(series)) {
            return files.filter(f -> f.toString().endsWith(".audit")).sorted().toList();
        }
    }

    private static InputStream joined(Path series) throws IOException {
        var streams = new java.util.ArrayList<InputStream>();
        for (var file : audits(series)) {
            streams.add(Files.newInputStream(file));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
