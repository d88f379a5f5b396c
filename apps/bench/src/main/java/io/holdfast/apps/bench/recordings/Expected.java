package io.holdfast.apps.bench.recordings;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What another product expects to find on a recorded device. A field that is absent, null, empty or
 * private asserts nothing.
 */
final class Expected {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode root;

    private Expected(JsonNode root) {
        this.root = root;
    }

    static Expected of(Path file) throws IOException {
        try (var raw = new BufferedInputStream(Files.newInputStream(file));
                var in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new Expected(JSON.readTree(in));
        }
    }

    static Expected of(String json) {
        return new Expected(JSON.readTree(json));
    }

    /** One row of a table, later reads over earlier ones. */
    record Row(Map<String, String> cells) {

        Optional<String> cell(String name) {
            return Optional.ofNullable(cells.get(name));
        }
    }

    Row device() {
        return rows("os", "devices", "os").stream().findFirst().orElse(new Row(Map.of()));
    }

    List<Row> ports() {
        return rows("ports", "ports", "ifIndex").stream()
                .filter(row -> !row.cell("deleted").orElse("0").equals("1"))
                .toList();
    }

    List<Row> vlans() {
        return rows("vlans", "vlans", "");
    }

    List<Row> vlanMembers() {
        return rows("vlans", "ports_vlans", "");
    }

    List<Row> links() {
        return rows("links", "links", "");
    }

    /**
     * The rows of discovery; what the poller adds or changes is laid over them, by key. The poller
     * may say in words that it matches.
     */
    private List<Row> rows(String module, String table, String key) {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (var phase : List.of("discovery", "poller")) {
            var found = root.path(module).path(phase).path(table);
            int number = 0;
            for (var row : found) {
                var id = key.isEmpty() ? Integer.toString(number++) : text(row.path(key));
                var cells = rows.computeIfAbsent(id, _ -> new LinkedHashMap<>());
                for (var cell : row.properties()) {
                    var text = text(cell.getValue());
                    if (!text.isEmpty() && !text.equals("<private>")) {
                        cells.put(cell.getKey(), text);
                    }
                }
            }
        }
        var all = new ArrayList<Row>();
        rows.values().forEach(cells -> all.add(new Row(cells)));
        return all;
    }

    private static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? "" : node.asString().strip();
    }
}
