package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.controller.audit.AuditStreams.Reached;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The append-only files: wherever whoever writes them is stopped, they become the same files. */
class FileSinkTest {

    private final Instant today = Instant.now();

    @TempDir private static Path place;

    @SuppressWarnings("NullAway.Init")
    private static LogForFiles log;

    @TempDir private Path folder;
    private final List<String> anew = new ArrayList<>();

    @BeforeAll
    static void a_log_with_heads_that_nobody_adds_to() throws InterruptedException {
        log = new LogForFiles(place);
    }

    @AfterAll
    static void ends() {
        log.close();
    }

    private FileSink sink(long largest, InstantSource clock) {
        return log.sink(folder, largest, clock, anew::add);
    }

    private FileSink sink() {
        return sink(1 << 20, InstantSource.fixed(today));
    }

    private Reached writeAll(FileSink sink, int step) throws IOException {
        return log.writeAll(sink, step, new Reached(0, 0));
    }

    @Test
    void wherever_it_is_killed_the_files_become_the_same() throws IOException {
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            writeAll(sink, 7);
        }
        var whole = LogForFiles.content(folder);
        assertThat(whole).hasSizeGreaterThan(2);
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0001")))
                .hasLineCount(1);
        assertThat(holds(whole.values()).holds()).as("for the auditor's tool as well").isTrue();
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
                assertThat(LogForFiles.content(folder))
                        .as("%s cut at %d", names.get(last), cut)
                        .isEqualTo(whole);
            }
        }
        assertThat(anew).isEmpty();
    }

    private static AuditVerdict holds(Collection<String> files) throws IOException {
        var known =
                new AuditVerifier.Known(Optional.of(NoteKey.read(log.key())), List.of(), List.of());
        var bytes = String.join("", files).getBytes(StandardCharsets.US_ASCII);
        var verdict = AuditVerifier.verify(new ByteArrayInputStream(bytes), known);
        assertThat(verdict.signed()).isEqualTo(log.feed().size());
        return verdict;
    }

    @Test
    void a_day_has_its_own_file() throws IOException {
        try (var sink = sink(1 << 20, InstantSource.fixed(today.plus(Duration.ofDays(1))))) {
            writeAll(sink, 15);
        }
        assertThat(LogForFiles.content(folder)).hasSizeGreaterThan(1);
        assertThat(LogForFiles.content(folder).values().iterator().next().lines().toList())
                .endsWith("end " + firstEnd());
    }

    private String firstEnd() throws IOException {
        var second = new ArrayList<>(LogForFiles.content(folder).keySet()).get(1);
        return Long.toString(Long.parseLong(second.replaceAll("log-0001/0*(\\d+)\\.audit", "$1")));
    }

    @Test
    void a_folder_that_is_not_there_is_never_made() throws IOException {
        var missing = folder.resolve("disk/audit");
        var sink = log.sink(missing, 1 << 20, InstantSource.fixed(today), anew::add);
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
            log.writeAll(sink, 7, new Reached(30, 30));
        }
        assertThat(anew).singleElement().asString().contains("there is no file in");
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0002")))
                .hasLineCount(1);
    }

    @Test
    void two_never_write_into_one_folder() throws IOException {
        try (var first = sink();
                var second = sink()) {
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
            try (var sink = sink()) {
                assertThatThrownBy(() -> writeAll(sink, 3))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("No space left");
                var reached = sink.from(new Reached(0, 0));
                var rest = log.feed().after(reached.size(), reached.head(), log.whose(), 40);
                assertThat(rest.heads()).isNotEmpty();
                assertThatThrownBy(() -> sink.hand(rest, reached, log.feed().size()))
                        .isInstanceOf(IOException.class);
                assertThat(sink.from(reached)).as("as far as the disk has it").isEqualTo(reached);
            }
            Files.delete(ballast);
            try (var sink = sink()) {
                assertThat(writeAll(sink, 3).size()).isEqualTo(log.feed().size());
            }
            var said = StreamReader.says("files", log.key(), folder.resolve("log-0001"));
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
            var feed = log.feed();
            Reached some;
            try (var sink = sink()) {
                some = sink.from(new Reached(0, 0));
                some = sink.hand(feed.after(0, 0, log.whose(), 5), some, feed.size());
            }
            assumeTrue(run("mount", "-o", "remount,ro", folder.toString()), "no read-only disk");
            try (var sink = sink()) {
                var reached = some;
                assertThatThrownBy(() -> log.writeAll(sink, 5, reached))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Read-only file system");
                run("mount", "-o", "remount,rw", folder.toString());
                assertThat(log.writeAll(sink, 5, reached).size()).isEqualTo(feed.size());
            }
            var said = StreamReader.says("files", log.key(), folder.resolve("log-0001"));
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
