package io.holdfast.controller.imports;

import java.util.Map;

/** The words of one line by the name of their column; nothing is understood yet. */
record RawLine(int line, Map<String, String> words) {
    RawLine {
        words = Map.copyOf(words);
    }

    String word(String column) {
        return words.getOrDefault(column, "");
    }
}
