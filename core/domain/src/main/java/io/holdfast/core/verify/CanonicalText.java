package io.holdfast.core.verify;

import io.holdfast.core.AddedLater;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Conduit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any value made of records, lists, enums, numbers and texts, written so that different values have
 * different texts: every record names its type and all its parts, every free text stands in quotes.
 * Reads the parts from the record itself, so that a new one cannot be forgotten.
 */
final class CanonicalText {

    /** What a type is written from; looking it up anew costs more than the proof it names. */
    private static final ClassValue<Part[]> PARTS =
            new ClassValue<>() {
                @Override
                protected Part[] computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents())
                            .map(c ->
                                    new Part(
                                            c.getName(),
                                            c.getAccessor(),
                                            c.getType(),
                                            c.isAnnotationPresent(AddedLater.class)))
                            .toArray(Part[]::new);
                }
            };

    private record Part(String name, Method accessor, Class<?> type, boolean addedLater) {

        /** What came later and says nothing leaves the text, and its digest, as it was before. */
        boolean isSilent(Object value) {
            if (!addedLater) {
                return false;
            }
            return switch (value) {
                case List<?> all -> all.isEmpty();
                case Boolean truth -> !truth;
                case Enum<?> one -> one.equals(type.getEnumConstants()[0]);
                default ->
                        type.isSealed()
                                && value.getClass().equals(type.getPermittedSubclasses()[0]);
            };
        }
    }

    private final StringBuilder text = new StringBuilder();

    /** What was written before of what comes again and again. */
    private final Map<Record, String> written;

    private CanonicalText(Map<Record, String> written) {
        this.written = written;
    }

    static String of(Object value) {
        return of(value, new HashMap<>());
    }

    /** The same text; rules and conduits are taken from, and put into, what was written before. */
    static String of(Object value, Map<Record, String> written) {
        var writer = new CanonicalText(written);
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
            case FilterRule rule -> remembered(rule);
            case Conduit conduit -> remembered(conduit);
            // What has one spelling of its own stands in it: shorter to write and to hash.
            case IpAddress address -> quote(address.toString());
            case Prefix prefix -> quote(prefix.toString());
            case InterfaceAddress address -> quote(address.toString());
            case Service service -> quote(service.toString());
            case Record one -> record(one);
            // So have dates and the like.
            default -> quote(value.toString());
        }
    }

    private void quote(String free) {
        boolean plain = free.indexOf('"') < 0 && free.indexOf('\\') < 0;
        text.append('"')
                .append(plain ? free : free.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    private void list(List<?> all) {
        text.append('[');
        for (var one : all) {
            write(one);
            text.append(';');
        }
        text.append(']');
    }

    private void remembered(Record one) {
        var before = written.get(one);
        if (before == null) {
            int from = text.length();
            record(one);
            written.put(one, text.substring(from));
        } else {
            text.append(before);
        }
    }

    private void record(Record one) {
        text.append(one.getClass().getSimpleName()).append('(');
        for (var part : PARTS.get(one.getClass())) {
            var value = read(one, part);
            if (!part.isSilent(value)) {
                text.append(part.name()).append('=');
                write(value);
                text.append(';');
            }
        }
        text.append(')');
    }

    private static Object read(Record one, Part part) {
        try {
            return part.accessor().invoke(one);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(part + " of a public record can be read", e);
        }
    }
}
