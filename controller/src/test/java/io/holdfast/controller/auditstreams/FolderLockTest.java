package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two centres share a folder of files: one of them writes, whatever the other tries. */
class FolderLockTest {

    /** Another process that takes the lock if it can, says so, and holds it until it is told. */
    private static final String OTHER =
            """
            import fcntl, sys
            file = open(sys.argv[1], "w")
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                print("has it", flush=True)
                sys.stdin.readline()
            except OSError:
                print("refused", flush=True)
            """;

    @TempDir private Path folder;

    @BeforeEach
    void another_process_can_be_had() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
    }

    private Process other() throws IOException {
        var file = folder.resolve("writing.lock").toString();
        return new ProcessBuilder("python3", "-c", OTHER, file).redirectErrorStream(true).start();
    }

    private static String says(Process other) throws IOException {
        return Objects.requireNonNull(other.inputReader().readLine());
    }

    private static void end(Process other) throws InterruptedException {
        other.destroyForcibly();
        other.waitFor();
    }

    /** Of this process, by what Linux says of it. */
    private long openLocks() throws IOException {
        var own = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(own), "nobody says which files are open here");
        try (var open = Files.list(own)) {
            return open.filter(
                            link -> {
                                try {
                                    return Files.readSymbolicLink(link)
                                            .equals(folder.toRealPath().resolve("writing.lock"));
                                } catch (IOException e) {
                                    return false;
                                }
                            })
                    .count();
        }
    }

    @Test
    void whoever_is_refused_in_this_process_takes_the_lock_from_nobody() throws Exception {
        var link = folder.resolve("../" + folder.getFileName() + "-link");
        Files.createSymbolicLink(link, folder);
        var other = List.<Process>of();
        try (var first = FolderLock.of(folder)) {
            assertThat(first).isNotNull();
            for (var again : List.of(folder, link)) {
                assertThatThrownBy(() -> FolderLock.of(again))
                        .hasMessageContaining("written to by this process already");
            }
            other = List.of(other());
            assertThat(says(other.getFirst())).isEqualTo("refused");
        } finally {
            Files.delete(link);
            for (var one : other) {
                end(one);
            }
        }
        var after = other();
        assertThat(says(after)).isEqualTo("has it");
        end(after);
    }

    @Test
    void another_process_that_writes_is_said_and_nothing_stays_open() throws Exception {
        var other = other();
        try {
            assertThat(says(other)).isEqualTo("has it");
            for (int times = 0; times < 2; times++) {
                assertThatThrownBy(() -> FolderLock.of(folder))
                        .isInstanceOf(IOException.class)
                        .hasMessage("another process writes into " + folder);
                assertThat(openLocks()).isZero();
            }
        } finally {
            end(other);
        }
        try (var lock = FolderLock.of(folder)) {
            assertThat(lock).isNotNull();
            assertThat(openLocks()).isEqualTo(1);
        }
        assertThat(openLocks()).isZero();
    }

    @Test
    void a_link_in_its_place_is_not_followed_and_once_it_is_gone_it_goes_on() throws IOException {
        var link = folder.resolve("writing.lock");
        Files.createSymbolicLink(link, folder.resolve("elsewhere"));
        assertThatThrownBy(() -> FolderLock.of(folder)).isInstanceOf(IOException.class);
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        Files.delete(link);
        FolderLock.of(folder).close();
    }

    @Test
    void a_new_file_is_made_by_who_writes_it_or_not_at_all() throws IOException {
        var part = folder.resolve("000000000000000.part");
        var elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(part, elsewhere);
        assertThatThrownBy(() -> SeriesFolder.written(part, new byte[] {'x'}))
                .isInstanceOf(IOException.class);
        assertThat(elsewhere).as("not written through").doesNotExist();
        Files.delete(part);
        Files.writeString(part, "of somebody else");
        assertThatThrownBy(() -> SeriesFolder.written(part, new byte[] {'x'}))
                .isInstanceOf(IOException.class);
        assertThat(part).hasContent("of somebody else");
    }
}
