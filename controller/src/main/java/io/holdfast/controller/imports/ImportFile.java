package io.holdfast.controller.imports;

import io.holdfast.controller.scope.Refused;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file as lines of words: CSV (RFC 4180, UTF-8, with or without a byte order mark) or a JSON list
 * of flat objects. What is not exactly that is refused and said where; nothing is guessed.
 */
final class ImportFile {

    /** A thousand sites with their devices; more is not reviewed by anybody. */
    static final int MOST_LINES = 2_000;

    static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_WORD = 200;

    /** What a spreadsheet computes instead of showing; also in the wide forms it reads alike. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /** Every column there is; the first tells what a line is about. */
    static final List<String> COLUMNS =
            List.of(
                    "kind",
                    "site",
                    "name",
                    "timeZone",
                    "number",
                    "slot",
                    "role",
                    "model",
                    "address",
                    "configured",
                    "zone",
                    "prefix");

    private static final CSVFormat CSV =
            CSVFormat.RFC4180
                    .builder()
                    .setLenientEof(false)
                    .setTrailingData(false)
                    .setIgnoreEmptyLines(true)
                    .get();

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(3)
                                                    .maxStringLength(10_000)
                                                    .maxNumberLength(20)
                                                    .build())
                                    .build())
                    .build();

    private ImportFile() {}

    /** What a file's lines are; problems are about lines that are none. */
    record Lines(List<RawLine> lines, List<ImportProblem> problems) {
        Lines {
            lines = List.copyOf(lines);
            problems = List.copyOf(problems);
        }
    }

    static Lines csv(byte[] bytes) {
        var text = text(bytes);
        var lines = new ArrayList<RawLine>();
        var problems = new ArrayList<ImportProblem>();
        int line = 1;
        try (var parser =
                CSVParser.builder().setReader(new StringReader(text)).setFormat(CSV).get()) {
            var records = parser.iterator();
            if (!records.hasNext()) {
                throw whole("FILE_EMPTY", "The file has no lines.");
            }
            var head = head(records.next());
            line = (int) parser.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                var record = records.next();
                // A record may span lines; it is known by its first.
                read(record, line, head, lines, problems);
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    "NOT_CSV",
                    "Line " + line + " is not CSV: a quote is open, or stands where none may.");
        }
        return new Lines(lines, problems);
    }

    private static List<String> head(CSVRecord record) {
        var head = new ArrayList<String>();
        Set<String> seen = new HashSet<>();
        for (var name : record) {
            if (!COLUMNS.contains(name)) {
                throw whole(
                        "UNKNOWN_COLUMN",
                        "There is no column \"" + cut(name) + "\"; there are " + COLUMNS + ".");
            }
            if (!seen.add(name)) {
                throw whole("COLUMN_TWICE", "The column " + name + " stands there twice.");
            }
            head.add(name);
        }
        if (!seen.contains("kind")) {
            throw whole("NO_KIND", "The first line names the columns; one of them is kind.");
        }
        return head;
    }

    private static void read(
            CSVRecord record,
            int line,
            List<String> head,
            List<RawLine> lines,
            List<ImportProblem> problems) {
        countUp(lines.size() + problems.size());
        if (record.size() != head.size()) {
            problems.add(
                    new ImportProblem(
                            line,
                            "",
                            "WRONG_NUMBER_OF_FIELDS",
                            "This line has "
                                    + record.size()
                                    + " fields and the first has "
                                    + head.size()
                                    + "."));
            return;
        }
        var words = new HashMap<String, String>();
        for (int i = 0; i < head.size(); i++) {
            words.put(head.get(i), record.get(i));
        }
        keep(line, words, lines, problems);
    }

    static Lines json(byte[] bytes) {
        var text = text(bytes);
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw whole(
                    "NOT_JSON",
                    "This is not JSON" + (at == null ? "." : ": see line " + at.getLineNr() + "."));
        }
        if (root == null || !root.isArray() || root.isEmpty()) {
            throw whole("NOT_A_LIST", "The file is a list of objects, one for each line.");
        }
        var lines = new ArrayList<RawLine>();
        var problems = new ArrayList<ImportProblem>();
        int line = 0;
        for (var item : root) {
            line++;
            countUp(lines.size() + problems.size());
            object(line, item, lines, problems);
        }
        return new Lines(lines, problems);
    }

    private static void object(
            int line, JsonNode item, List<RawLine> lines, List<ImportProblem> problems) {
        if (!item.isObject()) {
            problems.add(new ImportProblem(line, "", "NOT_AN_OBJECT", "This is not an object."));
            return;
        }
        var words = new HashMap<String, String>();
        for (var property : item.properties()) {
            var value = property.getValue();
            if (!COLUMNS.contains(property.getKey())) {
                problems.add(
                        new ImportProblem(
                                line,
                                cut(property.getKey()),
                                "UNKNOWN_COLUMN",
                                "There is no such field; there are " + COLUMNS + "."));
                return;
            }
            if (!value.isString() && !value.isIntegralNumber() && !value.isBoolean()) {
                problems.add(
                        new ImportProblem(
                                line,
                                property.getKey(),
                                "NOT_A_WORD",
                                "This is neither a text nor a whole number nor true or false."));
                return;
            }
            words.put(property.getKey(), value.asString());
        }
        keep(line, words, lines, problems);
    }

    private static void keep(
            int line,
            Map<String, String> words,
            List<RawLine> lines,
            List<ImportProblem> problems) {
        for (var column : COLUMNS) {
            var word = words.getOrDefault(column, "");
            if (word.length() > LONGEST_WORD || word.chars().anyMatch(Character::isISOControl)) {
                problems.add(
                        new ImportProblem(
                                line,
                                column,
                                "NOT_PRINTABLE",
                                "A field has at most "
                                        + LONGEST_WORD
                                        + " characters, none of them a control character."));
                return;
            }
            if (!word.isEmpty() && FORMULA.indexOf(word.charAt(0)) >= 0) {
                problems.add(
                        new ImportProblem(
                                line,
                                column,
                                "FORMULA",
                                "A field does not begin with = + - or @: whoever opens a list of"
                                        + " it in a spreadsheet would run it."));
                return;
            }
        }
        lines.add(new RawLine(line, words));
    }

    private static void countUp(int lines) {
        if (lines >= MOST_LINES) {
            throw whole("TOO_MANY_LINES", "A file has at most " + MOST_LINES + " lines.");
        }
    }

    private static String text(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw whole("FILE_TOO_LARGE", "A file has at most " + LARGEST + " bytes.");
        }
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
        } catch (CharacterCodingException e) {
            throw whole(
                    "NOT_UTF8",
                    "The file is not UTF-8; a spreadsheet calls it \"CSV UTF-8\" when saving.");
        }
        if (text.indexOf('\0') >= 0) {
            throw whole("NOT_UTF8", "The file is not text, or UTF-16; save it as UTF-8.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Refused whole(String code, String detail) {
        return Refused.invalid("", code, detail);
    }

    private static String cut(String text) {
        var printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40);
    }
}
