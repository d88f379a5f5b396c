package io.holdfast.controller.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a file: each line understood, or refused with its number and column. */
class ImportReadingTest {

    private static final String HEAD =
            "kind,site,name,timeZone,number,slot,role,model,address,configured,zone,prefix\r\n";

    private static ImportReader.Understood csv(String text) {
        return ImportReader.read(ImportFile.csv(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String code(byte[] file) {
        try {
            ImportFile.csv(file);
            return "read";
        } catch (Refused refused) {
            return refused.code();
        }
    }

    @Test
    void a_file_as_spreadsheets_write_it_is_understood_with_mark_quotes_and_both_line_ends() {
        var read =
                csv(
                        "\uFEFF"
                                + HEAD
                                + "site,ww-09,\"Works, \"\"Nord\"\"\",Europe/Berlin,9,,,,,,,\r\n"
                                + "device,ww-09,fw-1,,,,,,,,,\n"
                                + "prefix,ww-09,,,,,,,,,ot,2001:db8:9::/64\n");

        assertThat(read.rows()).hasSize(2);
        assertThat(read.rows().getFirst())
                .isEqualTo(
                        new ImportRow.Site(
                                2,
                                new io.holdfast.core.site.SiteId("ww-09"),
                                "Works, \"Nord\"",
                                "Europe/Berlin",
                                9));
        assertThat(read.problems())
                .extracting(ImportProblem::line, ImportProblem::field)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(3, "name"),
                        org.assertj.core.groups.Tuple.tuple(3, "slot"));
    }

    @ParameterizedTest
    @CsvSource({
        "number, 007, NOT_VALID",
        "number, 9.5, NOT_VALID",
        "number, 99999999999, NOT_VALID",
        "prefix, 10.01.0.0/16, NOT_VALID",
        "prefix, 10.1.0.1/16, NOT_VALID",
        "prefix, 010.1.0.0/16, NOT_VALID",
        "prefix, fe80::%eth0/64, NOT_VALID",
        "address, 10.0.0.08, NOT_VALID",
        "address, 10.0.0, NOT_VALID",
        "configured, maybe, NOT_VALID",
        "role, router, NOT_VALID",
        "site, WW-09, NOT_VALID",
        "prefix, '', MISSING",
        "name, =1+1, FORMULA",
        "name, +1, FORMULA",
        "name, -1, FORMULA",
        "name, @SUM(A1), FORMULA",
        "name, ＝1+1, FORMULA",
        "name, ' =1+1', BLANKS",
        "model, =HYPERLINK(1), FORMULA"
    })
    void what_means_nothing_or_two_things_is_refused_at_its_column(
            String column, String word, String code) {
        var kind =
                switch (column) {
                    case "number", "site", "name" -> "site";
                    case "prefix" -> "prefix";
                    default -> "device";
                };
        var good =
                new java.util.HashMap<>(
                        java.util.Map.of(
                                "kind", kind,
                                "site", "ww-09",
                                "name", kind.equals("site") ? "Works" : "",
                                "timeZone", kind.equals("site") ? "UTC" : "",
                                "number", kind.equals("site") ? "9" : "",
                                "zone", kind.equals("prefix") ? "ot" : "",
                                "prefix", kind.equals("prefix") ? "10.9.0.0/16" : ""));
        if (kind.equals("device")) {
            good.putAll(
                    java.util.Map.of(
                            "slot", "fw-1",
                            "role", "firewall",
                            "model", "M",
                            "address", "10.0.0.8",
                            "configured", "yes"));
        }
        assertThat(csv(HEAD + line(good)).problems()).isEmpty();
        good.put(column, word);

        var problems = csv(HEAD + line(good)).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().line()).isEqualTo(2);
        assertThat(problems.getFirst().field()).isEqualTo(column);
        assertThat(problems.getFirst().code()).isEqualTo(code);
    }

    private static String line(java.util.Map<String, String> words) {
        return String.join(
                        ",",
                        ImportFile.COLUMNS.stream().map(c -> words.getOrDefault(c, "")).toList())
                + "\n";
    }

    @Test
    void what_is_no_csv_in_utf8_is_refused_as_a_whole() {
        var german = (HEAD + "site,ww-09,W\u00e4rme,UTC,9,,,,,,,\n");
        assertThat(code(german.getBytes(StandardCharsets.UTF_8))).isEqualTo("read");
        assertThat(code(german.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("NOT_UTF8");
        assertThat(code(german.getBytes(StandardCharsets.UTF_16LE))).isEqualTo("NOT_UTF8");
        assertThat(code(new byte[0])).isEqualTo("FILE_EMPTY");
        assertThat(code(bytes("kind;site\nsite;ww-09\n"))).isEqualTo("UNKNOWN_COLUMN");
        assertThat(code(bytes("kind,site,site\n"))).isEqualTo("COLUMN_TWICE");
        assertThat(code(bytes("site,name\n"))).isEqualTo("NO_KIND");
        assertThat(code(bytes("kind,site\nsite,\"ww-09\n"))).isEqualTo("NOT_CSV");
        assertThat(code(bytes("kind,site\nsite,\"ww\"-09\n"))).isEqualTo("NOT_CSV");
        assertThat(code(bytes(HEAD + "site,\n".repeat(2_001)))).isEqualTo("TOO_MANY_LINES");
        assertThat(code(new byte[ImportFile.LARGEST + 1])).isEqualTo("FILE_TOO_LARGE");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_stands_there_twice_and_a_line_of_another_length_name_the_line() {
        var read =
                csv(
                        HEAD
                                + "site,ww-09,A,UTC,9,,,,,,,\n"
                                + "site,ww-09,A,UTC,10,,,,,,,\n"
                                + "site,ww-11,A,UTC,9,,,,,,,\n"
                                + "site,ww-12,A\n");
        assertThat(read.rows()).hasSize(1);
        assertThat(read.problems())
                .extracting(ImportProblem::line, ImportProblem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5, "WRONG_NUMBER_OF_FIELDS"),
                        org.assertj.core.groups.Tuple.tuple(3, "TWICE"),
                        org.assertj.core.groups.Tuple.tuple(4, "TWICE"));
    }

    @Test
    void json_has_the_same_fields_and_is_read_as_strictly() {
        var read =
                ImportReader.read(
                        ImportFile.json(
                                bytes(
                                        """
                                        [{"kind": "site", "site": "ww-09", "name": "A", "timeZone": "UTC", "number": 9},
                                         {"kind": "site", "site": "ww-10", "name": "A", "timeZone": "UTC", "number": 9.5},
                                         {"kind": "site", "color": "red"},
                                         {"kind": "site", "site": "ww-11", "name": "=1+1", "timeZone": "UTC", "number": 11}]\
                                        """)));
        assertThat(read.rows()).hasSize(1);
        assertThat(read.problems())
                .extracting(ImportProblem::line, ImportProblem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "NOT_A_WORD"),
                        org.assertj.core.groups.Tuple.tuple(3, "UNKNOWN_COLUMN"),
                        org.assertj.core.groups.Tuple.tuple(4, "FORMULA"));
        for (var bad :
                List.of(
                        "{}",
                        "[]",
                        "[1",
                        "[{\"kind\":1,\"kind\":2}]",
                        "[".repeat(2_000),
                        "[{\"number\":" + "9".repeat(400) + "}]")) {
            assertThatThrownBy(() -> ImportFile.json(bytes(bad)))
                    .as(bad.substring(0, Math.min(30, bad.length())))
                    .isInstanceOf(Refused.class);
        }
    }

    /** Whatever comes in: an answer of our own, never another exception, and no line is lost. */
    @Test
    void no_bytes_break_it_and_every_line_is_a_row_or_a_problem() {
        long seed = Long.getLong("holdfast.seed", System.nanoTime());
        System.out.println("imports: seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 4_000; i++) {
            var file = random.nextInt(4) == 0 ? noise(random) : mangled(random);
            for (var json : List.of(false, true)) {
                try {
                    var lines = json ? ImportFile.json(file) : ImportFile.csv(file);
                    var read = ImportReader.read(lines);
                    var faulty =
                            read.problems().stream().map(ImportProblem::line).distinct().count();
                    assertThat(read.rows().size() + faulty)
                            .as("seed %d, case %d", seed, i)
                            .isGreaterThanOrEqualTo(lines.lines().size());
                } catch (Refused refused) {
                    assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", case " + i, e);
                }
            }
        }
    }

    private static byte[] noise(Random random) {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mangled(Random random) {
        var base =
                random.nextBoolean()
                        ? HEAD
                                + "site,ww-09,\"A\",UTC,9,,,,,,,\r\nprefix,ww-09,,,,,,,,,ot,10.0.0.0/8\n"
                        : "[{\"kind\":\"site\",\"site\":\"ww-09\",\"number\":9},{\"kind\":\"prefix\"}]";
        var text = new StringBuilder(base);
        var salt =
                List.of(
                        "\"", ",", "\n", "\r", "\u0000", "\uFEFF", "=cmd|'", "0", "[", "{", "}",
                        ":");
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, salt.get(random.nextInt(salt.size())));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
            }
        }
        return bytes(text.toString());
    }
}
