package io.holdfast.apps.houserules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can only be seen in the text of a source: how long it is, and what it puts off. */
final class SourceRules {

    /** Longer than this and nobody reads it in one go. */
    static final int LONGEST_FILE = 400;

    /** A view is one page and reads like one. */
    static final int LONGEST_VIEW = 300;

    private static final Set<String> NOT_OURS =
            Set.of("target", ".git", "node_modules", "generated", ".holdfast", "recordings");

    private static final Set<String> TEXT =
            Set.of("java", "sql", "yaml", "yml", "xml", "css", "js", "properties", "html", "sh");

    /** Split, so that this file does not find itself. */
    private static final Pattern PUT_OFF =
            Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern WITH_ISSUE =
            Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b\\s*\\(?\\s*#\\d+");

    private SourceRules() {}

    static List<String> tooLong(String file, String text) {
        if (!file.endsWith(".java")) {
            return List.of();
        }
        long lines = text.lines().count();
        int longest = file.endsWith("View.java") ? LONGEST_VIEW : LONGEST_FILE;
        return lines < longest
                ? List.of()
                : List.of("%s has %d lines; fewer than %d".formatted(file, lines, longest));
    }

    static List<String> putOffWithoutIssue(String file, String text) {
        var findings = new ArrayList<String>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (PUT_OFF.matcher(line).find() && !WITH_ISSUE.matcher(line).find()) {
                findings.add("%s:%d puts off without an issue number".formatted(file, number));
            }
        }
        return List.copyOf(findings);
    }

    static List<Path> sources(Path root) {
        var found = new ArrayList<Path>();
        collect(root, found);
        return List.copyOf(found);
    }

    private static void collect(Path folder, List<Path> found) {
        try (var entries = Files.list(folder)) {
            for (var entry : entries.sorted().toList()) {
                var name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    if (!NOT_OURS.contains(name)) {
                        collect(entry, found);
                    }
                } else if (TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
