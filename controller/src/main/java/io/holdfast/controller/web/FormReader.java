package io.holdfast.controller.web;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.zone.FieldReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads fields below one pointer and collects what is wrong. */
record FormReader(String pointer, List<Refused.Fault> faults) {

    /** How the core reads one kind of field. */
    interface FieldOf<T> {
        Optional<T> of(FieldReader reader, String pointer, String text);
    }

    FormReader in(String field) {
        return new FormReader(pointer + "/" + field, faults);
    }

    void fault(String field, String code, String detail) {
        faults.add(new Refused.Fault(pointer + "/" + field, code, detail));
    }

    boolean present(String field, @Nullable Object value) {
        if (value == null) {
            fault(field, "FIELD_MISSING", "This field is needed here.");
        }
        return value != null;
    }

    <T> @Nullable T one(String field, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            fault(field, "NOT_READABLE", String.valueOf(e.getMessage()));
            return null;
        }
    }

    <T> void read(
            String field, Supplier<T> read, List<PolicyEdit> edits, Function<T, PolicyEdit> make) {
        var value = one(field, read);
        if (value != null) {
            edits.add(make.apply(value));
        }
    }

    /** Reads by the core, which has a code of its own for each mistake. */
    <T> @Nullable T field(String field, String text, FieldOf<T> read) {
        var reader = new FieldReader();
        var value = read.of(reader, pointer + "/" + field, text);
        reader.problems()
                .forEach(p -> faults.add(new Refused.Fault(p.pointer(), p.code(), p.detail())));
        return value.isPresent() ? value.get() : null;
    }

    <T> List<T> fields(String field, List<String> texts, FieldOf<T> read) {
        var values = new ArrayList<T>();
        for (int i = 0; i < texts.size(); i++) {
            var value = field(field + "/" + i, texts.get(i), read);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    <T> List<T> each(String field, List<String> texts, Function<String, T> read) {
        var values = new ArrayList<T>();
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var value = one(field + "/" + i, () -> read.apply(text));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
