package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.auditlog.NoteKey;
import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The append-only files: wherever whoever writes them is stopped, they become the same files; and
 * what somebody did to them is never written over.
 */
class FileSinkTest {

    private final Instant today = Instant.now();

    @TempDir private static Path place;

    @SuppressWarnings("NullAway.Init")
    private static TestPlant plant;

    @SuppressWarnings("NullAway.Init")
    private static List<OrganizationId> whose;

    @TempDir private Path folder;
    private final List<String> anew = new ArrayList<>();

    @BeforeAll
    static void a_log_with_heads_that_nobody_adds_to() throws InterruptedException {
        plant = TestPlant.start(place, "--holdfast.url=http://127.0.0.1:18098");
        var water = plant.organization("Waterworks");
        var other = plant.organization("Power");
        whose = List.of(water, OrganizationId.INSTALLATION);
        for (int i = 0; i < 40; i++) {
            int number = i;
            plant.as(
                    Caller.centre(i % 5 == 4 ? other : water, "test"),
                    () -> {
                        plant.bean(AuditLog.class)
                                .record("test.write", "test:" + number, Map.of("n", number));
                        return true;
                    });
            if (i % 10 == 9) {
                var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (!isSigned()) {
                    plant.sql("update audit_checkpoint set signed_at = now() - interval '1 hour'");
                    assertThat(System.nanoTime()).isLessThan(end);
                    Thread.sleep(200);
                }
            }
        }
    }

    private static boolean isSigned() {
        return plant.sql(
                        "select (select size from audit_tree_head) = (select max(size) from"
                                + " audit_checkpoint) and not exists (select 1 from audit_pending)"
                                + " and (select count(*) from audit_entry) = (select size from"
                                + " audit_tree_head)")
                .equals(List.of("t"));
    }

    @AfterAll
    static void ends() {
        plant.close();
    }

    private FileSink sink(long largest, InstantSource clock) {
        return new FileSink(folder, largest, plant.bean(AuditFeed.class), whose, clock, anew::add);
    }

    private FileSink sink() {
        return sink(1 << 20, InstantSource.fixed(today));
    }

    /** A few leaves at a time until all is there. */
    private Reached writeAll(FileSink sink, int step) throws IOException {
        return writeAll(sink, step, new Reached(0, 0));
    }

    private Reached writeAll(FileSink sink, int step, Reached confirmed) throws IOException {
        var feed = plant.bean(AuditFeed.class);
        var reached = sink.from(confirmed);
        while (true) {
            var part = feed.after(reached.size(), reached.head(), whose, step);
            if (part.isEmpty()) {
                return reached;
            }
            reached = sink.hand(part, reached, feed.size());
        }
    }

