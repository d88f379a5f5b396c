package io.holdfast.apps.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void a_first_start_names_directory_and_token() {
        var run =
                (Arguments.Run)
                        Arguments.of("--directory", "/var/x", "--token", "t.json", "--trial", "30");
        assertThat(run.settings().directory()).isEqualTo(Path.of("/var/x"));
        assertThat(run.settings().token()).containsExactly(Path.of("t.json"));
        assertThat(run.settings().statusPort()).isEqualTo(8090);
        assertThat(run.settings().pace().trial()).isEqualTo(Duration.ofSeconds(30));
        assertThat(run.settings().pace().look()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void the_journal_is_asked_for_by_its_name() {
        assertThat(Arguments.of("journal", "--directory", "/var/x"))
                .isEqualTo(new Arguments.Journal(Path.of("/var/x")));
    }

    @Test
    void entries_are_asked_for_from_one_number_to_another() {
        var directory = Path.of("/var/x");
        assertThat(Arguments.of("journal", "--directory", "/var/x", "--entries-after", "1234567"))
                .isEqualTo(new Arguments.Entries(directory, 1_234_567, Long.MAX_VALUE));
        assertThat(
                        Arguments.of(
                                "journal",
                                "--directory",
                                "/var/x",
                                "--entries-after",
                                "0",
                                "--entries-to",
                                "12"))
                .isEqualTo(new Arguments.Entries(directory, 0, 12));
        assertThat(Arguments.of("journal", "--directory", "/var/x", "--entries-to", "12"))
                .isEqualTo(new Arguments.Wrong("--entries-to needs --entries-after"));
        assertThat(Arguments.of("journal", "--directory", "/var/x", "--entries-after", "-1"))
                .isEqualTo(new Arguments.Wrong("--entries-after is the number of an entry"));
    }

    @Test
    void what_is_not_understood_is_said_and_not_guessed() {
        assertThat(Arguments.of()).isEqualTo(new Arguments.Wrong("--directory is missing"));
        assertThat(Arguments.of("--directory")).isInstanceOf(Arguments.Wrong.class);
        assertThat(Arguments.of("--directory", "x", "--trust-everybody", "yes"))
                .isEqualTo(new Arguments.Wrong("not understood: --trust-everybody"));
        assertThat(Arguments.of("--directory", "x", "--status-port", "70000"))
                .isEqualTo(new Arguments.Wrong("--status-port is 0 to 65535"));
        assertThat(Arguments.of("--directory", "x", "--proxy", "somewhere"))
                .isEqualTo(new Arguments.Wrong("--proxy is HOST:PORT"));
        assertThat(Arguments.of("--help")).isEqualTo(new Arguments.Help());
    }
}
