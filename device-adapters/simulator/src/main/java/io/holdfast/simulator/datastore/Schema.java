package io.holdfast.simulator.datastore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The data model of one device: the nodes of the modules it implements. */
public final class Schema {

    private final List<YangModule> modules;
    private final SchemaNode root;

    private Schema(List<YangModule> modules, SchemaNode root) {
        this.modules = List.copyOf(modules);
        this.root = root;
    }

    /** The part of the simulator's schema that these modules make up. */
    public static Schema of(Set<String> moduleNames) {
        var modules = new LinkedHashMap<String, YangModule>();
        var root = node(SchemaNode.Kind.CONTAINER, new YangModule("", "", "", ""), "config");
        Deque<SchemaNode> path = new ArrayDeque<>();
        path.push(root);
        for (var line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var words = List.of(line.strip().split(" +", -1));
            if (words.getFirst().equals("module")) {
                modules.put(
                        words.get(1),
                        new YangModule(words.get(1), words.get(2), words.get(3), words.get(4)));
                continue;
            }
            int depth = (line.length() - line.stripLeading().length()) / 2 + 1;
            while (path.size() > depth) {
                path.pop();
            }
            var node = read(words, modules);
            path.element().add(node);
            path.push(node);
        }
        keepOnly(root, moduleNames);
        return new Schema(
                modules.values().stream().filter(m -> moduleNames.contains(m.name())).toList(),
                root);
    }

    private static void keepOnly(SchemaNode node, Set<String> moduleNames) {
        node.children().removeIf(c -> !moduleNames.contains(c.module()));
        node.children().forEach(c -> keepOnly(c, moduleNames));
    }

    private static SchemaNode node(SchemaNode.Kind kind, YangModule module, String name) {
        return new SchemaNode(
                kind,
                module.name(),
                module.namespace(),
                name,
                List.of(),
                new LeafType.None(),
                false,
                false,
                "");
    }

    private static SchemaNode read(List<String> words, Map<String, YangModule> modules) {
        var kind =
                switch (words.getFirst()) {
                    case "+" -> SchemaNode.Kind.CONTAINER;
                    case "!" -> SchemaNode.Kind.PRESENCE;
                    case "*" -> SchemaNode.Kind.LIST;
                    case "-" -> SchemaNode.Kind.LEAF;
                    case "=" -> SchemaNode.Kind.LEAF_LIST;
                    default -> throw new IllegalArgumentException("no such node: " + words);
                };
        var qualified = words.get(1).split(":", -1);
        var module = Objects.requireNonNull(modules.get(qualified[0]), words.toString());
        LeafType type = new LeafType.None();
        var keys = new ArrayList<String>();
        boolean mandatory = false;
        boolean user = false;
        String choiceCase = "";
        for (var word : words.subList(2, words.size())) {
            if (word.startsWith("[") || (!keys.isEmpty() && word.endsWith("]"))) {
                keys.add(word.replace("[", "").replace("]", ""));
            } else if (word.startsWith("~")) {
                choiceCase = word.substring(1);
            } else if (word.equals("mandatory")) {
                mandatory = true;
            } else if (word.equals("user")) {
                user = true;
            } else {
                type = LeafType.of(word);
            }
        }
        return new SchemaNode(
                kind,
                module.name(),
                module.namespace(),
                qualified[1],
                keys,
                type,
                mandatory,
                user,
                choiceCase);
    }

    private static List<String> lines() {
        try (var in = Objects.requireNonNull(Schema.class.getResourceAsStream("schema.txt"));
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The implemented modules, in the order of the schema file. */
    public List<YangModule> modules() {
        return modules;
    }

    SchemaNode root() {
        return root;
    }
}
