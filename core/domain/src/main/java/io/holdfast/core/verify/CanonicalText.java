package io.holdfast.core.verify;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Any value made of records, lists, enums, numbers and texts, written so that different values have
 * different texts: every record names its type and all its parts, every free text stands in quotes.
 * Reads the parts from the record itself, so that a new one cannot be forgotten.
 */
final class CanonicalText {

    private final StringBuilder text = new StringBuilder();

    private CanonicalText() {}

    static String of(Object value) {
        var writer = new CanonicalText();
        writer.write(value);
        return writer.text.toString();
    }

    private void write(Object value) {
        switch (value) {
            case String free -> quote(free);
            case Enum<?> one -> text.append(one.name());
            case Number number -> text.append(number);
            case Boolean truth -> text.append(truth);
            case List<?> all -> list(all);
            case Record one -> record(one);
            // Dates and the like, which have one spelling each.
            default -> quote(value.toString());
        }
    }

    private void quote(String free) {
        text.append('"').append(free.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    private void list(List<?> all) {
        text.append('[');
        for (var one : all) {
            write(one);
            text.append(';');
        }
        text.append(']');
    }

    private void record(Record one) {
        text.append(one.getClass().getSimpleName()).append('(');
        for (RecordComponent part : one.getClass().getRecordComponents()) {
            text.append(part.getName()).append('=');
            write(read(one, part));
            text.append(';');
        }
        text.append(')');
    }

    private static Object read(Record one, RecordComponent part) {
        try {
            return part.getAccessor().invoke(one);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(part + " of a public record can be read", e);
        }
    }
}
