package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.audit.AuditStreams.Reached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What somebody did to the append-only files is told and never written over. */
class FileSinkDamageTest {

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
    void what_somebody_changed_stays_as_it_is_and_the_log_is_written_beside_it()
            throws IOException {
        try (var sink = sink()) {
            writeAll(sink, 7);
        }
        var file = folder.resolve("log-0001/000000000000000.audit");
        var lines = new ArrayList<>(Files.readAllLines(file));
        var gone = lines.remove(12);
        Files.write(file, lines);
        var changed = Files.readString(file);
        try (var sink = sink()) {
            writeAll(sink, 7);
        }
        assertThat(anew).singleElement().asString().contains("is not the one in " + file);
        assertThat(Files.readString(file)).isEqualTo(changed).doesNotContain(gone);
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0001")))
                .contains("LOG_CHANGED");
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0002")))
                .hasLineCount(1);
        Files.writeString(
                folder.resolve("log-0002/000000000000000.audit"),
                "nothing of ours\n" + Files.readString(file));
        try (var sink = sink()) {
            writeAll(sink, 7);
        }
        assertThat(anew).hasSize(2);
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0003")))
                .hasLineCount(1);
    }

    @Test
    void an_end_that_nobody_signed_is_no_end_and_the_file_stays_as_it_is() throws IOException {
        Reached whole;
        var file = folder.resolve("log-0001/000000000000000.audit");
        try (var sink = sink()) {
            sink.from(new Reached(0, 0));
        }
        var forged = Files.readString(file) + "end 0\n";
        Files.writeString(file, forged);
        try (var sink = sink()) {
            whole = writeAll(sink, 7);
        }
        assertThat(anew).singleElement().asString().contains("does not stand behind its head");
        assertThat(Files.readString(file)).isEqualTo(forged);
        var second = folder.resolve("log-0002/000000000000000.audit");
        var text = Files.readString(second);
        var replaced = text.substring(0, text.lastIndexOf("head ")) + "end " + whole.size() + "\n";
        for (var wrong : List.of(replaced, text + "end 999\n", text + "end -1\n")) {
            int told = anew.size();
            Files.writeString(second, wrong);
            try (var sink = sink()) {
                assertThat(sink.from(whole)).isEqualTo(new Reached(0, 0));
            }
            assertThat(anew).hasSize(told + 1);
            assertThat(Files.readString(second)).isEqualTo(wrong);
            FileSystemUtils.deleteRecursively(folder.resolve("log-0003"));
        }
    }

    @Test
    void files_that_are_shorter_than_they_were_are_never_gone_on_with() throws IOException {
        Reached whole;
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            whole = writeAll(sink, 7);
        }
        var names = new ArrayList<>(LogForFiles.content(folder).keySet());
        Files.delete(folder.resolve(names.getLast()));
        Files.delete(folder.resolve(names.get(names.size() - 2)));
        var left = LogForFiles.content(folder);
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            log.writeAll(sink, 7, whole);
        }
        assertThat(anew).singleElement().asString().contains("a file behind it is gone");
        assertThat(LogForFiles.content(folder)).containsAllEntriesOf(left);
        assertThat(LogForFiles.content(folder).keySet())
                .noneMatch(names.get(names.size() - 2)::equals);
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0002")))
                .hasLineCount(1);
        var second =
                folder.resolve(new ArrayList<>(LogForFiles.content(folder).keySet()).getLast());
        while (!Files.readString(second).contains("\nhead ")) {
            Files.delete(second);
            second =
                    folder.resolve(new ArrayList<>(LogForFiles.content(folder).keySet()).getLast());
        }
        var cut = Files.readString(second);
        Files.writeString(second, cut.substring(0, cut.lastIndexOf("head ")));
        try (var sink = sink(5_000, InstantSource.fixed(today))) {
            assertThat(log.writeAll(sink, 7, whole)).isEqualTo(whole);
        }
        assertThat(anew).hasSize(2);
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0003")))
                .hasLineCount(1);
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
                log.sink(
                        folder,
                        1 << 20,
                        InstantSource.fixed(today),
                        _ -> {
                            throw new IllegalStateException("killed");
                        });
        assertThatThrownBy(() -> killed.from(whole)).hasMessage("killed");
        assertThat(folder.resolve("log-0002")).as("told first").doesNotExist();
        // The stream is at no leaf, and the new series has no name. Whether that was told nobody
        // knows: who told may have been killed behind it, or have been unable to tell.
        try (var sink = sink()) {
            assertThat(sink.from(new Reached(0, 0))).isEqualTo(new Reached(0, 0));
            writeAll(sink, 7);
        }
        assertThat(anew).singleElement().asString().contains("log-0002 was prepared");
        assertThat(StreamReader.says("files", log.key(), folder.resolve("log-0002")))
                .hasLineCount(1);
        assertThat(Files.readString(file)).as("evidence").isEqualTo(cut);
        try (var sink = sink()) {
            writeAll(sink, 7);
        }
        assertThat(anew).as("and not again").hasSize(1);
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
}