    private Map<String, String> content() throws IOException {
        var content = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".audit")).toList()) {
                content.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }

    private static String key() {
        return plant.sql("select note from audit_checkpoint limit 1").isEmpty()
                ? ""
                : plant.bean(AuditFeed.class)
                        .beginning(whose, io.holdfast.auditlog.MerkleFrontier.EMPTY)
                        .key()
                        .text();
    }

    @Test
    void wherever_it_is_killed_the_files_become_the_same() throws IOException {
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            writeAll(sink, 7);
        }
        var whole = content();
        assertThat(whole).hasSizeGreaterThan(2);
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0001"))).hasLineCount(1);
        assertThat(NoteKey.read(key()).text()).isEqualTo(key());
        var names = new ArrayList<>(whole.keySet());
        for (int last = 0; last < names.size(); last++) {
            var bytes = whole.get(names.get(last)).length();
            int beginning = whole.get(names.get(last)).indexOf("\npeaks") + 1;
            int least = whole.get(names.get(last)).indexOf('\n', beginning) + 1;
            for (int cut = bytes; cut >= least; cut -= cut > bytes - 12 ? 1 : 701) {
                for (int later = last + 1; later < names.size(); later++) {
                    Files.deleteIfExists(folder.resolve(names.get(later)));
                }
                var file = folder.resolve(names.get(last));
                Files.writeString(file, whole.get(names.get(last)).substring(0, cut));
                Files.writeString(folder.resolve("log-0001/000000000000099.part"), "half a begin");
                try (var sink = sink(5_000, InstantSource.fixed(today))) {
                    writeAll(sink, 7);
                }
                assertThat(content()).as("%s cut at %d", names.get(last), cut).isEqualTo(whole);
            }
        }
        assertThat(anew).isEmpty();
    }

    @Test
    void a_day_has_its_own_file() throws IOException {
        try (var sink = sink(1 << 20, InstantSource.fixed(today.plus(Duration.ofDays(1))))) {
            writeAll(sink, 15);
        }
        assertThat(content()).hasSizeGreaterThan(1);
        assertThat(content().values().iterator().next().lines().toList())
                .endsWith("end " + firstEnd());
    }

    private String firstEnd() throws IOException {
        var second = new ArrayList<>(content().keySet()).get(1);
        return Long.toString(Long.parseLong(second.replaceAll("log-0001/0*(\\d+)\\.audit", "$1")));
    }

    @Test
    void what_somebody_changed_stays_as_it_is_and_the_log_is_written_beside_it()
            throws IOException {
        try (var sink = sink(1 << 20, InstantSource.fixed(today))) {
            writeAll(sink, 7);
        }
        var file = folder.resolve("log-0001/000000000000000.audit");
        var lines = new ArrayList<>(Files.readAllLines(file));
        var gone = lines.remove(12);
        Files.write(file, lines);
        var changed = Files.readString(file);
        try (var sink = sink(1 << 20, InstantSource.fixed(today))) {
            writeAll(sink, 7);
        }
        assertThat(anew).singleElement().asString().contains("is not the one in " + file);
        assertThat(Files.readString(file)).isEqualTo(changed).doesNotContain(gone);
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0001")))
                .contains("LOG_CHANGED");
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0002"))).hasLineCount(1);
        Files.writeString(
                folder.resolve("log-0002/000000000000000.audit"),
                "nothing of ours\n" + Files.readString(file));
        try (var sink = sink(1 << 20, InstantSource.fixed(today))) {
            writeAll(sink, 7);
        }
        assertThat(anew).hasSize(2);
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0003"))).hasLineCount(1);
    }

    @Test
    void a_folder_that_is_not_there_is_never_made() throws IOException {
        var missing = folder.resolve("disk/audit");
        var sink =
                new FileSink(
                        missing,
                        1 << 20,
                        plant.bean(AuditFeed.class),
                        whose,
                        InstantSource.fixed(today),
                        anew::add);
        assertThatThrownBy(() -> sink.from(new Reached(0, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing + " is not there");
        assertThat(folder.resolve("disk")).doesNotExist();
    }

    /** What was mounted there is not: a log beside it would be in nobody's way, and nobody's. */
    @Test
    void a_folder_without_what_was_written_is_left_alone_until_somebody_says_so()
            throws IOException {
        try (var sink = sink()) {
            assertThatThrownBy(() -> sink.from(new Reached(30, 30)))
                    .hasMessageContaining("the first 30 leaves are not in " + folder);
            assertThat(folder).isEmptyDirectory();
            Files.createDirectory(folder.resolve("log-0001"));
            writeAll(sink, 7, new Reached(30, 30));
        }
        assertThat(anew).singleElement().asString().contains("there is no file in");
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0002"))).hasLineCount(1);
    }

    @Test
    void files_that_are_shorter_than_they_were_are_never_gone_on_with() throws IOException {
        Reached whole;
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            whole = writeAll(sink, 7);
        }
        var names = new ArrayList<>(content().keySet());
        Files.delete(folder.resolve(names.getLast()));
        Files.delete(folder.resolve(names.get(names.size() - 2)));
        var left = content();
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            writeAll(sink, 7, whole);
        }
        assertThat(anew).singleElement().asString().contains("a file behind it is gone");
        assertThat(content()).containsAllEntriesOf(left);
        assertThat(content().keySet()).noneMatch(names.get(names.size() - 2)::equals);
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0002"))).hasLineCount(1);
        var second = folder.resolve(new ArrayList<>(content().keySet()).getLast());
        while (!Files.readString(second).contains("\nhead ")) {
            Files.delete(second);
            second = folder.resolve(new ArrayList<>(content().keySet()).getLast());
        }
        var cut = Files.readString(second);
        Files.writeString(second, cut.substring(0, cut.lastIndexOf("head ")));
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            assertThat(writeAll(sink, 7, whole)).isEqualTo(whole);
        }
        assertThat(anew).hasSize(2);
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0003"))).hasLineCount(1);
    }

    /** People are told before; whoever is killed in between tells again, or had told. */
    @Test
    void wherever_it_is_killed_while_it_begins_anew_people_are_told() throws IOException {
        Reached whole;
        try (var sink = sink()) {
            whole = writeAll(sink, 7);
        }
        var file = folder.resolve("log-0001/000000000000000.audit");
        var text = Files.readString(file);
        var cut = text.substring(0, text.lastIndexOf("entry "));
        Files.writeString(file, cut);
        var killed =
                new FileSink(
                        folder,
                        1 << 20,
                        plant.bean(AuditFeed.class),
                        whose,
                        InstantSource.fixed(today),
                        _ -> {
                            throw new IllegalStateException("killed");
                        });
        assertThatThrownBy(() -> killed.from(whole)).hasMessage("killed");
        assertThat(folder.resolve("log-0002")).as("told first").doesNotExist();
        // Told, and the stream at no leaf; killed before the new series had its name.
        try (var sink = sink()) {
            assertThat(sink.from(new Reached(0, 0))).isEqualTo(new Reached(0, 0));
            writeAll(sink, 7);
        }
        assertThat(anew).isEmpty();
        assertThat(StreamReader.says("files", key(), folder.resolve("log-0002"))).hasLineCount(1);
        assertThat(Files.readString(file)).as("evidence").isEqualTo(cut);
    }

    @Test
    void a_file_that_is_taken_away_or_another_while_it_is_open_is_noticed_at_once()
            throws IOException {
        var elsewhere = folder.resolve("elsewhere");
        var file = folder.resolve("log-0001/000000000000000.audit");
        try (var sink = sink()) {
            var whole = writeAll(sink, 7);
            Files.copy(file, elsewhere);
            Files.delete(file);
            Files.createSymbolicLink(file, elsewhere);
            var before = Files.readString(elsewhere);
            assertThat(sink.from(whole)).isEqualTo(new Reached(0, 0));
            assertThat(anew).singleElement().asString().contains("perhaps a link");
            writeAll(sink, 7);
            assertThat(Files.readString(elsewhere)).as("not written through").isEqualTo(before);
            var second = folder.resolve("log-0002/000000000000000.audit");
            Files.delete(second);
            assertThat(sink.from(whole)).isEqualTo(new Reached(0, 0));
            assertThat(anew).hasSize(2);
            var third = folder.resolve("log-0003");
            for (int times = 3; times < 5; times++) {
                writeAll(sink, 7);
                assertThat(FileSystemUtils.deleteRecursively(third)).isTrue();
                assertThat(sink.from(whole)).isEqualTo(new Reached(0, 0));
                assertThat(anew).as("told each time").hasSize(times);
            }
        }
    }

    @Test
    void two_never_write_into_one_folder() throws IOException {
        try (var first = sink(1 << 20, InstantSource.fixed(today));
                var second = sink(1 << 20, InstantSource.fixed(today))) {
            first.from(new Reached(0, 0));
            assertThatThrownBy(() -> second.from(new Reached(0, 0)))
                    .hasMessageContaining("written to by this process");
        }
    }

    @Test
    void a_full_disk_loses_nothing_and_it_goes_on_once_there_is_room() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", folder.toString()),
                "this machine lets nobody mount a small disk");
        try {
            var ballast = folder.resolve("ballast");
            Files.write(ballast, new byte[24_000]);
            try (var sink = sink(1 << 20, InstantSource.fixed(today))) {
                assertThatThrownBy(() -> writeAll(sink, 3))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("No space left");
            }
            Files.delete(ballast);
            try (var sink = sink(1 << 20, InstantSource.fixed(today))) {
                assertThat(writeAll(sink, 3).size()).isEqualTo(plant.bean(AuditFeed.class).size());
            }
            var said = StreamReader.says("files", key(), folder.resolve("log-0001"));
            assertThat(said).hasLineCount(1);
            assertThat(anew).isEmpty();
        } finally {
            run("umount", folder.toString());
        }
    }

    @Test
    void a_folder_that_turns_read_only_loses_nothing_and_is_gone_on_with() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()),
                "this machine lets nobody mount a small disk");
        try {
            var feed = plant.bean(AuditFeed.class);
            Reached some;
            try (var sink = sink()) {
                some = sink.from(new Reached(0, 0));
                some = sink.hand(feed.after(0, 0, whose, 5), some, feed.size());
            }
            assumeTrue(run("mount", "-o", "remount,ro", folder.toString()), "no read-only disk");
            try (var sink = sink()) {
                var reached = some;
                assertThatThrownBy(() -> writeAll(sink, 5, reached))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Read-only file system");
                run("mount", "-o", "remount,rw", folder.toString());
                assertThat(writeAll(sink, 5, reached).size()).isEqualTo(feed.size());
            }
            var said = StreamReader.says("files", key(), folder.resolve("log-0001"));
            assertThat(said).hasLineCount(1);
            assertThat(anew).isEmpty();
        } finally {
            run("umount", folder.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        var process = new ProcessBuilder(Arrays.asList(command)).redirectErrorStream(true).start();
        return process.waitFor() == 0;
    }
}
